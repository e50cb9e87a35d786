"""The models of this app, imported so that Django finds them."""

from portal.verification.verification_request import VerificationRequest

__all__ = ["VerificationRequest"]
