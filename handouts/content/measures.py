"""The lengths of a brand: its base units, and its sizes of type. All in points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from ..source.reader import Model

Weight = Literal["regular", "bold"]
# points: what people with poor sight can still read (Clear Print guidelines), and its lines
LEAST_TYPE, LEAST_LEADING = 12, 14
MOST_TYPE, MOST_LEADING = 60, 80


class TypeStyle(Model):
    """``size`` and ``leading`` (line height) in points."""

    size: Annotated[float, Field(ge=LEAST_TYPE, le=MOST_TYPE)]
    leading: Annotated[float, Field(ge=LEAST_LEADING, le=MOST_LEADING)]
    weight: Weight = "regular"


def _of_body(size: float, leading: float, weight: Weight = "regular") -> Callable[..., TypeStyle]:
    """Makes a style whose ``size`` is a multiple of that of the text, ``leading`` one of its own
    size."""

    def style(data: Mapping[str, object]) -> TypeStyle:
        body = data.get("body")
        em = body.size if isinstance(body, TypeStyle) else LEAST_TYPE
        own = min(MOST_TYPE, max(LEAST_TYPE, round(size * em, 1)))
        high = min(MOST_LEADING, max(LEAST_LEADING, round(leading * own, 1)))
        return TypeStyle(size=own, leading=high, weight=weight)

    return style


class TypeScale(Model):
    """What is left out follows ``body``, by the ratios of this scale."""

    body: TypeStyle
    lead: TypeStyle = Field(default_factory=_of_body(1.16, 1.38))
    small: TypeStyle = Field(default_factory=_of_body(0.96, 1.29))
    source: TypeStyle = Field(default_factory=_of_body(0.96, 1.18))
    title: TypeStyle = Field(default_factory=_of_body(2.4, 1.13, "bold"))
    subtitle: TypeStyle = Field(default_factory=_of_body(1.52, 1.26))
    section: TypeStyle = Field(default_factory=_of_body(1.52, 1.26, "bold"))
    sub: TypeStyle = Field(default_factory=_of_body(1.12, 1.36, "bold"))
    panel: TypeStyle = Field(default_factory=_of_body(1.04, 1.38, "bold"))
    numeral: TypeStyle = Field(default_factory=_of_body(1.52, 1.16, "bold"))
    call: TypeStyle = Field(default_factory=_of_body(1.6, 1.15, "bold"))
    count: TypeStyle = Field(default_factory=_of_body(1.92, 1.15, "bold"))


class Units(Model):
    """The base units of all measures on a page, in points; what is left out is as here.

    ``gap`` is half a line: gaps between paragraphs, headings, panels and pictures are multiples of
    it. ``inset`` is the room between the edge of a panel and its words (of cells and covers, too),
    ``column`` that between columns, ``indent`` that from a bullet to its words (numbers of steps
    and sources have more of it). ``icon`` is the width of icons; persons in charts follow it.
    ``rule`` is the width of thin lines, ``bar`` of the heavy ones at the edges of panels. ``tick``
    is a box to tick, at least 4 mm; ``pitch`` lies between lines to write on, at least 8 mm.
    ``logo`` is the room for the logo on a cover.
    """

    gap: Annotated[float, Field(ge=4, le=10)] = 8
    inset: Annotated[float, Field(ge=6, le=13)] = 11
    column: Annotated[float, Field(ge=10, le=26)] = 18
    indent: Annotated[float, Field(ge=12, le=20)] = 17
    icon: Annotated[float, Field(ge=14, le=24)] = 20
    rule: Annotated[float, Field(ge=0.4, le=2)] = 0.8
    bar: Annotated[float, Field(ge=1, le=10)] = 4
    tick: Annotated[float, Field(ge=11.4, le=16)] = 13
    pitch: Annotated[float, Field(ge=22.7, le=28)] = 23.5
    logo: Annotated[float, Field(ge=90, le=220)] = 190
