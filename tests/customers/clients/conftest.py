"""What tests of clients share."""

from tests.customers.calling import ALL, Caller, Credentials, Register, token_answer

__all__ = ["ALL", "Caller", "Credentials", "Register", "token_answer"]
