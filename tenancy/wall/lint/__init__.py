"""Reads the catalog and says what is wrong with the wall; web and worker refuse to start on a finding."""

from tenancy.wall.lint.reading import WallBroken, assert_wall, findings, questions

__all__ = ["WallBroken", "assert_wall", "findings", "questions"]
