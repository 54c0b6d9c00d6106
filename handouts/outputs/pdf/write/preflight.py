"""Preflight: whether a file for the print shop keeps the rules of the trade, each with the value
that was measured.

Colours are counted in the content streams as they were written, everything else is read back from
the finished file.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw

from ....pictures.photo import PRINT_DPI
from .finish import BLEED
from .rule import Rule

SCREEN = re.compile(r"(?<![\w.])(?:rg|RG|g|G|cs|CS|sc|scn)(?![\w])")
TEXT = re.compile(r"BT (.*?) ET", re.DOTALL)
INKS = re.compile(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) [kK](?![\w])")
EXPONENT = re.compile(r"\d[eE][-+]\d")
MOST_INK = 300  # percent of the four inks together: more does not dry
NEAR = 0.02  # points


def preflight(streams: Sequence[str], data: bytes) -> tuple[Rule, ...]:
    """The rules, and what was found in operators as they were written and in the file, ``data``."""
    return (*_colours(streams), *_objects(data))


def _colours(streams: Sequence[str]) -> tuple[Rule, ...]:
    screen = sum(len(SCREEN.findall(stream)) for stream in streams)
    heaviest = max((100 * sum(inks) for stream in streams for inks in _inks(stream)), default=0.0)
    strange = sum(len(EXPONENT.findall(stream)) for stream in streams)
    words = [inks for stream in streams for text in TEXT.findall(stream) for inks in _inks(text)]
    dark = [inks for inks in words if inks[3] > 0.8]
    pure = [inks for inks in dark if not any(inks[:3])]
    return (
        Rule("numbers-with-exponents", str(strange), strange == 0),
        Rule("screen-colours", str(screen), screen == 0),
        Rule("dark-text-in-black-alone", f"{len(pure)}/{len(dark)}", len(pure) == len(dark) > 0),
        Rule("heaviest-ink-percent", f"{heaviest:.0f}", heaviest <= MOST_INK),
    )


def _inks(stream: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, match)) for match in INKS.findall(stream)]


def _objects(data: bytes) -> tuple[Rule, ...]:
    pdf = pypdfium2.PdfDocument(data)
    bleeds, dots, notes = [], [], 0
    fonts: dict[bytes, bool] = {}
    for page in pdf:
        media, bleed, trim = page.get_mediabox(), page.get_bleedbox(), page.get_trimbox()
        sides = [abs(b - t) for b, t in zip(bleed, trim, strict=True)]
        room = all(abs(m - t) >= abs(b - t) for m, b, t in zip(media, bleed, trim, strict=True))
        bleeds.append(min(sides) if room else 0.0)
        notes += raw.FPDFPage_GetAnnotCount(page)
        for thing in page.get_objects():
            if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                dots.append(
                    min(thing.get_metadata().horizontal_dpi, thing.get_metadata().vertical_dpi)
                )
            elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
                font = raw.FPDFTextObj_GetFont(thing)
                fonts[_name(font)] = bool(raw.FPDFFont_GetIsEmbedded(font))
    embedded, least = sum(fonts.values()), min(dots, default=float(PRINT_DPI))
    return (
        Rule("bleed-points", f"{min(bleeds):.2f}", min(bleeds) >= BLEED - NEAR),
        Rule("fonts-embedded", f"{embedded}/{len(fonts)}", embedded == len(fonts) > 0),
        Rule("coarsest-picture-dpi", f"{least:.0f}" if dots else "none", least >= PRINT_DPI - 1),
        Rule("annotations", str(notes), notes == 0),
    )


def _name(font: object) -> bytes:
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value
