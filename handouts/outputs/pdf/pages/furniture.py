"""What stands at the head and foot of every page, and the list of contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ....meaning.document import Document, Heading
from ....meaning.parts import headings
from ....meaning.spans import Foreign, Spans, Text, plain
from ....pictures.photo import Picture
from ....source.rows import NamedTuple
from ....source.values import dataclass, field, replace
from ..ink.outlines import line, pen, stroke
from ..ink.sheet import Sheet
from ..look import Look, fitted
from ..parts.banner import paint_logo
from ..text.cutting import tokens
from ..text.edges import inked
from ..text.lines import Line, Style, natural, set_lines, width_of
from ..theme import Theme
from .areas import Area
from .running import SECTION, Running, running, tabs_of
from .tabs import Tabs, tabs

CAPITAL = 0.74  # of the size of type: how high its capitals stand
TIGHT = 1.15  # of the type size: the height of a line where the title at the head takes two


class Foot(NamedTuple):
    """The lines at the foot of pages; the first begins with ``whose`` tokens that say whose it is.
    What is heard of the rest is ``said``, where that is more than is shown."""

    lines: tuple[Line, ...]
    whose: int
    said: str


def footer(document: Document, look: Look, width: float) -> Foot:
    """What stands at the foot of every page: whose it is and how far to trust it.

    As much is said as fits one line: the logo says whose it is, the small print who signed.
    """
    style = look.furniture
    room = width - look.theme.rooms.page_count
    status, whose = plain(document.status), plain(document.author)
    whose += look.signs.apart if status else ""
    brief = plain(document.brief) or status
    for before, told in ((whose, status), ("", status), (whose, brief), ("", brief)):
        words = tokens(_apart(document, f"{before}{told}"), style, {})
        if natural(words, style) <= room:
            break
    else:
        if document.beside:
            return Foot(tuple(_in_turn(document, document.beside, style, room)), 0, "")
    count = len(tokens((Text(before),), style, {}))
    said = "" if told == status else status
    return Foot(tuple(set_lines(words, style, room)), count, said)


def _in_turn(document: Document, beside: Document, style: Style, room: float) -> Iterator[Line]:
    """The states of two languages, each on a line of its own: one that breaks within the second
    would mix their directions."""
    own = document.status[: -len(beside.status) - 1]  # what stands between them is one span
    for told in (plain(own), plain(beside.status)):
        yield from set_lines(tokens(_apart(document, told), style, {}), style, room)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Running head and foot, as artifacts (14.8.2.2): logo and title above, state and page number
    below."""

    title: tuple[Line, ...]
    foot: Foot
    style: Style
    rule: str
    logo: Picture | None
    theme: Theme
    tabs: Tabs | None = None
    sections: Mapping[str, Line] = field(default_factory=dict)

    def state(self, sheet: Sheet, area: Area, element: int) -> None:
        """What the foot of the first page says, as content of ``element``: it is heard once."""
        lines, count, said = self.foot
        x, baseline, style = area.start, self.baseline(area), self.style
        whose, rest, at = lines[0][:count], lines[0][count:], x
        if whose:
            sheet.text([whose], style, x, baseline, None, kind="Footer")
            at += width_of(lines[0], style) - width_of(rest, style)
        if said:
            sheet.painter.tags.say(element + sheet.painter.offset, said)
        starts = [at - x, *(0.0 for _ in lines[1:])]
        sheet.text((rest, *lines[1:]), style, x, baseline, element, starts=starts, kind="Footer")

    def baseline(self, area: Area) -> float:
        """Of the first line at the foot, in points from the edge; printers reach all of it."""
        own, size = self.theme.furniture, self.style.size
        usual = area.foot - own.foot - own.foot_words - size
        return max(usual, own.edge + self.style.regular.hanging * size)

    def paint(
        self,
        sheet: Sheet,
        area: Area,
        count: str,
        here: Running,
        *,
        headed: bool,
        stated: bool = False,
    ) -> None:
        """``count`` of pages, ``headed`` with a head; what is ``stated`` already stands there."""
        style, x, end = self.style, area.start, area.start + area.measure + area.aside
        if headed:
            self.head(sheet, x, end, area, here.section)
        if self.tabs and self.tabs.clear(area):
            for tab in here.tabs:
                self.tabs.paint(sheet, area, tab, left=sheet.index % 2 == 1)
        foot = area.foot - self.theme.furniture.foot
        sheet.artifact(stroke(self.rule), f"{self.pen} {line(x, foot, end, foot)} S", kind="Footer")
        baseline = self.baseline(area)
        page = tuple(tokens((Text(count),), style, {}))
        sheet.text([page], style, end - width_of(page, style), baseline, None, kind="Footer")
        if not stated:
            sheet.text(self.foot.lines, style, x, baseline, None, kind="Footer")

    @property
    def pen(self) -> str:
        return pen(self.theme.rules.thin)

    def head(self, sheet: Sheet, x: float, end: float, area: Area, section: str) -> None:
        """The line at the head, and what stands on it: the title, and the ``section`` that the page
        goes on with."""
        logos, own, style = self.theme.logos, self.theme.furniture, self.style
        low = area.height - area.head + own.head
        told = (self.sections[section],) if section in self.sections else self.title
        ends = [end - x - inked(line, style) for line in told]
        if self.logo and (told is self.title or min(ends) >= logos.head + own.head_air):
            high = min(logos.head_high, area.head - own.head - own.head_logo - own.edge)
            scale = fitted(self.logo, logos.head, high)
            paint_logo(sheet, self.logo, (x, low + own.head_logo), scale, kind="Header")
        clear = area.head - own.head - own.edge  # what printers reach above the line
        at = low + min(own.head_title, clear - CAPITAL * style.size)
        if len(told) > 1:
            style = replace(style, leading=style.size * TIGHT)
            at = low + own.head_two + style.leading * (len(told) - 1)
        sheet.text(told, style, x, at, None, starts=ends, kind="Header")
        sheet.artifact(stroke(self.rule), f"{self.pen} {line(x, low, end, low)} S", kind="Header")


def around(
    document: Document,
    told: Sequence[Heading],
    pages: Sequence[Sequence[Heading | None]],
    look: Look,
    logo: Picture,
    width: float,
    foot: Foot | None,
) -> tuple[Furniture | None, tuple[Running, ...]]:
    """What stands around pages ``width`` points wide, and where each of them is in a document whose
    headings are ``told``: ``pages`` are those on each, and ``None`` for all else on it."""
    names = tabs_of(told)
    shown = tabs(look, names) if foot else None
    here = tuple(running(pages, names if shown else ()))
    if not foot:
        return None, here
    goes_on = {one.section for one in here}
    sections = [one for one in told if one.text in goes_on]
    return furniture(document, sections, look, logo, width, foot, shown), here


def furniture(
    document: Document,
    told: Sequence[Heading],
    look: Look,
    logo: Picture,
    width: float,
    foot: Foot,
    beside: Tabs | None = None,
) -> Furniture | None:
    """What stands at the head, the foot and the edge of pages ``width`` points wide, some of which
    go on with the sections that have ``told`` headings; ``None`` where there is no room for the
    title."""
    style = look.furniture
    found = _title(document, look, width)
    if found is None:
        return None
    title, led = found
    shown = logo if led else None
    sections = _sections(document, told, look, width)
    return Furniture(title, foot, style, look.colours["rule"], shown, look.theme, beside, sections)


def _sections(
    document: Document, told: Sequence[Heading], look: Look, width: float
) -> dict[str, Line]:
    """What stands at the head of a page that goes on with a section, for each section: beside the
    title or the short one, or alone, if need be without saying that it goes on, or not at all; with
    another language, if need be in the place of the logo."""
    style, theme, out = look.furniture, look.theme, {}
    titles = dict.fromkeys((document.title, document.short or document.title))
    longest = look.edition.measure * style.size / look.body.size  # as many letters as in a text
    beside = min(width - theme.logos.head - theme.furniture.head_air, longest)
    for one in told:
        if one.level == SECTION and document.continued:
            said = document.continued.format(section=one.text)
            more = _beside(document, one.id)
            if more:
                every = f"{said}{look.signs.apart}{more}", said
                rooms = beside, min(width, longest)
                tries = [(words, room) for words in every for room in rooms]
            else:
                both = (f"{title}{look.signs.apart}{said}" for title in titles)
                tries = [(words, beside) for words in (*both, said, one.text)]
            for words, room in tries:
                line = tokens(_apart(document, words, more), style, {})
                if natural(line, style) <= room:
                    out[one.text] = tuple(line)
                    break
    return out


def _apart(document: Document, told: str, more: str = "") -> Spans:
    """Words of both languages; those of the second, such as ``more``, apart, with the signs at
    their ends: they may run the other way."""
    other = document.beside
    if other is None:
        return (Text(told),)
    ends = more, other.title, other.short, plain(other.status), plain(other.brief)
    last = max((one for one in ends if one and told.endswith(one)), key=len, default="")
    own = told.removesuffix(last)
    return (*((Text(own),) if own else ()), *((Foreign(last, other.lang),) if last else ()))


def _beside(document: Document, place: str) -> str:
    """What pages say that go on with a section in the other language, if there is one."""
    other = document.beside
    found = (one.text for one in headings(other.parts) if one.id == place) if other else iter(())
    text = next(found, "")
    return other.continued.format(section=text) if other and text else ""


def _title(document: Document, look: Look, width: float) -> tuple[tuple[Line, ...], bool] | None:
    """The lines of the title at the head, and whether the logo stands beside them.

    Nothing of it is cut: it takes one line, else its author's short one is taken, else two lines,
    at last the whole width. ``None`` where even that is not enough.
    """
    style, theme = look.furniture, look.theme
    room = width - theme.logos.head - theme.furniture.head_air
    whole, short = document.title, document.short or document.title
    for told, wide, most in (
        (whole, room, 1),
        (short, room, 1),
        (short, room, 2),
        (whole, width, 2),
        (short, width, 2),
    ):
        words = tokens(_apart(document, told), style, {})
        lines = tuple(set_lines(words, style, wide, balanced=True))
        if len(lines) <= most and max(width_of(line, style) for line in lines) <= wide:
            return lines, wide == room
    return None
