"""What just happened, with the way to undo it."""

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Shows `text` on the next page; `undo` is an address of ours to which a POST takes it back."""
    messages.success(request, text, extra_tags=undo)
