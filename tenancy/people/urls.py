"""Addresses of one's own account, beside the sign-in library's."""

from django.urls import URLPattern, URLResolver, path

from tenancy.people import views
from tenancy.people.identity import on_identity

# Signing in through a firm's identity provider has no address until one is configured; sign-up has
# only the page that says how invitations work.
urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", on_identity("allauth.account.urls")),
    path("accounts/2fa/", on_identity("allauth.mfa.urls")),
    path("accounts/sessions/", views.sessions, name="account_sessions"),
    path("language/", views.language, name="set_language"),
    path("appearance/", views.appearance, name="set_appearance"),
]
