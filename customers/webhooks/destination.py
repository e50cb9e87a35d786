"""Where a webhook may go: to https on the public internet, never into our own network.

The name is resolved once and the connection is made to the very address that was checked, so that a name that answers
otherwise a moment later (DNS rebinding) gains nothing. `WEBHOOKS_MAY_BE_LOCAL` lets development and tests send to
http and to their own machine.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PORTS = frozenset({443, 8443})
MOST_CHARACTERS = 500
# Ranges that carry an IPv4 address inside: 6to4, Teredo, NAT64.
CARRIERS = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48")))
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unsuitable(ValueError):
    """The address cannot be an endpoint; the message says why."""


class Forbidden(Exception):
    """The name leads to an address that no webhook may reach."""


class Unresolvable(Exception):
    """The name leads nowhere."""


@dataclass(frozen=True, slots=True)
class Destination:
    """An address that may be sent to: what was asked for, and the checked numeric address."""

    secure: bool
    host: str
    port: int
    target: str
    address: str

    @property
    def host_header(self) -> str:
        """The `Host` that the endpoint expects."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def suitable(url: str) -> str:
    """The address itself if it may be an endpoint. Raises Unsuitable with a sentence. Resolves nothing."""
    parts = _parts(url)
    host = parts.hostname or ""
    if settings.WEBHOOKS_MAY_BE_LOCAL:
        return url
    if parts.scheme != "https":
        raise Unsuitable(_("The address must begin with https://."))
    if (parts.port or 443) not in PORTS:
        raise Unsuitable(_("Only the ports 443 and 8443 are possible."))
    if "." not in host.strip(".") and ":" not in host:
        raise Unsuitable(_("The address needs the full name of a server on the internet."))
    if (literal := _literal(host)) and not _is_public(literal):
        raise Unsuitable(
            _("This address lies in a private network. Webhooks go to the public internet only.")
        )
    return url


def _parts(url: str) -> SplitResult:
    if len(url) > MOST_CHARACTERS:
        raise Unsuitable(_("The address is longer than 500 characters."))
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise Unsuitable(_("The address holds characters that no web address has."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unsuitable(_("This is not a web address.")) from None
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        raise Unsuitable(_("This is not a web address; it looks like https://crm.example.com/hooks."))
    if "@" in parts.netloc:
        raise Unsuitable(_("Leave out user name and password; messages are signed instead."))
    if "#" in url:
        raise Unsuitable(_("Leave out the part after #."))
    return parts


def resolve(url: str) -> Destination:
    """Where the url leads now. Raises Unsuitable, Unresolvable, or Forbidden where any answer is not public."""
    parts = _parts(suitable(url))
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unresolvable(host) from None
    addresses = [ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in found]
    if not addresses:
        raise Unresolvable(host)
    if not settings.WEBHOOKS_MAY_BE_LOCAL and not all(map(_is_public, addresses)):
        raise Forbidden(host)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(secure=secure, host=host, port=port, target=target, address=str(addresses[0]))


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return _is_public(address.ipv4_mapped)
        if any(address in network for network in CARRIERS):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
