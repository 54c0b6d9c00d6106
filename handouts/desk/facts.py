"""The facts of the clinic as a form: what each is, what stands in the file, what a change does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TypedDict

from ..api import Clinic, Job
from ..clinic.clinic import FIELDS
from ..content.facts import Declaration, Facts
from ..making.produce import produce
from ..project.tasks import today
from ..signing.states import FactsState
from ..source.files import alone, write
from ..source.problems import Problem, Problems
from ..source.values import replace
from . import seen, yamlfile
from .engine import Engine, told_problems
from .refusal import Refusal

Pair = tuple[str, str]  # a value, and what belongs to it
MOST_LOOKED = 4  # copies that are made to find the words of a fact
EDITIONS = ("sheet", "standard")  # where a fact is looked for, the shorter one first


class Shown(TypedDict):
    """One fact, as the page of the desk shows it; ``group`` is the handout it is of, if it is of
    one."""

    name: str
    label: str
    help: str
    kind: str
    many: bool
    longest: int
    release: bool
    clinical: bool
    group: str
    values: list[Pair]


def form(engine: Engine) -> dict[str, object]:
    """All facts with what stands in the file, and the version that was read. Raises
    ``Problems``."""
    data = engine.folders.clinic_file.read_bytes()
    tree = yamlfile.opened(data)
    titles = {slug: _title(engine, slug) for slug in engine.site.slugs}
    shown = []
    for name, path, one in _every(engine):
        value: object = tree
        for step in path:
            value = value.get(step, "") if isinstance(value, Mapping) else ""
        shown.append(_shown(name, one, _pairs(value), titles.get(name.partition(".")[0], "")))
    missing = [one["label"] for one in shown if one["release"] and not one["values"]]
    return {"version": version(data), "facts": shown, "missing": missing}


def version(data: bytes) -> str:
    """Which state of a file this is."""
    return hashlib.sha256(data).hexdigest()


def _every(engine: Engine) -> Iterator[tuple[str, tuple[str, ...], Declaration]]:
    """Each fact by its full name, with where it stands in the file."""
    shelf = engine.shop.shelf(engine.staff)
    declared = shelf.declared
    if declared is None:
        raise Problems(shelf.problems)
    for name, one in declared.facts.items():
        yield name, (name,), one
    for group, those in declared.groups.items():
        for slug in those.of:
            for name, one in those.facts.items():
                yield f"{slug}.{name}", (group, slug, name), one


def _shown(name: str, one: Declaration, values: list[Pair], group: str) -> Shown:
    return Shown(
        name=name,
        label=one.label,
        help=one.help,
        kind=one.single,
        many=one.kind == "list",
        longest=one.most,
        release=one.release,
        clinical=one.clinical,
        group=group if "." in name else "",
        values=values,
    )


def _title(engine: Engine, slug: str) -> str:
    for language in (engine.staff, engine.language):
        handout = engine.shop.script(slug, language).handout
        if handout:
            return handout.title
    return slug


def _pairs(value: object) -> list[Pair]:
    """What stands in the file for one fact: values, each with what belongs to it."""
    entries = value if isinstance(value, list) else [value]
    found = []
    for one in entries:
        if isinstance(one, Mapping):
            first, second, *_ = (*(str(text) for text in one.values()), "", "")
            found.append((first, second))
        else:
            found.append(("" if one is None else str(one), ""))
    return [pair for pair in found if any(pair)]


# ------------------------------------------------------------------ a change


def told_values(told: Mapping[str, object]) -> dict[str, list[Pair]]:
    """What was sent: values by the names of facts. Raises ``Refusal``."""
    found: dict[str, list[Pair]] = {}
    for name, entries in told.items():
        if not isinstance(entries, list):
            raise Refusal(400, "json")
        pairs = [tuple(one) for one in entries if isinstance(one, list) and len(one) == 2]
        if len(pairs) != len(entries) or not all(isinstance(t, str) for p in pairs for t in p):
            raise Refusal(400, "json")
        tidy = [(str(p[0]).strip(), str(p[1]).strip()) for p in pairs]
        found[name] = [pair for pair in tidy if any(pair)]
    return found


def changed(engine: Engine, data: bytes, values: Mapping[str, Sequence[Pair]]) -> bytes:
    """The file with other values. Raises ``Refusal``: there is no such fact, or the file cannot be
    changed without loss."""
    known = {name: (path, one) for name, path, one in _every(engine)}
    out: dict[tuple[str, ...], yamlfile.Value] = {}
    for name, pairs in values.items():
        if name not in known:
            raise Refusal(400, "json", name)
        path, one = known[name]
        entries = [_entry(one.single, pair) for pair in pairs]
        out[path] = entries if one.kind == "list" else (entries[0] if entries else "")
    return yamlfile.changed(data, out)


def _entry(kind: str, pair: Pair) -> yamlfile.Entry:
    text, note = pair
    if not note:
        return text
    first, second = FIELDS.get(kind, ("value", "note"))
    return {first: text, second: note}


def tried(engine: Engine, data: bytes) -> tuple[Clinic, Facts | None, tuple[Problem, ...]]:
    """The clinic as it would be with this file, its facts, and what is wrong with them."""
    name = f"{engine.clinic.stem}.yaml"
    clinic = replace(engine.clinic, files={**engine.clinic.files, name: data})
    facts, problems = engine.shop.facts(clinic, engine.site.languages[0])
    return clinic, facts, problems


def save(engine: Engine, told: Mapping[str, object]) -> dict[str, object]:
    """Writes what was changed, whole or not at all; nothing where somebody else saved since it was
    read, or where a value is none. Says which sign-offs that makes void."""
    sent = told.get("values")
    values = told_values(sent) if isinstance(sent, dict) else {}
    path = engine.folders.clinic_file
    with alone(path.resolve().parent):
        data = path.read_bytes()
        if version(data) != told.get("version"):
            engine.load()
            return {"conflict": form(engine)}
        made = changed(engine, data, values)
        clinic, facts, problems = tried(engine, made)
        if facts is None:
            return {"problems": placed(engine, made, problems)}
        void = _void(engine, clinic, facts)
        if made != data:
            write(path, made)
    engine.load()
    return {"saved": made != data, "void": void, **form(engine)}


def placed(engine: Engine, data: bytes, problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Problems, each with the fact that stands at its line."""
    lines: list[tuple[int, str]] = []
    tree = yamlfile.opened(data)
    for name, path, _ in _every(engine):
        holder: object = tree
        for step in path[:-1]:
            holder = holder.get(step) if isinstance(holder, Mapping) else None
        if isinstance(holder, Mapping) and path[-1] in holder:
            lines.append((holder.lc.key(path[-1])[0] + 1, name))  # type: ignore[attr-defined]
    lines.sort()
    out = told_problems(problems)
    for one, told in zip(problems, out, strict=True):
        told["name"] = next((name for line, name in reversed(lines) if line <= one.where.line), "")
    return out


def _void(engine: Engine, clinic: Clinic, facts: Facts) -> list[str]:
    """The labels of facts that were signed as they are, and are so no more."""
    language, day = engine.site.languages[0], today()
    before, _ = engine.shop.facts(engine.clinic, language)
    if before is None:
        return []
    old, _ = engine.shop.facts_state(engine.clinic, before, language, day)
    new, _ = engine.shop.facts_state(clinic, facts, language, day)
    lost = [name for name in old.now if _signed(old, name) and not _signed(new, name)]
    return [before.known[name].label for name in lost]


def _signed(state: FactsState, name: str) -> bool:
    return bool(state.signed.get(name))


# ------------------------------------------------------------------ where it is printed


def where(engine: Engine, told: Mapping[str, object]) -> dict[str, object]:
    """The page of a handout that prints a fact, with values that are not saved yet."""
    name, sent = str(told.get("name", "")), told.get("values")
    values = told_values(sent) if isinstance(sent, dict) else {}
    data = changed(engine, engine.folders.clinic_file.read_bytes(), values)
    clinic, facts, problems = tried(engine, data)
    if facts is None or name not in facts.known:
        return {"problems": placed(engine, data, problems)}
    known = facts.known[name]
    words = known.values[0].text if known.values else known.label
    first: dict[str, object] = {}
    for slug, language, edition in islice(_asking(engine, name), MOST_LOOKED):
        job = Job(slug, language, edition, "letter", day=today())
        made = produce(engine.site, clinic, job, engine.memo)
        if not made.data:
            return {"problems": told_problems(made.problems)}
        number = seen.where(made.data, words)
        if number >= 0 or not first:
            page = list(seen.pages(made.data, seen.SHARP, max(number, 0) + 1))[-1]
            told_where = {"title": _title(engine, slug), "page": max(number, 0) + 1}
            first = {"picture": page.address, "words": page.words, **told_where}
        if number >= 0:
            break
    return first


def _asking(engine: Engine, name: str) -> Iterator[tuple[str, str, str]]:
    """The copies that print a fact."""
    own, _, short = name.rpartition(".")
    for edition in EDITIONS:
        view = "sheet" if edition == "sheet" else "brochure"
        for slug in (own,) if own else engine.site.slugs:
            document, _ = engine.shop.document(slug, engine.site.languages[0], view)
            if document is None:
                continue
            if {name, short}.intersection(document.asks):
                yield slug, engine.site.languages[0], edition
