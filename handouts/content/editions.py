"""Editions as data: paper, scale of type, columns, ink, finishing of the ways a text can be set."""

from __future__ import annotations

from typing import Literal

from ..source.rows import NamedTuple
from ..source.values import dataclass, replace

MM = 72 / 25.4
CLEAR = 15 * MM - 11  # with what lies above the rule at the foot: air that a page ends in
Ink = Literal["colour", "saved", "press"]
Finish = Literal["screen", "booklet", "press", "archive"]
Turn = Literal["short", "long", ""]  # the edge on which a sheet is turned between its two sides
LEAF = 0.1 * MM  # office paper of 80 g/m2


class Printing(NamedTuple):
    """What a print dialog is to be set to: at which edge sheets are turned (none is: they have one
    side), and whether the file must come out at its ``true`` size, as it is folded or cut."""

    turn: Turn = "long"
    true: bool = False

    def __str__(self) -> str:
        """In words, for who prints it."""
        sides = f"two-sided, {self.turn} edge" if self.turn else "one-sided"
        return f"{sides}, actual size" if self.true else sides


TWO_SIDED = Printing()


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; sizes in points. ``bleed`` is how far a print shop wants colour to reach beyond the
    trim, by the custom of the countries that use this paper."""

    name: str
    width: float
    height: float
    bleed: float


@dataclass(frozen=True, slots=True)
class Edition:
    """How a document is set; ``use`` says what for.

    ``view`` is the story told, on as many pages as it needs, filled up to a ``multiple``. In a
    ``fixed`` edition what stands between two page breaks must fit one page (or panel); in every one
    so must the sections called ``whole``; those called ``facing`` stand on two pages that are seen
    at once, where one does not hold them (of those that are both, where that is by facts of a
    clinic). A page is a ``format`` of the paper: whole, half or double. ``panels`` stand side by
    side on a folded sheet; a page, or as many ``faces`` as a card has, may be printed in ``copies``
    (across, down), to be cut. ``scale`` multiplies all lengths that belong to type, ``display``
    those of titles and section headings, ``leading`` the height of lines, ``air`` the space inside
    panels; ``smallest`` is the smallest type allowed in the text and ``furniture`` that at the head
    and foot of pages (none where it is 0), in points; ``margin`` is the outer margin, ``head`` and
    ``foot`` reach from the edge of the paper to the type area, ``gap`` from there to the rules at
    head and foot; nothing is painted nearer to the edge than ``reach``, where some printers cannot;
    ``clear`` points are left free above the foot, ``measure`` is the longest line of running text,
    ``aside`` the room for notes in the margin (if any, lines are numbered), ``tallest`` the height
    of a picture in the running text, all in points; ``columns`` is how many groups of parts may
    stand side by side; ``codes`` multiplies the code beside a title. ``finish`` says where the file
    goes: to screens and office printers, as pages or as sheets to fold (tagged), only to a print
    shop, or into records. ``printing`` is how it is printed; ``leaf`` is how thick its paper is
    (creep). A ``paired`` one has two languages.
    """

    name: str
    use: str
    view: str = "brochure"
    fixed: bool = False
    whole: tuple[str, ...] = ()
    facing: tuple[str, ...] = ()
    multiple: int = 1
    format: Literal["whole", "half", "double"] = "whole"
    panels: int = 1
    faces: int = 1
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
    gap: float = 10.0
    reach: float = 10 * MM
    measure: float = 152 * MM
    aside: float = 0.0
    tallest: float = 190.0
    columns: int = 3
    codes: float = 1.0
    ink: Ink = "colour"
    finish: Finish = "screen"
    printing: Printing = TWO_SIDED
    leaf: float = 0.0
    paired: bool = False

    def printed(self, sides: int) -> Printing:
        """How ``sides`` of paper are printed: no sheet is turned for one."""
        return self.printing if sides > 1 else self.printing._replace(turn="")

    @property
    def print_only(self) -> bool:
        """Whether the file is for paper alone, and not tagged. A print shop's is: its colours are
        inks, which PDF/A promises nothing of, and what it shows stands in files for screens."""
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
        return self.finish != "archive" and not self.paired


BOOKLETS = ("brochure", "large")  # views that tell all of a handout; a part of one has none
# views that every whole handout has; what others show, its author picks
OF_ALL = (*BOOKLETS, "proof")
PAPERS = {
    paper.name: paper
    for paper in (
        Paper("letter", 612, 792, 72 / 8),  # ANSI A
        Paper("a4", 210 * MM, 297 * MM, 3 * MM),  # ISO 216
    )
}
STANDARD = Edition(
    "standard",
    "the brochure, for reading at home and on screens",
    multiple=2,  # it is printed on both sides
    whole=("help", "back"),
    facing=("help",),
    clear=CLEAR,
    air=0.76,
)
_BOOKLET = Edition(
    "booklet",
    "the brochure at half the paper: print on both sides, turn on the short edge, fold and staple",
    view="large",  # its back is one page
    facing=("help",),
    multiple=4,
    format="half",
    scale=0.96,
    display=0.76,
    margin=12 * MM,
    head=62,
    foot=56,
    columns=1,
    finish="booklet",
    printing=Printing("short", true=True),
    leaf=LEAF,
)
EDITIONS = {
    edition.name: edition
    for edition in (
        STANDARD,
        Edition(
            "sheet",
            "the handout in short, to hand out in a minute: on one leaf or two",
            view="sheet",
            fixed=True,
            scale=0.92,
            display=0.78,
            leading=0.88,
            air=0.5,
            margin=11.1 * MM,
            head=49.5,
            foot=50,
            gap=4,
            measure=184 * MM,
        ),
        # UKAAF G003, Creating clear print and large print documents: 18 point, 60 to 70 letters
        Edition(
            "large-print",
            "the brochure at 18 points, in one column",
            view="large",
            facing=("help",),
            multiple=2,
            scale=1.44,
            display=1.18,
            leading=0.96,
            air=0.6,
            smallest=18,
            furniture=18,
            head=66,
            foot=66,
            measure=184 * MM,
            tallest=260.0,
            columns=1,
        ),
        replace(
            STANDARD,
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
            printing=TWO_SIDED,
            leaf=0.0,
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
            reach=6 * MM,
            columns=1,
            printing=Printing("short", true=True),
        ),
        Edition(
            "card",
            "wallet cards of the emergency signs, four to a page, to cut and to fold",
            view="card",
            fixed=True,
            faces=2,
            copies=(1, 4),
            scale=0.92,
            display=0.7,
            furniture=0,
            margin=3 * MM,
            head=2 * MM,
            foot=1.6 * MM,  # below the last line: two facts of a clinic at their longest fit so
            reach=6 * MM,
            columns=2,
            air=0.5,
            leading=0.85,
            printing=Printing("", true=True),
        ),
        Edition(
            "poster",
            "one large page for the waiting room",
            view="poster",
            fixed=True,
            format="double",
            scale=1.42,
            display=1.45,
            leading=0.96,
            smallest=20,
            furniture=0,
            margin=16 * MM,
            head=66,
            foot=40,
            measure=300 * MM,
            codes=1.25,
            printing=Printing("", true=True),
        ),
        Edition(
            "proof",
            "for review: line numbers, sources and findings in the margin, a page to sign",
            view="proof",
            display=0.8,
            aside=156,
            columns=1,
        ),
        replace(
            STANDARD,
            name="press",
            use="the brochure for a print shop: four inks, bleed, crop marks",
            ink="press",
            finish="press",
            printing=Printing("long", true=True),
        ),
        # PDF/UA-2 and PDF/A-4f: readers still know their forerunners better
        replace(
            STANDARD,
            name="archive",
            use="the brochure for records: with its text, its sources and its numbers attached",
            finish="archive",
        ),
    )
}
HANDED_OUT = tuple(edition.name for edition in EDITIONS.values() if edition.handed_out)
