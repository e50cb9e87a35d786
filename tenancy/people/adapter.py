"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up needs an invitation; nothing on these pages tells who has an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made where an invitation is accepted, never on the open sign-up page."""
        return False


class StaffSignInAdapter(DefaultSocialAccountAdapter):
    """A firm's identity provider signs in its staff; customers never come in that way."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
