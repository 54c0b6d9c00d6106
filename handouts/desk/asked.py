"""What the page of the desk may ask for, by address: each is given the engine, the files that were
made, and the request."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from ..api import Outcome
from ..source.files import person_key
from . import brand, facts, favourites, lists
from .engine import Engine, told_flaw, told_problems
from .guard import told
from .papers import Papers
from .wanted import Wanted, wanted
from .words import words

Answers = Mapping[str, Callable[[Engine, Papers, Request], object]]


def catalogue(engine: Engine, _: Papers, __: Request) -> object:
    """All there is to hand out, with the favourites."""
    found = engine.catalogue()
    persons = [{"name": name, "key": person_key(name)} for name in engine.persons]
    kept = favourites.told_of(favourites.read(engine.folders.favourites))
    spoken = {"language": engine.language, "staff": engine.staff}
    return {**found, **spoken, "persons": persons, "favourites": kept}


def keep_favourites(engine: Engine, _: Papers, request: Request) -> object:
    """Those of one person, as they are now."""
    path, known = engine.folders.favourites, (*engine.site.slugs, *engine.sets)
    found = favourites.changed(path, told(request), engine.persons, known)
    return {"favourites": favourites.told_of(found)}


def preview(engine: Engine, _: Papers, request: Request) -> object:
    """The page for the patient, as it is so far."""
    return engine.preview(wanted(told(request), engine.language))


def make(engine: Engine, papers: Papers, request: Request) -> object:
    """The copy, kept to be shown, printed and saved; or what is missing."""
    asked = told(request)
    one = wanted(asked, engine.language)
    wrong = engine.flaws(one)
    if wrong:
        return {"flaws": [told_flaw(flaw) for flaw in wrong], "problems": []}
    made = engine.whole(one)
    kept = _kept(papers, one, made)
    if kept and asked.get("small"):
        kept["small"] = engine.thumbnails(made.data)
    return {"flaws": [], "problems": told_problems(made.problems), **kept}


def _kept(papers: Papers, one: Wanted, made: Outcome) -> dict[str, object]:
    if not made.entry:
        return {}
    number = papers.keep(one.name, made.entry.media_type, made.data)
    return {
        "address": f"/doc/{number}/{one.name}",
        "name": one.name,
        "count": made.entry.pages,
        "print": words()["printing"].get(made.entry.print, made.entry.print),
        "review": made.entry.review,
    }


def facts_form(engine: Engine, _: Papers, __: Request) -> object:
    """The facts of the clinic, as the file has them."""
    return facts.form(engine)


def facts_save(engine: Engine, _: Papers, request: Request) -> object:
    """Facts that somebody changed."""
    return facts.save(engine, told(request))


def facts_where(engine: Engine, _: Papers, request: Request) -> object:
    """Where a fact is printed."""
    return facts.where(engine, told(request))


def brand_form(engine: Engine, _: Papers, __: Request) -> object:
    """The logo and the colours, as they are."""
    return brand.form(engine)


def brand_try(engine: Engine, _: Papers, request: Request) -> object:
    """How pages would look."""
    return brand.shown(engine, told(request))


def brand_save(engine: Engine, _: Papers, request: Request) -> object:
    """A brand that somebody changed."""
    return brand.save(engine, told(request))


def list_read(engine: Engine, papers: Papers, request: Request) -> object:
    """A list that was chosen, and what its columns seem to be."""
    return lists.opened(engine, papers, request.scope["desk.body"])


def list_sheet(engine: Engine, papers: Papers, request: Request) -> object:
    """Another sheet of it."""
    return lists.chosen(engine, papers, told(request))


def list_check(engine: Engine, papers: Papers, request: Request) -> object:
    """What is wrong with its rows."""
    return lists.checked(engine, papers, told(request))


def list_make(engine: Engine, papers: Papers, request: Request) -> object:
    """All copies of it."""
    return lists.made(engine, papers, told(request))


def forget(_: Engine, papers: Papers, __: Request) -> object:
    """Nothing of the last patient stays in memory."""
    papers.forget()
    return {}


ANSWERS: Answers = {
    "catalogue": catalogue,
    "forget": forget,
    "list/read": list_read,
    "list/sheet": list_sheet,
    "list/check": list_check,
    "list/make": list_make,
    "brand": brand_form,
    "brand/try": brand_try,
    "brand/save": brand_save,
    "facts": facts_form,
    "facts/save": facts_save,
    "facts/where": facts_where,
    "favourites": keep_favourites,
    "preview": preview,
    "make": make,
}
