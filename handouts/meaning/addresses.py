"""Addresses: as a file must write them, and as paper must print them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from ..source.values import replace
from .document import Document, Part
from .remaking import remade
from .spans import Link, Span, Spans, Text, shown

SIGNS = "!#$%&'()*+,/:;=?@[]~-._"  # that stand in an address as they are (RFC 3986, 2.2 and 2.3)
DOTS = "[\u3002\uff0e\uff61]"  # part a host name like a full stop (RFC 3490, 3.1)


def ascii_address(address: str) -> str:
    """The same address in ASCII, as a URI action must have it (ISO 32000-1, 12.6.4.7).

    A host name becomes what name servers know (RFC 5891), everything else is percent-encoded in
    UTF-8 (RFC 3987, 3.1). What is encoded already stays.
    """
    scheme, slashes, rest = address.partition("://")
    if not slashes:
        return _encoded(address)
    host = re.match(r"[^/?#]*", rest)
    assert host  # it matches nothing, too
    return f"{scheme}://{_host(host[0])}{_encoded(rest[host.end() :])}"


def _host(name: str) -> str:
    if name.isascii():
        return _encoded(name)
    labels = re.sub(DOTS, ".", unicodedata.normalize("NFKC", name).lower()).split(".")
    return ".".join(_encoded(label) if label.isascii() else _label(label) for label in labels)


def _label(label: str) -> str:
    return f"xn--{label.encode('punycode').decode('ascii')}"


def _encoded(text: str) -> str:
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text), safe=SIGNS)


def written_out(document: Document) -> Document:
    """``document`` for paper alone: behind each link stands the address that nobody can click."""
    return replace(
        document,
        parts=tuple(map(_written_out, document.parts)),
        spare=tuple(tuple(map(_written_out, page)) for page in document.spare),
    )


def _written_out(part: Part) -> Part:
    return remade(part, _spans, lambda below: (_written_out(below),))


def _spans(spans: Spans) -> Spans:
    if not any(isinstance(span, Link) for span in spans):
        return spans
    return tuple(one for span in spans for one in _span(span))


def _span(span: Span) -> tuple[Span, ...]:
    if not isinstance(span, Link) or span.target.startswith("#"):
        return (span,)
    address = shown(span.target) or span.target.partition(":")[2]
    told = _bare(address) in _bare(span.text)
    return (span,) if told else (span, Text(f" ({address})"))


def _bare(text: str) -> str:
    """A text without what an address or a number may be written with or without."""
    return re.sub(r"[\s().-]+", "", text.lower())
