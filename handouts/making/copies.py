"""A handout of a site, with a clinic's facts in it, as the rules of ``checks`` look at it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable
from datetime import date

from ..checks import RULES, Copy
from ..checks.lists import Known, known_of
from ..checks.pages.printed import Printed
from ..checks.reading.places import Places
from ..checks.switches import Switches
from ..clinic.fill import fill
from ..content.locale import languages
from ..signing.standing import standing
from ..signing.states import state
from ..source.problems import Problem
from ..source.reader import Reading, read
from .memo import Found
from .site import Clinic
from .twin import twin
from .workshop import Workshop


def copy_of(
    shop: Workshop,
    clinic: Clinic,
    slug: str,
    language: str,
    today: date,
    printed: Callable[[], Printed] | None = None,
) -> Found[Copy]:
    """A handout as it is ``today``; ``printed`` makes its pages, when a rule asks for them."""
    document, problems = shop.document(slug, language)
    shelf, script = shop.shelf(language), shop.script(slug, language)
    facts, faults = shop.facts(clinic, language)
    problems = tuple(dict.fromkeys((*problems, *faults)))
    if document is None or script.handout is None or shelf.lowering is None or facts is None:
        return None, problems
    found = shop.sign_offs(slug, language)
    signed, faults = shop.facts_state(clinic, facts, language, today)
    if found.problems or faults:
        return None, (*found.problems, *faults)
    stand = state(found.sections, found.given, script.handout.issued, today)
    stands = standing(script.handout, document, stand, facts, signed, today)
    locale = shelf.lowering.locale
    own = {**facts.known, **stands.facts(locale), **twin(script.handout, language, facts)}
    known = known_in(shop, language)
    copy = Copy(
        slug,
        language,
        shop.name(slug, language),
        script.handout,
        fill(document, own, locale),
        document,
        shelf.lowering,
        facts,
        Places(ChainMap(dict(found.trees), script.trees)),  # type: ignore[arg-type]  # as there
        today,
        stand,
        signed,
        stands.unsigned,
        known.words,
        known.lists,
        shop.packets[0],
        printed,
        shop.logo_title,
    )
    return copy, known.problems


def known_in(shop: Workshop, language: str) -> Known:
    """What the rules know of a language and of the subject of the site."""
    content, path = shop.site.content, f"checks/{language}.yaml"
    return known_of(language, content.data(path), content.shown(path), frozenset(RULES))


def switches_of(shop: Workshop) -> tuple[Switches, tuple[Problem, ...]]:
    """The rules that are switched off; none where there is no such file."""
    content = shop.site.content
    data = content.data("checks.yaml")
    if data is None:
        return Switches(), ()
    # all languages share them
    sources = shop.shelf(shop.site.languages[0]).context.names.get("source")
    known = (
        None if sources is None else {**dict.fromkeys(shop.site.slugs), **dict.fromkeys(sources)}
    )
    rules = {
        name for language in shop.site.languages for name in known_in(shop, language).lists.rules
    }
    spoken = dict.fromkeys(languages())
    names = {"about a switch": known, "rule of a subject": rules, "language of a switch": spoken}
    context = Reading(names=names)
    switches = read(data, Switches, context, content.shown("checks.yaml"))
    return switches or Switches(), tuple(context.problems)
