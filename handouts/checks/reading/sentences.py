"""Where sentences end, in any script (after UAX 29, 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...content.locale import signs_of

# A full stop ends a sentence unless a small letter follows; the signs of other scripts always do.
LATIN, OTHERS = ".!?", "\u061f\u06d4\u0964\u0965\u3002\uff01\uff1f\uff61"
CLOSING = "\"')\u201d\u2019\u300d\u300f\uff09"
# what ends a text that is a sentence
STOP = re.compile(rf"[{LATIN}{OTHERS}][{CLOSING}]*$")
OPENING = "\"'(\u201c\u2018\u00ab\u00bf\u00a1"
_AFTER = rf"\s+(?=[{OPENING}]*(?:(?![a-z\u00df-\u00f6\u00f8-\u00ff])[^\W_]))"
END = re.compile(rf"[{LATIN}][{CLOSING}]*{_AFTER}|[{OTHERS}][{CLOSING}]*\s*(?=\S)")
# ends what is read with what follows it
COLONS = (":", "\uff1a")
# citations after the sentence they belong to
AFTER_STOP = re.compile(rf"([{LATIN}{OTHERS}][{CLOSING}]*)((?:\s*\[S\d+\])+)")


def sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of ``text``; what has no full stop at its end is one as well."""
    shorts = signs_of(language).short_forms
    return tuple(filter(_said, (one.strip() for one in _cut(text, shorts))))


def _cut(text: str, shorts: tuple[str, ...]) -> Iterator[str]:
    start = 0
    for match in END.finditer(text):
        if not _shortened(text[: match.end()].rstrip(), shorts):
            yield text[start : match.end()]
            start = match.end()
    yield text[start:]


def _shortened(text: str, shorts: tuple[str, ...]) -> bool:
    """Whether a text ends with a short form, as a word of its own."""
    return text.endswith(shorts) and any(
        text.endswith(one) and not text.removesuffix(one)[-1:].isalnum() for one in shorts
    )


def _said(sentence: str) -> bool:
    return any(map(str.isalnum, sentence))
