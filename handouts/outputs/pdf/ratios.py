"""What measures are derived from: a class for each base unit of a brand, a line for each measure.

What grows with the type of an edition is told so. No measure that a brand could want to set stands
anywhere else: what parts and pages keep for themselves are shares of their room, physical sizes and
counts, each with its reason.
"""

from __future__ import annotations

from typing import TypeVar

from ...source.values import dataclass, flat, replace


@dataclass(frozen=True, slots=True)
class Ratios:
    """Measures as multiples of a unit; ``times`` makes points of them."""


R = TypeVar("R", bound=Ratios)


def times(ratios: R, unit: float) -> R:
    """Every ratio multiplied by ``unit``."""
    return replace(ratios, **{name: unit * getattr(ratios, name) for name in flat(ratios)})


@dataclass(frozen=True, slots=True)
class Gaps(Ratios):
    """Between what stands one below the other, in halves of a line (``gap``)."""

    # the least
    half: float = 1.0
    joined: float = 0.25  # a banner's title and subtitle, sources in their list
    entry: float = 0.375  # entries of a list of contents; a picture and its title
    caption: float = 0.5  # a picture and its caption; a list and what stands in it
    titled: float = 0.625  # a cover's title and subtitle, a table and its caption
    # text
    paragraph: float = 0.8
    before_title: float = 1.5  # a paragraph that is a heading of sorts
    before_heading: float = 1.4
    after_heading: float = 0.4
    before_sub: float = 2.0
    after_sub: float = 0.5
    before_section: float = 2.6
    after_section: float = 0.7
    status: float = 1.5  # the last lines of a cover
    note: float = 0.4  # between notes in the margin
    # lists
    bullet: float = 0.5
    tick: float = 0.75
    filled: float = 1.5  # a point that is filled in belongs to the words above it
    two_columns: float = 0.6
    step: float = 0.7
    stage: float = 1.5
    rung: float = 0.5
    # panels, cards, pictures, tables
    panel: float = 1.3
    panel_head: float = 0.5
    alarm_head: float = 0.8
    card: float = 1.125
    card_icon: float = 0.25  # so that an icon is level with the words beside it
    banner: float = 1.2
    people: float = 1.2
    picture: float = 1.3
    captioned: float = 1.4
    after_table: float = 1.5
    cover: float = 2.25  # below the block of title and picture
    # forms
    field: float = 0.75
    close_field: float = 0.5
    unlabelled: float = 1.0
    free: float = 1.125  # what lines that grow leave free below the last


@dataclass(frozen=True, slots=True)
class Insets(Ratios):
    """Between an edge and the words inside it (``inset``)."""

    block: float = 1.0  # a banner, a list of contents, a rung
    rung: float = 0.6  # above and below its words
    banner: float = 9 / 11
    cover: float = 20 / 11
    cell: float = 7 / 11
    cell_above: float = 6 / 11
    note: float = 5 / 11


@dataclass(frozen=True, slots=True)
class Airs(Ratios):
    """The same where editions have more or less air (``inset``)."""

    panel: float = 1.0
    card: float = 8 / 11


@dataclass(frozen=True, slots=True)
class Columns(Ratios):
    """Between what stands side by side (``column``)."""

    apart: float = 1.0
    cards: float = 0.5
    fields: float = 10 / 9
    words: float = 11 / 9  # columns of words explained
    contents: float = 4 / 3
    notes: float = 7 / 9
    pictures: float = 2 / 3  # rows of pictures, too


@dataclass(frozen=True, slots=True)
class Indents(Ratios):
    """From a sign to its words (``indent``); they grow with the type."""

    bullet: float = 1.0
    dot: float = 5 / 17  # the middle of a bullet
    dot_size: float = 2.4 / 17  # its radius
    step: float = 2.0
    source: float = 30 / 17
    rail: float = 104 / 17  # the rail of a timeline; the times stand before it
    rail_air: float = 12 / 17
    rail_words: float = 124 / 17


@dataclass(frozen=True, slots=True)
class Icons(Ratios):
    """Icons and signs made of shapes (``icon``); they grow with the type."""

    panel: float = 1.0
    panel_room: float = 1.3  # with the gap after it
    card: float = 1.3
    card_room: float = 2.2
    person_wide: float = 0.54  # of an icon array: the same in every picture
    person_tall: float = 0.67
    person_air: float = 0.3
    people_air: float = 1.1  # between an icon array and its words
    people_near: float = 0.5  # the same where there is little room
    stage: float = 0.275  # radius of the dot of a stage
    stage_drop: float = 0.45
    leader: float = 0.095  # radius of the dot at a leader's end


@dataclass(frozen=True, slots=True)
class Ticks(Ratios):
    """Boxes to tick (``tick``); they grow with the type."""

    size: float = 1.0
    room: float = 23 / 13  # with the gap after it
    drop: float = 2.2 / 13  # below the baseline


@dataclass(frozen=True, slots=True)
class Rules(Ratios):
    """Widths of lines (``rule``)."""

    thin: float = 1.0
    frame: float = 1.25
    block: float = 1.875  # the frame of a banner or a cover without a ground
    head: float = 1.5  # the head of a table without a ground
    tick: float = 1.375
    tick_in: float = 0.75  # how far a box stands in from the edge, for its own line
    person: float = 1.125
    note: float = 1.25
    dots: float = 1.25  # between an entry of a list of contents and its page
    dots_apart: float = 5.0


@dataclass(frozen=True, slots=True)
class Strokes(Ratios):
    """Widths of lines that grow with the type (``rule``)."""

    tick: float = 1.375
    leader: float = 1.0
    halo: float = 3.25  # the pale ground of a leader
    rail: float = 2.5


@dataclass(frozen=True, slots=True)
class Underlines(Ratios):
    """Lines below words (``rule``)."""

    link: float = 0.75
    term: float = 1.25
    term_apart: float = 3.0
    blank: float = 1.0


@dataclass(frozen=True, slots=True)
class Bars(Ratios):
    """Heavy lines (``bar``)."""

    edge: float = 1.0  # at a panel's start edge, at the end of a rung
    alarm: float = 0.625  # the frame of an emergency
    alarm_alone: float = 1.0  # the same where there is no ground


@dataclass(frozen=True, slots=True)
class Logos(Ratios):
    """Room for the logo (``logo``): it is as large as fits."""

    cover: float = 1.0
    cover_high: float = 5 / 19
    head: float = 92 / 190
    head_high: float = 24 / 190


@dataclass(frozen=True, slots=True)
class Banners(Ratios):
    """Room for the logo above a title (``logo``); it grows with the type."""

    logo: float = 13 / 19
    high: float = 3 / 19


@dataclass(frozen=True, slots=True)
class Widths(Ratios):
    """Widths that words need, in sizes of the brand's ``body`` type."""

    banner: float = 24.0  # that wide it has its kind beside the logo
    column: float = 4.8  # columns narrower than that stand one below the other
    scan: float = 5.6  # words beside the code of a title
    cover_picture: float = 6.8  # a cover without a picture of this height is no cover
    page: float = 2.72  # what an entry leaves for its page number
    page_air: float = 0.48  # around the dots between an entry and its number
    label_air: float = 0.48  # before a line to write on
    options: float = 0.96  # between options
    option_air: float = 0.4  # after a box
    line_number: float = 0.56  # before a line


@dataclass(frozen=True, slots=True)
class Rooms(Ratios):
    """The same for what grows with the type of an edition."""

    people: float = 26.4  # an icon array that wide has all its words beside it
    people_words: float = 6.4  # words that have less room beside an icon array stand below it
    picture: float = 8.0  # the least width of a picture with a caption
    titled_picture: float = 6.56  # and with a title only
    write: float = 4.32  # what a pen needs to write a word
    number: float = 8.8  # and to write the number of a phone
    page_count: float = 4.8  # what the page number takes of the line at the foot


@dataclass(frozen=True, slots=True)
class Labels(Ratios):
    """Words beside a picture, in sizes of their own type."""

    widest: float = 104 / 12  # the longest line
    air: float = 10 / 12  # between picture and label
    apart: float = 10 / 12  # between labels in a row
    between: float = 3 / 12  # between labels one below the other
    title: float = 4 / 12  # what a title leaves free of its part of the picture


@dataclass(frozen=True, slots=True)
class Furniture:
    """The head and foot of pages: points from the type area, or from the line there.

    The margins they stand in are the edition's, not the brand's, and so are these.
    """

    head: float = 10.0  # the line at the head, above the type area: the edition's ``gap``
    head_logo: float = 5.0  # above that line
    head_title: float = 13.0
    head_two: float = 5.0  # the last line of a title of two
    head_air: float = 12.0  # between logo and title
    edge: float = 28.8  # what not every printer reaches: all keeps away from it
    foot: float = 10.0  # the line at the foot, below the type area: the edition's ``gap``
    foot_words: float = 3.0


@dataclass(frozen=True, slots=True)
class Front:
    """A cover, in points: as ``Furniture``, it keeps to the sheet."""

    above: float = 34.0  # from the edge of the paper to the logo
    kind: float = 22.0  # from the top of the words beside the logo to its foot
    block: float = 24.0  # from there to the block of title and picture
    banner_logo: float = 4.0  # how much higher a logo stands than the line of a banner's kind
    banner_kind: float = 8.0


@dataclass(frozen=True, slots=True)
class Clear:
    """What lines, fields and words leave free between them, in points: a pen's width, whatever the
    brand."""

    line: float = 2.0  # a line to write on stands that much above the foot of its row
    box: float = 3.0  # a box to tick stands that much above the foot of its row
    leader: float = 3.0  # between a label and its leader, beside a picture
    leader_row: float = 1.0  # above and below it
    dots: float = 1.0  # from a baseline up to the dots that follow the words
    key: float = 2.0  # above the person that stands for others
