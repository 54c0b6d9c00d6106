"""What a release must know of signatures, facts, help lines and translations, each at its place in
the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ..content.blocks.helplines import HelpLines
from ..content.facts import NAME, Facts, Known
from ..signing.standing import facts_of
from ..signing.states import faults
from ..signing.tried import untried
from ..source.problems import Problem, Where
from ..translating.pairing import Pair
from .site import HANDOUTS, REVIEW, Clinic, Site
from .translations import GUIDE, MEND, fragment_of
from .workshop import Workshop

TEXT = "text"  # the kind of a fact that is told in words


def unfit_signs(
    site: Site, languages: Collection[str], drafts: Collection[str], today: date
) -> Iterator[Problem]:
    """The sign-offs that are not done as they must be, whatever they are for, and those of the
    handouts ``drafts`` that are for another text; malformed ones are told elsewhere."""
    shop = Workshop(site)
    for slug, written in site.written.items():
        if f"{HANDOUTS}/{slug}/{REVIEW}" not in site.content.files:
            continue
        for language in (one for one in written if one in languages):
            handout = shop.script(slug, language).handout
            if handout is None:
                continue
            where = Where(shop.name(slug, language))
            for one in shop.sign_offs(slug, language).given:
                for message, hint in faults(one, handout.issued, today) if one.signed else ():
                    yield Problem(one.at or where, message, hint)
            now, _ = shop.state(handout, language, today)
            if now and slug in drafts:
                hint = "have it read and signed again: 'python -m handouts diff' shows what is new"
                yield from (
                    Problem(one.at or where, now.changed(one), hint) for one in now.outdated
                )


def unfit_facts(
    site: Site,
    clinic: Clinic,
    released: Collection[tuple[str, str]],
    unsigned: Collection[str],
    today: date,
) -> Iterator[Problem]:
    """The facts that the ``released`` handouts (slug and language) need and that are empty, and
    those that nobody has signed, each at its line; and the sign-offs of facts that do not count."""
    shop, told = Workshop(site), set[Problem]()
    languages = sorted({language for _, language in released})
    for language in languages:
        facts, _ = shop.facts(clinic, language)
        if facts is None:
            continue
        if site.language in languages:  # else its own file may well be in this one
            told.update(told_otherwise(shop, clinic, released, language))
        signed, _ = shop.facts_state(clinic, facts, language, today)
        empty = {known.name for known in _empty(shop, facts, released, language)}
        locale = shop.shelf(language).locale
        for known in facts.known.values():
            if known.name == NAME and known.name in empty and locale:
                message = f"the clinic is still called '{locale.unnamed}'"
                told.add(Problem(known.at, message, "write its name: it signs every handout"))
            elif known.name in empty:
                message = f"the clinic fact '{known.name}' is empty"
                told.add(Problem(known.at, message, "fill it in: patients need it"))
            elif known.name in unsigned:
                hint = (
                    "a clinician of the clinic signs it: 'python -m handouts review "
                    "--facts' makes the form"
                )
                told.add(Problem(known.at, signed.why(known.name), hint))
        for one in signed.unsound:
            told.update(Problem(one.at or Where("?"), *why) for why in faults(one, today, today))
    yield from sorted(told)


def told_otherwise(
    shop: Workshop, clinic: Clinic, released: Collection[tuple[str, str]], language: str
) -> Iterator[Problem]:
    """The rules of a clinic that stand in the ``released`` handouts (slug and language) of one
    language in the words of another, as its file for that language does not say them."""
    facts, _ = shop.facts(clinic, language)
    if facts is None or language == shop.site.language:
        return
    own = f"{clinic.stem}.{language}.yaml"
    printed = _printed(shop, facts, released, language)
    for known in (one for one in facts.known.values() if one.name in printed):
        worded = known.clinical and known.kind == TEXT
        for value in known.values if worded else ():
            if value.at.path != own and any(map(str.isalpha, value.text)):
                message = f"the clinic fact '{known.name}' is not told in '{language}'"
                hint = f"write it into {own}, in the words of that language"
                yield Problem(value.at, message, hint)


def _printed(
    shop: Workshop, facts: Facts, released: Collection[tuple[str, str]], language: str
) -> set[str]:
    """The names of the facts that the ``released`` handouts of a language ask for."""
    documents = (shop.document(slug, spoken)[0] for slug, spoken in released if spoken == language)
    return {name for document in documents if document for name in facts_of(document, facts)}


def _empty(
    shop: Workshop, facts: Facts, released: Collection[tuple[str, str]], language: str
) -> Iterator[Known]:
    """The facts that the ``released`` handouts of a language need and that are empty; the name of a
    clinic that is called as nobody is, too."""
    printed = _printed(shop, facts, released, language)
    locale = shop.shelf(language).locale
    for known in facts.known.values():
        unnamed = locale and locale.unnamed in [one.text for one in known.values]
        lacking = known.release and not known.values and known.name in printed
        if lacking or known.name == NAME and unnamed:
            yield known


def wanting(
    shop: Workshop, clinic: Clinic, released: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    """The names of the facts that the ``released`` handouts (slug and language) need and that are
    empty, each once."""
    found = dict[str, None]()
    for language in sorted({language for _, language in released}):
        facts, _ = shop.facts(clinic, language)
        if facts:
            found |= {one.name: None for one in _empty(shop, facts, released, language)}
    return tuple(found)


def unfit_lines(
    site: Site, released: Collection[tuple[str, str]], today: date
) -> Iterator[Problem]:
    """The help lines in the ``released`` handouts (slug and language) that nobody has tried of
    late."""
    shop, told = Workshop(site), set[Problem]()
    for slug, language in released:
        handout, lower = shop.script(slug, language).handout, shop.shelf(language).lowering
        if handout is None or lower is None:
            continue
        closing = lower.subject.closing(*handout.ending)
        for block in handout.printed(lower.fragments, closing):
            for line in block.help_lines if isinstance(block, HelpLines) else ():
                if why := untried(line, today):
                    where = line.at or Where(shop.name(slug, language))
                    told.add(Problem(where, why, "try it, and write the day under 'checked'"))
    yield from sorted(told)


def unfit_translations(shop: Workshop, released: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """What keeps the ``released`` handouts (slug and language) from being given to patients: words
    of a machine, and older words where these matter."""
    told = dict.fromkeys(one for pair in sorted(released) for one in _unfit(shop, *pair))
    yield from told


def _unfit(shop: Workshop, slug: str, language: str) -> Iterator[Problem]:
    locale, handout = shop.shelf(language).locale, shop.script(slug, language).handout
    if locale and locale.state == "machine":
        message = f"the program's own words in '{language}' are a machine's"
        yield Problem(Where(f"handouts/locales/{language}.yaml"), message, GUIDE)
    lowering = shop.shelf(language).lowering
    if handout is None or lowering is None:
        return
    closing = lowering.subject.closing(*handout.ending)
    grave = shop.printed_in(handout, language, (closing.help, closing.slip))
    for one in shop.translated(slug, language):
        for pair in shop.told_in(handout, language, one):
            where = pair.at or Where(shop.site.content.shown(one.path))
            matters = fragment_of(pair.unit.path) in grave or _counts(pair)
            if pair.found == "stale" and matters:
                yield Problem(where, f"this is older than '{pair.unit.path}' of {one.origin}", MEND)
            elif pair.found != "stale" and pair.state == "machine":
                hint = "a translator must read it, and import it as translated"
                yield Problem(where, "this is a machine's: nobody has read it", hint)


def _counts(pair: Pair) -> bool:
    """Whether there is a number in a text, or was: a count, a dose, a day."""
    said = pair.entry.said if pair.entry else ""
    return any(map(str.isdigit, f"{pair.unit.text} {said}"))
