"""Both sides of a comparison together: what changed in each handout, in the lists that handouts
lean on, and in files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ..checks.reading.words import word_lists
from ..content.facts import Known
from ..meaning import changes, differences
from ..meaning.changes import Entry, File, Section
from ..meaning.document import Document, Figure
from ..meaning.parts import walk
from ..source.values import replace
from .halves import Half, Wanted
from .pages import Print, told
from .words import chapters

EPOCH = "1970-01-01"  # the date of a report on nothing
IN_WORDS = "numbers-in-words"  # a list of the language
ALIKE = 0.5  # of the lines of two texts: one was made of the other


class Pair:
    """Both sides together, and what was found on the way."""

    def __init__(self, old: Half, new: Half) -> None:
        self.old, self.new = old, new
        self.pictures: dict[str, bytes] = {}
        self.unread: list[str] = []
        self.issued = [EPOCH]

    def renamed(self, todo: Sequence[Wanted]) -> dict[Wanted, Wanted]:
        """Handouts that are called otherwise now, by their new names: most lines of their text are
        those of one that is gone."""
        every = [(slug, one) for slug, spoken in self.old.written.items() for one in spoken]
        gone = [one for one in every if self.old.has(one) and not self.new.has(one)]
        found = dict[Wanted, Wanted]()
        for new in (one for one in todo if self.new.has(one) and not self.old.has(one)):
            same = {
                old: _alike(self.old.lines(old), self.new.lines(new))
                for old in gone
                if old[1] == new[1] and old not in found.values()
            }
            best = max(same, key=lambda old: same[old], default=None)  # noqa: B023
            if best and same[best] > ALIKE:
                found[new] = best
        return found

    def handout(self, wanted: Wanted, called: Wanted) -> changes.Handout | None:
        """What changed in one handout, which was ``called`` so on the old side; nothing where it is
        as before, or cannot be read."""
        slug, language = wanted
        (one, before), (other, after) = self.old.read(called), self.new.read(wanted)
        told, lost = after or before, self.old.has(called) and one is None
        if told is None or lost or (self.new.has(wanted) and other is None):
            self.unread.append(f"content/handouts/{slug}/{language}.yaml")
            return None
        self.issued.append(told.issued.isoformat())
        short = self.old.shorter(called, before), self.new.shorter(wanted, after)
        if one == other and short[0] == short[1] and not self.redrawn:
            return None
        sections = differences.sections(chapters(one), chapters(other))
        sections = (*sections, *self.shorter(language, sections, *short))
        state: changes.State = "added" if one is None else "removed" if other is None else "changed"
        words = word_lists(language)
        listed = "|".join(words.listed(IN_WORDS)) if words else ""
        numbers = tuple(differences.numbers(sections, listed)) if state == "changed" else ()
        figures = tuple(self.figures(one, other))
        pages, same, printed = self.pages((called, wanted), one, other)
        if state == "changed" and printed and not (sections or figures or pages):
            return None
        return changes.Handout(
            slug, language, told.title, state, sections, numbers, figures, pages, same, printed
        )

    def shorter(
        self,
        language: str,
        told: tuple[Section, ...],
        old: Mapping[str, Document],
        new: Mapping[str, Document],
    ) -> Iterator[Section]:
        """What changed in other views, and in none of those before it: a sheet says things in its
        own words, and picks what it says."""
        locale = self.new.shop.shelf(language).locale
        for edition in dict.fromkeys((*new, *old)):
            pair = chapters(old.get(edition)), chapters(new.get(edition))
            found = tuple(differences.untold(differences.sections(*pair), told))
            told = (*told, *found)
            for one in found:
                heading = locale.called(one.heading, edition) if locale else one.heading
                yield replace(one, id=f"{edition}-{one.id}", heading=heading)

    @cached_property
    def redrawn(self) -> bool:
        """Whether a picture, a font or the brand differs."""
        one, other = (
            {path: data for path, data in half.files.items() if path.startswith("assets/")}
            for half in (self.old, self.new)
        )
        return one != other

    def figures(self, one: Document | None, other: Document | None) -> Iterator[Entry]:
        """The pictures that were drawn anew, by the name of their file."""
        used = [_figures(document) if document else [] for document in (one, other)]
        before, after = (
            {name: half.drawn(name) for name in names}
            for half, names in zip((self.old, self.new), used, strict=True)
        )
        if one and other:
            yield from differences.entries("figure", before, after)

    def pages(
        self, wanted: tuple[Wanted, Wanted], one: Document | None, other: Document | None
    ) -> tuple[tuple[changes.Page, ...], int, bool]:
        """The pages that changed, how many did not, and whether both sides could be printed."""
        sides = zip((self.old, self.new), wanted, (one, other), strict=True)
        halves = [(half, own) for half, own, document in sides if document]
        prints = [half.printed(own) for half, own in halves]
        whole = [found for found in prints if found]
        if len(whole) < len(prints):
            return (), 0, False
        shop = halves[-1][0].shop
        font = shop.site.assets.data(shop.brand.fonts.bold) or b""
        empty = Print(b"", 0, 0)
        old, new = whole[0] if one else empty, whole[-1] if other else empty
        pages, same, pictures = told("-".join(wanted[1]), old, new, font)
        self.pictures.update(pictures)
        return pages, same, True

    def entries(self, language: str) -> Iterator[Entry]:
        """What changed in the facts of the clinic, the sources and the glossary."""
        facts, sources, terms = [], [], []
        for half in (self.old, self.new):
            lower, (told, _) = (
                half.shop.shelf(language).lowering,
                half.shop.facts(half.clinic, language),
            )
            if lower is None or told is None:
                return
            facts.append({name: _told(one) for name, one in told.known.items() if one.values})
            words = lower.locale.words
            sources.append(
                {
                    name: f"{one.text(words)} {one.address}".strip()
                    for name, one in lower.sources.root.items()
                }
            )
            terms.append({term: _defined(one) for term, one in lower.glossary.root.items()})
        yield from differences.entries("fact", *facts)
        yield from differences.entries("source", *sources)
        yield from differences.entries("term", *terms)

    def files(self, wanted: Sequence[str]) -> Iterator[File]:
        """The files that differ, in whatever way."""
        for path in sorted({*self.old.files, *self.new.files}):
            one, other = self.old.files.get(path), self.new.files.get(path)
            own = path.split("/")[2:3] if path.startswith("content/handouts/") else []
            if one != other and (not wanted or not own or own[0] in wanted):
                yield File(
                    path, "added" if one is None else "removed" if other is None else "changed"
                )


def _alike(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """How much of two texts is the same, from 0 to 1."""
    return len(one & other) / max(len(one | other), 1)


def _told(known: Known) -> str:
    """A fact in one line."""
    lines = (" ".join(filter(None, (one.person, one.text, one.note))) for one in known.values)
    return "; ".join(lines)


def _defined(entry: object) -> str:
    definition, also = getattr(entry, "definition", ""), getattr(entry, "also", ())
    return f"{definition} ({', '.join(also)})" if also else definition


def _figures(document: Document) -> list[str]:
    return [part.name for part in walk(document.parts) if isinstance(part, Figure)]
