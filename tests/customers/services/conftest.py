"""The accounts and the placing of the segments' tests."""

from tests.customers.segments.conftest import centres, place

__all__ = ["centres", "place"]
