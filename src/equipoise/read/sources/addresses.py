"""Decide where a fetch may go. In: an http(s) address. Out: the one IP address to connect to, checked, or Refused with its reason.

The caller connects to the address that was checked, not to the name, so that a second answer of the name server cannot lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")  # IPv4 in the old way of wrapping it


class FetchError(ValueError):
    """An address that was not fetched, with the reason and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port of an address."""

    scheme: str
    host: str
    port: int

    @property
    def address(self) -> str:
        """The origin as the beginning of an address, without a path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{host}" + ("" if self.port == usual else f":{self.port}")


def origin_of(url: str) -> Origin:
    """Scheme, host and port. Raises FetchError for anything that is no http(s) address."""
    remedy = "Give an address that begins with http:// or https:// and has a host."
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as e:
        raise FetchError(f"It is no address: {e}.", remedy) from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise FetchError("It is no http or https address.", remedy)
    if parts.username or parts.password:
        raise FetchError("It holds a user name or password.", "Save the page and give the file.")
    scheme = parts.scheme.lower()
    return Origin(scheme, host, port or {"http": 80, "https": 443}[scheme])


def joined(base: str, link: str) -> str:
    """The address that a link on a page means. Raises FetchError for one that is no address.

    >>> joined("https://example.org/news/", "../about")
    'https://example.org/about'
    """
    try:
        return urljoin(base, link)
    except ValueError as e:
        raise FetchError(f"It leads to something that is no address: {e}.", "Give the address it ends at.") from None


def checked_ip(origin: Origin, private: bool) -> str:
    """The IP address to connect to. Every address the name stands for must be public, unless ``private`` ones are allowed.

    Raises FetchError for a name that is not known and for loopback, link-local and private networks.
    """
    try:
        answers = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"The host {origin.host} is not known.", "Check the address and the network.") from None
    ips = [ipaddress.ip_address(str(a[4][0]).split("%")[0]) for a in answers]
    if not private and not all(is_public(ip) for ip in ips):
        raise FetchError(
            f"The host {origin.host} is on a private network, which is not fetched from.",
            "If you mean it, set fetch_private = true, or give the page as a file.",
        )
    if not ips:
        raise FetchError(f"The host {origin.host} has no address.", "Check the address.")
    return str(min(ips, key=lambda ip: ip.version))


def is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """True for an address on the open internet, however it is wrapped.

    >>> [is_public(ipaddress.ip_address(x)) for x in ("93.184.216.34", "127.0.0.1", "::127.0.0.1", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and (ip in _NAT64 or ip in _COMPATIBLE):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return ip.is_global and not ip.is_multicast and not ip.is_unspecified


def stem_of_address(url: str) -> str:
    """A short name for an article from its address: the last part of the path, else the host.

    >>> stem_of_address("https://example.org/2023/11/visit-to-astana.html?x=1")
    'visit-to-astana'
    """
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1]
    name = re.sub(r"\.(html?|php|aspx?|jsp|txt|md|jsonl)$", "", last, flags=re.IGNORECASE)
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80] or parts.hostname or "page"
