"""Preflight: whether a file for the print shop keeps the rules of the trade, each with the value
that was measured.

Colours are counted in the content streams as they were written, everything else is read back from
the finished file (``preflight_file``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ....content.difference import Inks, apart
from ....content.icc import lab
from ....content.press import BY_FORMULA, BY_PROFILE, CLAIMED, LACKING, UNCLAIMED
from ..colours import BLACK, Process, channels
from ..ink.inks import INSTEAD, OVER
from . import preflight_file as read
from .prepress import STANDARD
from .registration import ALL
from .rule import Rule, Wanted

SCREEN = re.compile(r"(?<![\w.])(?:rg|RG|g|G|cs|CS|sc|scn|SCN|SC|sh)(?![\w])")
TEXT = re.compile(r"BT (.*?) ET", re.DOTALL)
INKS = re.compile(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) [kK](?![\w])")
# what matters of words: the inks they are in, how these overprint, and that something is shown
SHOWN = re.compile(rf"{INKS.pattern}|({OVER})|({INSTEAD})|(T[jJ])(?![\w])")
EXPONENT = re.compile(r"\d[eE][-+]\d")
STRING = re.compile(r"\([^()]*\)")  # codes of glyphs: brackets in them are told by their numbers
FAR = 8.0  # CIEDE2000: as far as a deep red is from what a web press can print of it


def preflight(streams: Sequence[str], data: bytes, wanted: Wanted) -> tuple[Rule, ...]:
    """The rules, and what was found in operators as they were written and in the file, ``data``."""
    told = [STRING.sub("()", stream) for stream in streams]
    return (*_colours(told, wanted), *_words(told, wanted.process), *_file(data, wanted))


def _colours(streams: Sequence[str], wanted: Wanted) -> Iterator[Rule]:
    process = wanted.process
    screen = sum(len(SCREEN.findall(stream.replace(ALL, ""))) for stream in streams)
    strange = sum(len(EXPONENT.findall(stream)) for stream in streams)
    found = (100 * sum(inks) for stream in streams for inks in _inks(stream))
    heaviest, most = max(found, default=0.0), 100 * process.limit
    yield Rule("numbers-with-exponents", str(strange), strange == 0)
    yield Rule("screen-colours", str(screen), screen == 0)
    yield Rule("heaviest-ink-percent", f"{heaviest:.0f} of {most:.0f}", heaviest <= most + 0.3)
    if process.profile is None:
        yield Rule("colours", BY_FORMULA, True)
        return
    far, name = drift(process, wanted.colours)
    yield Rule("colours", BY_PROFILE.format(name=process.profile.name), True)
    yield Rule("colour-off-by", f"{far:.1f} ({name})" if name else "0.0", far <= FAR)


def drift(process: Process, colours: Mapping[str, str]) -> tuple[float, str]:
    """How far the worst of ``colours`` is from itself in inks (CIEDE2000), and its name; what is
    black ink alone, and what the brand has chosen itself, is left out. Asks for a profile."""
    profile, given, worst = process.profile, dict(process.given), (0.0, "")
    assert profile
    for name, value in colours.items():
        inks = process.inks(channels(value))
        if value not in given and any(inks[:3]):
            far = apart(lab(channels(value)), profile.printed(inks))
            worst = max(worst, (far, name))
    return worst


def _words(streams: Sequence[str], process: Process) -> Iterator[Rule]:
    """Grey and black words: in black ink alone, and black over what is below it."""
    pure, grey, over, black = 0, 0, 0, 0
    for inks, overprints in _shown(streams):
        mixed = process.grey(inks)
        grey += mixed or (inks[3] > 0 and not any(inks[:3]))
        pure += inks[3] > 0 and not any(inks[:3])
        black += inks == BLACK
        over += inks == BLACK and overprints
    yield Rule("grey-text-in-black-alone", f"{pure}/{grey}", pure == grey > 0)
    yield Rule("black-text-overprints", f"{over}/{black}", over == black)


def _shown(streams: Sequence[str]) -> Iterator[tuple[Inks, bool]]:
    """The inks of all words that are shown, and whether they overprint."""
    for stream in streams:
        over = False
        for text in TEXT.findall(stream):
            inks: Inks | None = None
            for *values, on, off, shown in SHOWN.findall(text):
                if values[0]:
                    cyan, magenta, yellow, key = map(float, values)
                    inks = cyan, magenta, yellow, key
                over = bool(on) or (over and not off)
                if shown and inks:
                    yield inks, over


def _inks(stream: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, match)) for match in INKS.findall(stream)]


def _file(data: bytes, wanted: Wanted) -> Iterator[Rule]:
    found, claimed, profile = list(read.pages(data)), read.claims(data), wanted.process.profile
    if profile:
        missing = [name for name in read.WHOLE if name not in claimed]
        told = CLAIMED.format(standard=STANDARD, name=profile.name)
        lacks = LACKING.format(missing=", ".join(missing))
        yield Rule("standard", lacks if missing else told, not missing)
    else:
        yield Rule("standard", ", ".join(claimed) or UNCLAIMED, not claimed)
    bleed = min(page.bleed for page in found)
    yield Rule("bleed-points", f"{bleed:.2f}", bleed >= wanted.bleed - read.NEAR)
    cut = sum(page.cut for page in found)
    yield Rule("ends-at-the-trim", str(cut), cut == 0)
    fonts = {name: kept for page in found for name, kept in page.fonts.items()}
    embedded = sum(fonts.values())
    yield Rule("fonts-embedded", f"{embedded}/{len(fonts)}", embedded == len(fonts) > 0)
    dots = read.coarsest(found)
    yield Rule("coarsest-picture-dpi", "none" if dots is None else f"{dots:.0f}", read.fine(dots))
    notes = sum(page.notes for page in found)
    yield Rule("annotations", str(notes), notes == 0)
