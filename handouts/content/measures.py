"""The lengths of a brand: its base units, and its sizes of type. All in points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from ..source.fields import Field, ValidationInfo, model_validator
from ..source.reader import Model, Reading, reading
from ..source.values import field

Weight = Literal["regular", "bold"]
# points: what people with poor sight can still read (Clear Print guidelines), and its lines
LEAST_TYPE, LEAST_LEADING = 12, 14
MOST_TYPE, MOST_LEADING = 60, 80


# of what stands in whole paragraphs: in larger type no page holds what belongs together
MOST_OF = {"body": 18, "small": 18, "source": 18, "lead": 24, "panel": 24, "sub": 26}
USUAL = 12.5  # points: the size of text that shipped texts fit their pages in
LARGER = 1.1  # times as large as usual: texts may not fit, and it is the brand's doing


class TypeStyle(Model):
    """``size`` and ``leading`` (line height) in points: lines do not run into each other."""

    size: Annotated[float, Field(ge=LEAST_TYPE, le=MOST_TYPE)]
    leading: Annotated[float, Field(ge=LEAST_LEADING, le=MOST_LEADING)]
    weight: Weight = "regular"

    @model_validator(mode="after")
    def _apart(self, info: ValidationInfo) -> TypeStyle:
        if self.leading < self.size:
            _out_of_range(reading(info), self, "leading", f"at least its size, {self.size:g}")
        return self


def _out_of_range(context: Reading, style: TypeStyle, name: str, bound: str) -> None:
    message = f"the number {getattr(style, name):g} is out of range"
    context.report(context.place(style, name), message, f"write {bound}")


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
    lead: TypeStyle = field(default_factory=_of_body(1.16, 1.38))
    small: TypeStyle = field(default_factory=_of_body(0.96, 1.29))
    source: TypeStyle = field(default_factory=_of_body(0.96, 1.18))
    title: TypeStyle = field(default_factory=_of_body(2.4, 1.13, "bold"))
    subtitle: TypeStyle = field(default_factory=_of_body(1.52, 1.26))
    section: TypeStyle = field(default_factory=_of_body(1.52, 1.26, "bold"))
    sub: TypeStyle = field(default_factory=_of_body(1.12, 1.36, "bold"))
    panel: TypeStyle = field(default_factory=_of_body(1.04, 1.38, "bold"))
    numeral: TypeStyle = field(default_factory=_of_body(1.52, 1.16, "bold"))
    call: TypeStyle = field(default_factory=_of_body(1.6, 1.15, "bold"))
    count: TypeStyle = field(default_factory=_of_body(1.92, 1.15, "bold"))

    @model_validator(mode="after")
    def _readable(self, info: ValidationInfo) -> TypeScale:
        for name, most in MOST_OF.items():
            style: TypeStyle = getattr(self, name)
            if style.size > most and style.at:
                _out_of_range(reading(info), style, "size", f"at most {most}")
        return self

    @property
    def larger(self) -> tuple[str, ...]:
        """Which styles are larger than shipped texts have room for; what follows the text is not
        named beside it."""
        usual = TypeScale(body=TypeStyle(size=USUAL, leading=17))
        names = ("body", *sorted(self.written - {"body", "at"}))
        sizes = ((name, getattr(self, name).size, getattr(usual, name).size) for name in names)
        return tuple(name for name, size, own in sizes if size > LARGER * own)


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
