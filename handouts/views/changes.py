"""What changed, as a document: the printed report for whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content.locale import Locale
from ..meaning.changes import Changes, Entry, Handout, Line, Numbers, Page, Piece, Section
from ..meaning.document import (
    Banner,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Panel,
    Paragraph,
    Part,
    Strip,
    Table,
)
from ..meaning.levels import levelled
from ..meaning.spans import Spans, Strong, Text

CONTENTS_FROM = 4  # pages
GONE, COME = "\u2212{}\u2212", "+{}+"  # around words that are on one side only


def report(changes: Changes, locale: Locale, author: str, issued: str) -> Document:
    """The changes; pictures of pages are named as ``changes`` names them."""
    return _Report(changes, locale).document(author, issued)


class _Report:
    def __init__(self, changes: Changes, locale: Locale) -> None:
        self.changes, self.locale, self.words = changes, locale, locale.words
        self.colon, self.comma = locale.signs.colon, locale.signs.list
        words = self.words
        self.states = {
            "changed": words.state_changed,
            "added": words.state_added,
            "removed": words.state_removed,
            "moved": words.state_moved,
            "same": words.state_same,
        }
        self.kinds = {
            "prose": words.kind_prose,
            "heading": words.kind_heading,
            "title": words.kind_title,
            "label": words.kind_label,
            "alt": words.kind_alt,
            "cell": words.kind_cell,
            "small": words.kind_small,
            "field": words.kind_field,
            "source": words.kind_source,
            "link": words.kind_link,
            "blank": words.kind_blank,
            "word": words.kind_word,
            "fact": words.kind_fact,
            "term": words.kind_term,
            "figure": words.kind_figure,
        }

    def document(self, author: str, issued: str) -> Document:
        words, subtitle = self.words, self.between
        return Document(
            slug="",
            title=words.changes,
            subject=subtitle,
            author=(Text(author),),
            lang=self.locale.language,
            issued=issued,
            accent="",
            status=(Text(subtitle),),
            parts=levelled((Banner(words.changes_for, words.changes, subtitle), *self.parts())),
        )

    @property
    def between(self) -> str:
        """What is compared with what."""
        changes, words = self.changes, self.words
        old, new = changes.old or words.changes_here, changes.new or words.changes_here
        return words.changes_between.format(old=old, new=new)

    def parts(self) -> Iterator[Part]:
        changes, words = self.changes, self.words
        if changes.nothing:
            text = words.changes_none.format(count=self.locale.number(changes.compared))
            yield Panel("message", words.changes_summary, (Paragraph((Text(text),), "lead"),))
            return
        yield Heading(words.changes_summary, 2, "summary")
        yield self.summary()
        yield Paragraph((Text(words.changes_marks),))
        yield Contents(words.changes_contents, CONTENTS_FROM)
        if changes.unread:
            names = tuple(Paragraph((Text(name),)) for name in changes.unread)
            yield Panel("warning", words.changes_unread, names)
        yield from self.numbers()
        for handout in changes.handouts:
            yield from self.handout(handout)
        yield from self.entries()
        yield from self.files()

    def summary(self) -> Table:
        changes, words = self.changes, self.words
        rows = (
            (
                words.changed_handouts,
                words.count_of.format(count=len(changes.handouts), all=changes.compared),
            ),
            (words.changed_sentences, self.locale.number(changes.sentences)),
            (words.changed_numbers, self.locale.number(changes.numbers)),
            (words.changed_pages, self.locale.number(changes.pages)),
        )
        cells = tuple((_cell(one), _cell(other)) for one, other in rows)
        return Table("", (words.what, words.count), cells, self.between)

    # -------------------------------------------------------------- numbers

    def numbers(self) -> Iterator[Part]:
        words = self.words
        if self.changes.numbers:
            yield Heading(words.changed_numbers, 2, "numbers", listed=True)
        for handout in self.changes.handouts:
            if handout.numbers:
                yield Heading(self.title(handout), 3)
                yield Table(
                    "",
                    (words.where, words.before, words.after),
                    tuple(map(self.number, handout.numbers)),
                    words.changed_numbers,
                )

    def number(self, numbers: Numbers) -> tuple[Cell, ...]:
        """The numbers of each side above the sentence they stand in."""
        sides = zip((numbers.before, numbers.after), self.both(numbers.line), strict=True)
        cells = (
            Cell(((Strong(self.comma.join(told)),), *cell.paragraphs)) if told else cell
            for told, cell in sides
        )
        return _cell(numbers.heading), *cells

    def both(self, line: Line) -> tuple[Cell, Cell]:
        """A sentence before and after."""
        marks = (GONE, COME) if line.state == "changed" else ("", "")
        told = zip((line.before, line.after), marks, strict=True)
        one, other = (
            Cell((marked(side, mark),)) if side else _cell(self.words.nothing)
            for side, mark in told
        )
        return one, other

    # -------------------------------------------------------------- a handout

    def title(self, handout: Handout) -> str:
        several = len({one.language for one in self.changes.handouts}) > 1
        return f"{handout.title} ({handout.language})" if several else handout.title

    def handout(self, handout: Handout) -> Iterator[Part]:
        place, words = f"{handout.slug}-{handout.language}", self.words
        yield Heading(self.title(handout), 2, place, listed=True)
        whole = {"added": words.handout_added, "removed": words.handout_removed}.get(handout.state)
        if whole:
            yield Paragraph((Strong(whole),))
        for section in handout.sections:
            yield from self.section(section, handout)
        if handout.figures:
            yield Heading(words.changed_figures, 3)
            entries = tuple(map(self.figure, handout.figures))
            yield Table("", (words.what, words.state), entries, self.title(handout))
        yield Heading(words.changed_pages, 3)
        if handout.printed:
            yield Paragraph((Text(words.pages_same.format(count=handout.same)),))
        else:
            yield Paragraph((Text(words.pages_none),))
        for page in handout.pages:
            yield self.page(page)

    def section(self, section: Section, handout: Handout) -> Iterator[Part]:
        words = self.words
        yield Heading(section.heading, 3)
        whole = {"added": words.section_added, "removed": words.section_removed}.get(section.state)
        if whole and handout.state == "changed":
            yield Paragraph((Strong(whole),))
        if section.follows:
            yield Paragraph((Text(words.section_moved.format(heading=section.follows)),))
        if not section.lines:
            return
        sides = {"added": (1,), "removed": (0,)}.get(section.state, (0, 1))
        head = words.what, *((words.before, words.after)[side] for side in sides)
        lines = tuple(self.line(line, sides) for line in section.lines)
        yield Table("", head, lines, section.heading)

    def line(self, line: Line, sides: Sequence[int]) -> tuple[Cell, ...]:
        cells = self.both(line)
        head = Cell(((Text(self.states[line.state]),), (Text(self.kinds[line.kind]),)))
        return head, *(cells[side] for side in sides)

    def figure(self, entry: Entry) -> tuple[Cell, ...]:
        return _cell(entry.name), _cell(self.states[entry.state])

    def page(self, page: Page) -> Part:
        words, places = self.words, page.places
        figures = []
        numbers = [(words.page_before, page.before), (words.page_after, page.after)]
        known = [(title.format(page=number)) for title, number in numbers if number]
        for title, name in zip(known, page.pictures, strict=True):
            alt = (
                words.page_framed.format(page=title, count=places)
                if places
                else words.page_whole.format(page=title)
            )
            figures.append(Figure(name, alt, title=title))
        return Strip(tuple(figures))

    # -------------------------------------------------------------- what handouts lean on

    def entries(self) -> Iterator[Part]:
        entries, words = self.changes.entries, self.words
        if entries:
            yield Heading(words.changed_entries, 2, "entries", listed=True)
            rows = tuple(
                (
                    Cell(
                        (
                            (Text(entry.name),),
                            (
                                Text(
                                    f"{self.states[entry.state]}{self.colon}{self.kinds[entry.sort]}"
                                ),
                            ),
                        )
                    ),
                    _cell(entry.before or words.nothing),
                    _cell(entry.after or words.nothing),
                )
                for entry in entries
            )
            yield Table("", (words.what, words.before, words.after), rows, self.between)

    def files(self) -> Iterator[Part]:
        files, words = self.changes.files, self.words
        if files:
            yield Heading(words.changed_files, 2, "files", listed=True)
            rows = tuple((_cell(file.path), _cell(self.states[file.state])) for file in files)
            yield Table("", (words.file, words.state), rows, self.between)


def marked(told: Sequence[Piece], mark: str) -> Spans:
    """A sentence; where there is a ``mark``, the words that differ stand in it, in bold."""
    return tuple(
        Strong(mark.format(piece.words)) if mark and piece.differ else Text(piece.words)
        for piece in told
    )


def _cell(text: str) -> Cell:
    return Cell(((Text(text),),))
