"""The sign-offs of a site that a correction makes void."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ..making.site import REVIEW, Site, load_site
from ..making.workshop import Workshop
from ..signing.review import SignOff
from ..signing.states import FactsState, State
from ..source.values import dataclass


@dataclass(frozen=True, slots=True)
class Void:
    """A handout whose sign-offs are no longer for its text, or a clinic whose facts print
    otherwise: who signed, and what has changed.

    There are no ``sections`` where the new text cannot be read as yet.
    """

    file: str
    names: tuple[str, ...]
    sections: tuple[str, ...]


def voided(folder: Path, changes: Mapping[str, bytes]) -> tuple[Void, ...]:
    """What becomes of the sign-offs of a site when these files are written; none is written."""
    site = load_site(folder / "content", folder / "assets")
    signed = f"{site.clinic.stem}.{REVIEW}" in site.clinic.files
    if not changes or not (
        signed or any(path.endswith(f"/{REVIEW}") for path in site.content.files)
    ):
        return ()
    content, assets = (
        whole.changed(_within(changes, whole.name)) for whole in (site.content, site.assets)
    )
    after = Site(content, assets)
    return (*_void(_states(site), _states(after)), *_void_facts(_facts(site), _facts(after)))


def _within(changes: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """The changes inside a folder, by their paths in it."""
    start = f"{folder}/"
    return {
        name.removeprefix(start): data for name, data in changes.items() if name.startswith(start)
    }


Key = tuple[str, str]  # slug and language


def _void(before: Mapping[Key, State], after: Mapping[Key, State]) -> Iterator[Void]:
    for key, state in before.items():
        now = after.get(key)
        gone: list[SignOff] = [one for one in state.signed if now is None or one not in now.signed]
        if gone:
            changed = now.other(gone[-1]) if now else ()
            yield Void(
                "content/handouts/{}/{}.yaml".format(*key),
                tuple(one.name.strip() for one in gone),
                changed,
            )


def _states(site: Site) -> dict[Key, State]:
    """Who has signed the texts that are there now, for each handout that can be read."""
    shop, found = Workshop(site), {}
    for slug, languages in site.written.items():
        for language in languages:
            handout = shop.script(slug, language).handout
            state = shop.state(handout, language, date.max)[0] if handout else None
            if state:
                found[slug, language] = state
    return found


def _facts(site: Site) -> dict[Key, FactsState]:
    """Who has signed the clinical facts, in each language; the clinic's file stands for the
    slug."""
    shop, found = Workshop(site), {}
    for language in site.languages:
        facts, _ = shop.facts(site.clinic, language)
        state = shop.facts_state(site.clinic, facts, language, date.max)[0] if facts else None
        if state:
            found[f"{site.clinic.stem}.yaml", language] = state
    return found


def _void_facts(
    before: Mapping[Key, FactsState], after: Mapping[Key, FactsState]
) -> Iterator[Void]:
    for key, state in before.items():
        now = after.get(key)
        gone = [
            name
            for name, signed in state.signed.items()
            if signed and not (now and now.signed.get(name))
        ]
        names = dict.fromkeys(one.name.strip() for name in gone for one in state.signed[name])
        if gone:
            yield Void(key[0], tuple(names), tuple(gone))
