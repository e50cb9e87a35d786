"""From which address a call comes: what a proxy says is believed only if we know the proxy."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network


def calling_from(request: HttpRequest) -> str:
    """The address of the caller, "" where it is unknown.

    `X-Forwarded-For` is read from its end, and only as long as the hop before is one of TRUSTED_PROXIES.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    peer = request.META.get("REMOTE_ADDR", "")
    while hops and _is_trusted(peer):
        peer = hops.pop()
    return peer if _is_address(peer) else ""


def _is_trusted(peer: str) -> bool:
    return _is_address(peer) and any(ip_address(peer) in network for network in _trusted())


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


@cache
def _trusted() -> tuple[Network, ...]:
    return tuple(ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES)
