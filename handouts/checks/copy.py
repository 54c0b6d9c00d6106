"""A copy: one handout as the rules look at it, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from ..content.blocks import Lowering
from ..content.facts import Facts
from ..content.handout import Handout
from ..content.packets import Packet
from ..content.subject import Family
from ..meaning.document import Definitions, Document, Part
from ..meaning.parts import sources, walk
from ..meaning.spans import Span
from ..meaning.telling import Kind
from ..pictures.titled import Titled
from ..signing.states import FactsState, State
from ..source.problems import Problem, Where
from ..source.values import dataclass, field, replace
from .lists import CheckLists
from .pages.printed import Printed
from .reading.grades import Grades, grades
from .reading.passages import Passage, Section, Within, judged, sections
from .reading.places import Places
from .reading.words import WordLists


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: ``quote`` is the sentence it is about, ``section`` the id of the section
    that stands in.

    ``words`` are those of the sentence that are meant; ``slug`` and ``language`` say in which
    handout. ``about`` names what else it is about, such
    as a source; a switch may be for that alone. What a ``clinic`` says in its own words is a note,
    whatever the rule.
    """

    problem: Problem
    quote: str = ""
    section: str = ""
    about: str = ""
    slug: str = ""
    words: str = ""
    clinic: bool = False
    language: str = ""

    def named(self, rule: str, severity: Literal["error", "warning", "note"]) -> Finding:
        severity = "note" if self.clinic else severity
        return replace(self, problem=replace(self.problem, rule=rule, severity=severity))


@dataclass(frozen=True)
class Copy:
    """One handout in one language, with everything the rules may ask for.

    ``path`` is its file as messages call it, ``document`` has the clinic's facts in it, ``open``
    still asks for them. ``unsigned`` are the clinical facts it tells that nobody has signed;
    ``sets`` are those of its site, by name; ``print`` makes the pages of the standard edition, when
    a rule asks; ``logo`` is what the drawing of the logo says it is.
    """

    slug: str
    language: str
    path: str
    handout: Handout
    document: Document
    open: Document
    lower: Lowering
    facts: Facts
    places: Places
    today: date
    state: State
    signed: FactsState
    unsigned: tuple[str, ...] = ()
    words: WordLists | None = None
    lists: CheckLists = field(default_factory=CheckLists, repr=False)
    sets: Mapping[str, Packet] = field(default_factory=dict, repr=False)
    print: Callable[[], Printed] | None = field(default=None, repr=False, compare=False)
    logo: Titled | None = None

    @property
    def family(self) -> Family:
        """What all handouts of its family have in common."""
        return self.lower.subject.families[self.handout.group]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections(self.document)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All that is printed, in reading order."""
        return tuple(passage for section in self.sections for passage in section.all)

    @cached_property
    def parts(self) -> tuple[Part | Span, ...]:
        """Every part and span of the document, in reading order."""
        return tuple(walk(self.document.parts))

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The sources of all that is written, each once; also of what a clinic's fact replaces."""
        return sources(self.open.whole)

    def of(self, *kinds: Kind) -> Iterator[Passage]:
        """The passages of these kinds."""
        return (passage for passage in self.passages if passage.kind in kinds)

    @cached_property
    def written(self) -> tuple[Passage, ...]:
        """What an author is answerable for: all but sources and the lines of document control."""
        return tuple(
            passage for passage in self.passages if passage.kind not in ("source", "small")
        )

    @property
    def schooled(self) -> bool:
        """Whether the formulas of English say anything of it: how many syllables words have is
        known."""
        return self.words is not None and self.words.has("syllables")

    @cached_property
    def said(self) -> tuple[Passage, ...]:
        """What is written, and what fragments say that only other editions print, such as the
        card."""
        blocks = (self.lower.parts(one) for one in self.lower.fragments.values())
        shared = sections(
            replace(self.document, parts=tuple(part for parts in blocks for part in parts))
        )
        known = {passage.marked for passage in self.written}
        return (
            *self.written,
            *(one for section in shared for one in section.all if one.marked not in known),
        )

    @cached_property
    def _printed(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.kind != "source")

    def within(self, name: Within) -> tuple[Passage, ...]:
        """What is ``written``; or ``printed``, which is all but sources; or ``said`` in any
        edition."""
        match name:
            case "written":
                return self.written
            case "printed":
                return self._printed
            case "said":
                return self.said

    @cached_property
    def small(self) -> Mapping[Within, str]:
        """The same as one text in small letters, to see quickly what does not occur in it."""
        return {
            name: "\0".join(one.small for one in self.within(name)) for name in get_args(Within)
        }

    @cached_property
    def printed(self) -> Printed:
        assert self.print is not None
        return self.print()

    @cached_property
    def explained(self) -> re.Pattern[str] | None:
        """Finds the words that the handout explains in its list of words."""
        listed_in = (part for part in self.parts if isinstance(part, Definitions))
        keys = {entry.term.lower() for part in listed_in for entry in part.entries}
        forms = [form for form, key in self.lower.glossary.forms().items() if key.lower() in keys]
        if not forms:
            return None
        listed = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
        return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)

    # -------------------------------------------------------------- grades

    def graded(self, *, apart: bool = False) -> Grades:
        """The grades of the whole prose; ``apart`` leaves out what the handout explains itself."""
        return self._grades((one for section in self.sections for one in section.sentences), apart)

    def graded_sections(self, *, apart: bool = False) -> Mapping[str, Grades]:
        """The grades by section; short ones are named and graded together with a neighbour."""
        return {name: self._grades(told, apart) for name, told in judged(self.sections)}

    def _grades(self, told: Iterable[str], apart: bool) -> Grades:
        return grades(told, self.words, self.explained if apart else None)

    # -------------------------------------------------------------- findings

    def at(
        self,
        passage: Passage,
        words: str,
        start: int,
        message: str,
        hint: str = "",
        about: str = "",
    ) -> Finding:
        """A finding about ``words``, that begin at ``start`` of the text of a passage."""
        around = passage.text[:start], passage.text[start + len(words) :]
        where = self.places.find(passage.at or Where(self.path), words, *around)
        told = [one for one in passage.sentences if words in one] or [words]
        sentence = next(
            (one for one in told if 0 <= start - passage.text.find(one) < len(one)), told[0]
        )
        return Finding(
            Problem(where, message, hint),
            sentence,
            passage.section,
            about,
            self.slug,
            words,
            language=self.language,
        )

    def matched(
        self, passage: Passage, match: re.Match[str], message: str, hint: str = ""
    ) -> Finding:
        """A finding about what a pattern found."""
        return self.at(passage, match[0], match.start(), message, hint)

    def field(self, name: str, message: str, hint: str = "", about: str = "") -> Finding:
        """A finding about a field of the handout, or about the whole of it where it has no such
        field."""
        where = self.places.key(Where(self.path), name) if name else Where(self.path)
        problem = Problem(where, message, hint)
        return Finding(problem, about=about, slug=self.slug, language=self.language)

    def fact(self, name: str, message: str, hint: str = "", at: Where | None = None) -> Finding:
        """A finding about a fact of the clinic, or about the one of its values that stands ``at`` a
        place."""
        return Finding(
            Problem(at or self.facts.known[name].at, message, hint), about=name, clinic=True
        )

    def source(self, name: str, message: str, hint: str = "") -> Finding:
        """A finding about an entry of the list of sources."""
        where = self.places.key(Where(f"{self.root}/sources.yaml"), name)
        return Finding(Problem(where, message, hint), about=name)

    @property
    def root(self) -> str:
        """The content folder, as messages call it."""
        return self.path.partition("/handouts/")[0]

    def section(self, name: str, message: str, hint: str = "") -> Finding:
        """A finding about a whole section."""
        at = next((section.at for section in self.sections if section.id == name), None)
        problem = Problem(at or Where(self.path), message, hint)
        return Finding(problem, section=name, slug=self.slug, language=self.language)

    def owns(self, finding: Finding) -> bool:
        """Whether something was found in this very text; what handouts share is told of one."""
        return (finding.slug, finding.language) == (self.slug, self.language)
