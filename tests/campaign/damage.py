"""What can happen to a file: each damage is a function of its bytes and a source of chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import yaml

Damage = Callable[[bytes, Random], bytes]

# What an author, an editor or a stranger may put in the place of a word.
NASTY = (
    "",
    '""',
    "~",
    "[]",
    "{}",
    "{a: b}",
    "[a, b]",
    "- a",
    "1e1",
    "-0",
    ".nan",
    "1e999999",
    "9" * 400,
    "-1",
    "0x1F",
    "2026-13-40",
    "yes",
    "a" * 7000,
    "word " * 1100,
    "a" * 900,
    "{x} " * 300,
    "[S999]",
    "{{clinic.nothing}}",
    "{{clinic.phone}}",
    "words {{clinic.phone}} words",
    "{{",
    "}}",
    "**",
    "[a](#nowhere)",
    "[a](javascript:alert)",
    "[a](https://example.org/" + "a" * 400 + ")",
    "[zz: words]",
    "\\",
    "&a b",
    "*a",
    "!!python/object:os.system a",
    "'",
    '"',
    "a: b: c",
    "# a",
    "|",
    ">",
    "%0A::error::a",
    "::error file=a::b",
    "##[error]a",
    '"\\e[31m\\0 a"',
    '"\\u202e a \\ufeff"',
    '"\\U0001F600"',
    "\u05d0\u05d1\u05d2",
    "\u4e00" * 40,
    "m\u0304 x\u0301\u0302\u0303",
    "\u1ec5\u1ecb",
    "\u00a0" * 3000,
    "{{" + "\u00a0" * 3000,
    "../../etc/passwd",
    "/dev/zero",
    "spare",
    "disc",
)
RAW = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\x1b[2J", b"\t", b"\0" * 3000)


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(2 ** chance.uniform(0, 10)))


def flipped(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] if chance.random() < 0.3 else data[:start] + data[end:]


def doubled(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def filled(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice((b"\0", b"\xff", b" ")) * (end - start) + data[end:]


def pierced(data: bytes, chance: Random) -> bytes:
    start, _ = _span(data, chance)
    return data[:start] + chance.choice(RAW) + data[start:]


def swapped(data: bytes, chance: Random) -> bytes:
    a, b, c, d = sorted(chance.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def recoded(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    name = chance.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-8-sig"))
    return text.encode(name, "replace")


def ended(data: bytes, chance: Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"", b" ", b"\n\r")))


def relined(data: bytes, chance: Random) -> bytes:
    """One line gone, twice, elsewhere, or further in or out."""
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = b" " * chance.choice((1, 2, 4, 200)) + lines[at]
        case _:
            lines[at] = lines[at].lstrip()
    return b"\n".join(lines)


VALUE = re.compile(r"(?<=: )[^\n]+|(?<=- )[^\n]+|(?<=\[)[^\[\]\n]+(?=\])")
ATTRIBUTE = re.compile(r'(?<=")[^"]*(?=")')


def revalued(data: bytes, chance: Random) -> bytes:
    """A value of YAML or an attribute of SVG with something else in its place."""
    text = data.decode("utf-8", "replace")
    found = list((ATTRIBUTE if text.lstrip().startswith("<") else VALUE).finditer(text))
    if found:
        match = chance.choice(found)
        text = text[: match.start()] + chance.choice(NASTY) + text[match.end() :]
    return text.encode("utf-8", "replace")


def replanted(data: bytes, chance: Random) -> bytes:
    """A branch of the tree gone, elsewhere, many times, or deep inside others."""
    try:
        tree = yaml.load(data, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return flipped(data, chance)
    spots = list(_spots(tree))
    if not spots:
        return cut(data, chance)
    owner, key = chance.choice(spots)
    other, where = chance.choice(spots)
    match chance.randrange(6):
        case 0:
            del owner[key]
        case 1:
            owner[key] = other[where]
        case 2:
            owner[key] = [owner[key]] * chance.choice((0, 1, 30, 2500))
        case 3:
            owner[key] = {"a": owner[key]}
        case 4:
            for _ in range(chance.choice((3, 50))):
                owner[key] = [owner[key]]
        case _:
            owner[key] = chance.choice(NASTY)
    try:
        dumper = _Flat
        return yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False).encode()
    except (RecursionError, UnicodeEncodeError, yaml.YAMLError):
        return flipped(data, chance)


class _Flat(yaml.SafeDumper):
    """Writes what stands twice twice, not as an alias; a branch inside itself has no end."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _spots(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree: what holds it, and its key or number."""
    if isinstance(tree, dict | list):
        below = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for key, value in list(below):
            yield tree, key
            yield from _spots(value)


BYTES: tuple[Damage, ...] = (flipped, flipped, cut, doubled, filled, pierced, swapped)
TEXT: tuple[Damage, ...] = (
    *(flipped, cut, doubled, pierced, recoded, ended, relined, relined),
    *(revalued, revalued, revalued, revalued),
)
YAML: tuple[Damage, ...] = (*TEXT, replanted, replanted, replanted)
