"""What there is to hand out, as the page of the desk is told it: titles, depths, languages, the
fields of each, and what it is found by. Nothing here is anybody's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypedDict

from ..clinic.jobs import Job
from ..content.beside import PAIRED
from ..content.bound import in_packet
from ..content.plan import Asked, Scene
from ..content.shelf import Glossary
from ..making.spoken import with_faces
from ..making.workshop import Workshop
from ..meaning.document import Document
from ..meaning.parts import headings, walk
from ..meaning.spans import Strong, Term, Text
from ..pictures.drawing import Drawing
from ..pictures.written import inline
from ..project.wanted import lacking, meant_for
from ..source.problems import Problem, Problems

DEPTHS = ("sheet", "standard", "large-print", "ink-saver")  # those that a page can stand before
SHORT = 2  # letters: shorter words find nothing
WORD = re.compile(r"\w+")


class Shown(TypedDict):
    """A field, as the page of the desk shows it; ``said`` are its options as staff say them."""

    name: str
    label: str
    kind: str
    longest: int
    required: bool
    options: list[str]
    said: list[str]
    pictures: list[str]
    alts: list[str]
    help: str


class Found(TypedDict):
    """Title, words and phrases, codes, their names, what else says what it is about, and the words
    of the text with how often each is said."""

    t: str
    w: list[str]
    c: list[str]
    n: list[str]
    x: str
    f: dict[str, int]


class Topic(TypedDict):
    """A handout in one language; ``found`` is what it is found by, as ``screens/search.js`` has it,
    ``beside`` the editions that it has with the first language of the site beside it."""

    slug: str
    language: str
    title: str
    about: str
    kind: str
    family: str
    editions: list[str]
    beside: list[str]
    found: Found


def topics(shop: Workshop) -> Iterator[Topic]:
    """Every handout that can be made, by language."""
    for slug, written in shop.site.written.items():
        for language in written:
            document, _ = shop.document(slug, language)
            handout = shop.script(slug, language).handout
            lowering = shop.shelf(language).lowering
            if document is None or handout is None or lowering is None:
                continue
            family = lowering.subject.families[handout.group]
            text = _said(document)
            called = (one.text for one in headings(document.parts))
            yield Topic(
                slug=slug,
                language=language,
                title=handout.title,
                about=handout.subtitle,
                kind=family.kind,
                family=handout.group,
                editions=[
                    one
                    for one in DEPTHS
                    if in_packet(one) and meant_for(shop.site, slug, language, one)
                ],
                beside=list(_beside(shop, slug, language)),
                found=Found(
                    t=handout.title,
                    w=list(handout.search_words),
                    c=list(handout.codes),
                    n=[],
                    x=" ".join((handout.subtitle, family.kind, *called)),
                    f=_terms(text, lowering.glossary) | _words(text),
                ),
            )


def faulty(shop: Workshop) -> Iterator[Problem]:
    """What keeps a handout from being listed, in a language whose letters can be printed: the first
    problem of each."""
    spoken = with_faces(shop.site)
    for slug, written in shop.site.written.items():
        for language in (one for one in written if one in spoken):
            document, problems = shop.document(slug, language)
            if document is None:
                yield from problems[:1]


def _beside(shop: Workshop, slug: str, language: str) -> Iterator[str]:
    """The editions that can be made of a handout in a language and the first one."""
    site = shop.site
    if language == site.language:
        return
    for name in sorted(PAIRED, reverse=True):  # the sheet first
        job = Job(slug, language, name, "letter", partner=site.language)
        if meant_for(site, slug, language, name) and not lacking(site, job):
            yield name


def _terms(text: str, glossary: Glossary) -> dict[str, int]:
    """The words of the names that the glossary has for what a text tells of, with how often it
    does."""
    out: dict[str, int] = {}
    for term, one in glossary.root.items():
        names = dict.fromkeys(name.casefold() for name in (term, *one.also))
        if count := sum(text.count(name) for name in names if len(name) > SHORT):
            out |= dict.fromkeys(WORD.findall(" ".join(names)), count)
    return out


def _said(document: Document) -> str:
    """All that a text says, in small letters."""
    texts = (one.text for one in walk(document.parts) if isinstance(one, Text | Strong | Term))
    return " ".join(texts).casefold()


def _words(text: str) -> dict[str, int]:
    """All words of a text, each with how often it is said."""
    return {word: count for word, count in Counter(WORD.findall(text)).items() if len(word) > SHORT}


class Set(TypedDict):
    """A set that the site has a name for."""

    slug: str
    title: str
    about: str
    items: list[str]


def sets(shop: Workshop, staff: str) -> Iterator[Set]:
    """Every set that can be made, called as in the language of ``staff``."""
    for name in shop.packets[0]:
        packet, _ = shop.packet(name, staff)
        if packet is None:  # what it is called there is not as it must be
            packet = shop.packets[0][name]
        items = [f"{slug}/{edition}" for slug, edition in packet.parts()]
        yield Set(slug=name, title=packet.title, about=packet.subtitle, items=items)


def fields(shop: Workshop, language: str, staff: str) -> dict[str, list[Shown]]:
    """The fields of each family of handouts in a language, called as in that of ``staff``."""
    lowering = shop.shelf(language).lowering
    if lowering is None:
        raise Problems(shop.shelf(language).problems)
    subject, patient = lowering.subject, lowering.locale.words.patient
    known = _known(shop, staff)
    return {
        family: [
            shown(shop, one, known.get(one.name, one))
            for one in called(shop, subject.asked((family,), patient), staff)
        ]
        for family in subject.families
    }


def called(shop: Workshop, asked: Sequence[Asked], staff: str) -> tuple[Asked, ...]:
    """Fields with the labels and the help that they have in another language."""
    known = _known(shop, staff)
    twins = ((one, known.get(one.name, one)) for one in asked)
    return tuple(one._replace(label=twin.label, help=twin.help) for one, twin in twins)


def _known(shop: Workshop, language: str) -> dict[str, Asked]:
    """All fields of a language, by their names."""
    lowering = shop.shelf(language).lowering
    if lowering is None:
        return {}
    subject, patient = lowering.subject, lowering.locale.words.patient
    return {one.name: one for one in subject.asked(tuple(subject.families), patient)}


def shown(shop: Workshop, one: Asked, twin: Asked) -> Shown:
    """A field with its pictures drawn, and its options also in the words of its ``twin``."""
    pairs = zip_longest(one.options, twin.options[: len(one.options)], fillvalue="")
    return Shown(
        name=one.name,
        label=one.label,
        kind=one.kind,
        longest=one.longest,
        required=one.required,
        options=list(one.options),
        said=[f"{other} ({own})" if other and other != own else own for own, other in pairs],
        pictures=[_drawn(shop, picture) for picture in one.pictures],
        alts=[picture.alt for picture in one.pictures],
        help=one.help,
    )


def _drawn(shop: Workshop, picture: Scene) -> str:
    """A figure as SVG in the colours of the brand."""
    found = shop.galleries[0].picture(picture.figure)
    paints = shop.brand.paints
    if not isinstance(found, Drawing):
        return ""
    space = {"xmlns": "http://www.w3.org/2000/svg"}
    return inline(found, picture.figure, paints.__getitem__, **space)
