"""`{% here "thread" community=slug thread=id %}`: a page of the surface that the reader is in."""

from typing import Any

from django import template

from tenancy.surfaces.addresses import address

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], page: str, **values: Any) -> str:
    """The path of a page in the current surface."""
    return address(context["request"], page, **values)
