"""Editions as data: paper, scale of type, columns, ink and finishing of the ways a document can be
set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

MM = 72 / 25.4
CLEAR = 15 * MM - 11  # with what lies above the rule at the foot: air that a page ends in
PRINTING_CONDITION = "CGATS TR 006"  # GRACoL 2006 coated, by its name in the ICC registry
Ink = Literal["colour", "saved", "press"]
Finish = Literal["screen", "booklet", "press", "archive"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; sizes in points."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edition:
    """How a document is set; ``use`` says what for.

    ``view`` is the story told, on as many pages as it needs, filled up to a ``multiple``. In a
    ``fixed`` edition what stands between two page breaks must fit one page (or panel); in every one
    so must the sections called ``whole``. A page is a ``format`` of the paper: whole, half or
    double. ``panels`` stand side by side on a sheet that is folded; a page may be printed in
    ``copies`` (across, down), to be cut. ``scale`` multiplies the brand's type sizes and all
    lengths that belong to type, ``display`` those of titles and section headings, ``leading`` the
    height of lines, ``air`` the space inside panels; ``smallest`` is the smallest type allowed in
    the text and ``furniture`` that at the head and foot of pages (none where it is 0), in points;
    ``margin`` is the outer margin, ``head`` and ``foot`` reach from the edge of the paper to the
    type area, ``clear`` more is left free above the foot, ``measure`` is the longest line of
    running text, ``aside`` the room for notes in the margin (where there is any, lines are
    numbered), ``tallest`` what a picture in the running text may take of the height of its page,
    all in points; ``columns`` is how many groups of parts may stand side by side. ``finish`` says
    where the file goes: to screens and office printers, as pages or as sheets to fold (tagged),
    only to a print shop, or into records.
    """

    name: str
    use: str
    view: str = "brochure"
    fixed: bool = False
    whole: tuple[str, ...] = ()
    multiple: int = 1
    format: Literal["whole", "half", "double"] = "whole"
    panels: int = 1
    copies: tuple[int, int] = (1, 1)
    scale: float = 1.0
    display: float = 1.0
    leading: float = 1.0
    air: float = 1.0
    smallest: float = 12.0
    furniture: float = 12.0
    margin: float = 18 * MM
    head: float = 65.0
    foot: float = 56.0
    clear: float = 0.0
    measure: float = 156 * MM
    aside: float = 0.0
    tallest: float = 190.0
    columns: int = 3
    ink: Ink = "colour"
    finish: Finish = "screen"

    @property
    def print_only(self) -> bool:
        """Whether the file is for paper alone: not tagged, not for a screen reader.

        A print shop's is: its colours are inks, so it cannot keep PDF/A's promise of the colours
        that are seen, and what it shows stands in files for screens.
        """
        return self.finish == "press"

    @property
    def on_paper(self) -> bool:
        """Whether nobody clicks on it or types into it: its pages are printed, or cut and folded.

        Addresses are printed there, and what is told of a patient stands in words.
        """
        return self.finish in ("booklet", "press")

    @property
    def handed_out(self) -> bool:
        """Whether it is for readers, and so one of "all"; others are made where they are named."""
        return self.finish != "archive"


OF_ALL = ("brochure", "proof")  # views that every handout has; what others show, its author picks
PAPERS = {
    paper.name: paper
    for paper in (Paper("letter", 612, 792), Paper("a4", 210 * MM, 297 * MM))  # ISO 216, ANSI A
}
# an even number of pages: it is printed on both sides
_STANDARD = Edition(
    "standard",
    "the brochure, for reading at home and on screens",
    multiple=2,
    whole=("help", "back"),
    clear=CLEAR,
    air=0.76,
)
_BOOKLET = Edition(
    "booklet",
    "the brochure at half the paper: print on both sides, turn on the short edge, fold and staple",
    multiple=4,
    format="half",
    scale=0.96,
    display=0.76,
    margin=12 * MM,
    head=52,
    foot=44,
    columns=1,
    finish="booklet",
)
EDITIONS = {
    edition.name: edition
    for edition in (
        _STANDARD,
        Edition(
            "sheet",
            "the handout in short, to hand out in a minute: on one leaf or two",
            view="sheet",
            fixed=True,
            scale=0.92,
            display=0.78,
            leading=0.91,
            air=0.5,
            margin=12 * MM,
            head=44,
            foot=34,
            measure=184 * MM,
        ),
        # UKAAF G003, Creating clear print and large print documents: 18 point, one column, no long
        # lines
        Edition(
            "large-print",
            "the brochure at 18 points, in one column",
            multiple=2,
            scale=1.46,
            display=1.18,
            smallest=18,
            furniture=16,
            head=74,
            foot=60,
            measure=150 * MM,
            columns=1,
        ),
        replace(
            _STANDARD,
            name="ink-saver",
            use="the brochure in greys, with outlines instead of fills",
            ink="saved",
        ),
        _BOOKLET,
        replace(
            _BOOKLET,
            name="booklet-pages",
            use="the booklet in reading order, for screens",
            finish="screen",
        ),
        Edition(
            "trifold",
            "a leaflet that folds in three: tips, and when to get help",
            view="leaflet",
            fixed=True,
            panels=3,
            scale=0.92,
            leading=0.96,
            air=0.8,
            display=0.8,
            furniture=0,
            margin=6.5 * MM,
            head=24,
            foot=20,
            columns=1,
        ),
        Edition(
            "card",
            "wallet cards of the emergency signs, eight to a page, to cut",
            view="card",
            fixed=True,
            copies=(2, 4),
            scale=0.92,
            display=0.7,
            furniture=0,
            margin=3 * MM,
            head=3 * MM,
            foot=3 * MM,
            columns=2,
            air=0.5,
            leading=0.88,
        ),
        Edition(
            "poster",
            "one large page for the waiting room",
            view="poster",
            fixed=True,
            format="double",
            scale=1.42,
            display=1.7,
            furniture=0,
            margin=16 * MM,
            head=70,
            foot=40,
            measure=300 * MM,
        ),
        Edition(
            "proof",
            (
                "for whoever reviews it: line numbers, sources and findings in the margin, a page "
                "to sign"
            ),
            view="proof",
            display=0.8,
            aside=156,
            columns=1,
        ),
        replace(
            _STANDARD,
            name="press",
            use="the brochure for a print shop: four inks, bleed, crop marks",
            ink="press",
            finish="press",
        ),
        # PDF/UA-2 and PDF/A-4f: readers still know their forerunners better
        replace(
            _STANDARD,
            name="archive",
            use="the brochure for records: with its text, its sources and its numbers attached",
            finish="archive",
        ),
    )
}
HANDED_OUT = tuple(edition.name for edition in EDITIONS.values() if edition.handed_out)
# how what the program tells about handouts is printed: pictures are of whole pages
REPORT = replace(EDITIONS["standard"], name="report", use="", display=0.8, tallest=312.0)
