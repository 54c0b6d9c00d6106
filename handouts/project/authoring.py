"""What authors and reviewers start from: the list of handouts, schemas for editors, a new handout,
forms to sign."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..clinic.jobs import Job
from ..content.facts import Declared, clinic_schema
from ..content.handout import Handout
from ..content.subject import Subject
from ..making.produce import Production
from ..making.site import REVIEW, Clinic, Site, load_site
from ..making.workshop import Workshop
from ..signing.standing import Standing
from ..signing.states import faults
from ..source.files import write
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.reader import M, Reading, read
from ..source.schema import Schema
from .project import today

FORMS = Path(__file__).parent  # what new files begin as


class Row(NamedTuple):
    """One handout in one language, as it stands today; ``notes`` say what keeps it from patients,
    ``problems`` what keeps it from being made."""

    slug: str
    language: str
    version: str
    issued: str
    state: str
    title: str
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def listing(site: Site, clinic: Clinic) -> Iterator[Row]:
    """A row for each handout and language."""
    shop, day = Workshop(site), today()
    for slug, written in site.written.items():
        for language in written:
            job = Job(slug, language, "standard", "letter", day=day)
            try:
                _, handout, stands = Production(site, clinic, job, shop.memo).told(slug, "brochure")
            except Problems as found:
                count = len(found.problems)
                state = f"{count} {'problem' if count == 1 else 'problems'}"
                yield Row(slug, language, "-", "-", state, "-", problems=found.problems)
                continue
            states = {"draft": "draft", "facts": "facts unsigned", "reviewed": "reviewed"}
            row = Row(
                slug,
                language,
                handout.version,
                handout.issued.isoformat(),
                states[stands.review],
                handout.title,
            )
            yield row._replace(notes=tuple(_notes(shop, clinic, handout, language, stands, day)))


def _notes(
    shop: Workshop, clinic: Clinic, handout: Handout, language: str, stands: Standing, day: date
) -> Iterator[str]:
    """What keeps a handout that can be made from being given to patients."""
    if stands.overdue:
        yield f"its review was due on {stands.overdue.isoformat()}"
    state, _ = shop.state(handout, language, day)
    if state and not state.signed:
        yield from map(state.changed, state.outdated)
        for one in state.unsound:
            yield from (
                f"{one.name.strip()}: {message}" for message, _ in faults(one, handout.issued, day)
            )
    facts, _ = shop.facts(clinic, language)
    if facts:
        signed, _ = shop.facts_state(clinic, facts, language, day)
        changed = [name for name in stands.unsigned if signed.void.get(name)]
        yield from map(signed.why, changed)
        never = [name for name in stands.unsigned if name not in changed]
        if never:
            yield f"clinical facts that nobody has signed: {', '.join(never)}"


# ------------------------------------------------------------------ schemas


def write_schemas(out: Path, content: Path) -> Iterator[Path]:
    """JSON Schemas of everything an author or the clinic writes, for editors; the facts are those
    of ``content``."""
    from pydantic import BaseModel  # noqa: PLC0415

    from ..checks import CheckLists  # noqa: PLC0415
    from ..checks.switches import Switches  # noqa: PLC0415
    from ..content.brand import Brand  # noqa: PLC0415
    from ..content.handout import Common, Handout  # noqa: PLC0415
    from ..content.packets import Packets  # noqa: PLC0415
    from ..content.shelf import Glossary, Sources  # noqa: PLC0415
    from ..reports.record import CheckRecord  # noqa: PLC0415
    from ..signing.review import FactsReview, Review  # noqa: PLC0415

    kinds: dict[str, type[BaseModel]] = {
        "handout": Handout,
        "common": Common,
        "facts": Declared,
        "subject": Subject,
        "glossary": Glossary,
        "sources": Sources,
        "brand": Brand,
        "sets": Packets,
        "checks": Switches,
        "check-lists": CheckLists,
        "review": Review,
        "clinic-review": FactsReview,
        "check": CheckRecord,
    }
    schemas = {name: kind.model_json_schema() for name, kind in kinds.items()}
    declared = _told(content, "facts.yaml", Declared)
    if declared:
        schemas["clinic"] = clinic_schema(declared)
    subject = _told(content, "subject.yaml", Subject)
    if subject:
        _named(schemas, subject)
    for name, schema in schemas.items():
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        path = out / f"{name}.json"
        write(
            path, (json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
        )
        yield path


def _told(content: Path, name: str, kind: type[M]) -> M | None:
    """A file of the content, where there is a sound one."""
    path = content / name
    return read(path, kind, Reading(), f"{content.name}/{name}") if path.is_file() else None


def _named(schemas: dict[str, Schema], subject: Subject) -> None:
    """Tells editors the names that authors may write because a subject declares them."""
    columns = {name: {"title": label} for name, label in subject.activities.items()}
    for name in ("handout", "common"):
        row = schemas[name]["$defs"]["Activity"]
        cell = row["additionalProperties"]
        row["properties"] = {column: {**cell, **told} for column, told in columns.items()}
        row["required"], row["additionalProperties"] = list(columns), False
    schemas["handout"]["properties"]["group"]["enum"] = list(subject.families)
    notes = sorted({subject.accent(name) for name in subject.families})
    schemas["brand"]["properties"]["groups"]["propertyNames"] = {"enum": notes}


def new_handout(content: Path, assets: Path, slug: str) -> tuple[Path | None, list[Problem]]:
    """A starter in ``content/handouts/SLUG/en.yaml``, of the first family and with the first figure
    there is; never over an existing file."""
    import re  # noqa: PLC0415

    path = content / "handouts" / slug / "en.yaml"
    where = Where(f"{content.name}/handouts/{slug}/en.yaml")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        return None, [
            Problem(
                where, f"'{slug}' is no name for a handout", "use small letters, digits and hyphens"
            )
        ]
    if path.exists():
        return None, [
            Problem(
                where, "there is a handout of this name", "choose another name, or edit the file"
            )
        ]
    context = Reading()
    subject = read(content / "subject.yaml", Subject, context, f"{content.name}/subject.yaml")
    if subject is None:
        return None, context.problems
    issued = today()
    due = issued.replace(year=issued.year + 2, day=min(issued.day, 28))
    words = {
        **{"SLUG": slug, "ISSUED": issued.isoformat(), "DUE": due.isoformat()},
        **{"FAMILY": next(iter(subject.families)), "FIGURE": _first_figure(assets)},
    }
    text = (FORMS / "starter.yaml").read_text("utf-8")
    for word, told in words.items():
        text = text.replace(word, told)
    write(path, text.encode())
    return path, []


def _first_figure(assets: Path) -> str:
    """The name of a figure to begin with; where there is none yet, what its author is told to
    draw."""
    return min((path.stem for path in (assets / "figures").glob("*.svg")), default="cover")


# ------------------------------------------------------------------ forms to sign


class Form(NamedTuple):
    """A form for a sign-off, and the file it was written to: none where there is such a file
    already."""

    text: str
    path: Path | None


def review_form(content: Path, assets: Path, slug: str, language: str) -> Form:
    """The form for the text of a handout, written beside it where no file is there yet. Raises
    ``Problems``."""
    from ..checks.clarity import answers  # noqa: PLC0415
    from ..making.copies import copy_of  # noqa: PLC0415

    site = load_site(content, assets)
    if slug not in site.slugs:
        where = Where(site.content.shown("handouts"))
        raise Problems(
            [Problem(where, f"there is no handout '{slug}'", did_you_mean(slug, site.slugs))]
        )
    copy, problems = copy_of(Workshop(site), site.clinic, slug, language, today())
    if copy is None:
        raise Problems(problems)
    sections = "\n".join(f"      {name}: {digits}" for name, digits in copy.state.sections.items())
    asked = (one for one in answers(copy, ()) if one.verdict == "person")
    items = "\n".join(f'      # {one.ask}\n      {one.item}: ""' for one in asked)
    form = (
        (FORMS / "signing.yaml")
        .read_text("utf-8")
        .replace("SLUG", slug)
        .replace("LANGUAGE", language)
    )
    form = (
        form.replace("VERSION", copy.state.version)
        .replace("SECTIONS", sections)
        .replace("ANSWERS", items)
    )
    return _placed(content / "handouts" / slug / REVIEW, form, language)


def facts_form(content: Path, assets: Path, clinic: Clinic, folder: Path, language: str) -> Form:
    """The form for the clinical facts of a clinic, each as it prints; ``folder`` is where its files
    are. Raises ``Problems``: facts that cannot be read, or none to sign."""
    from ..signing.versions import facts_versions, version  # noqa: PLC0415

    facts, problems = Workshop(load_site(content, assets)).facts(clinic, language)
    if facts is None:
        raise Problems(problems)
    now = facts_versions(facts)
    if not now:
        where, hint = (
            Where(f"{clinic.stem}.yaml"),
            "fill in the facts that content/facts.yaml calls clinical",
        )
        raise Problems([Problem(where, "there is no clinical fact to sign yet", hint)])
    lines = []
    for name, digits in now.items():
        known = facts.known[name]
        told = "; ".join(
            " ".join(filter(None, (one.person, one.text, one.note))) for one in known.values
        )
        lines.append(f"      # {known.label}: {told}\n      {name}: {digits}")
    form = (FORMS / "signing-facts.yaml").read_text("utf-8").replace("LANGUAGE", language)
    form = form.replace("VERSION", version(now)).replace("FACTS", "\n".join(lines))
    return _placed(folder / clinic.review[0].rpartition("/")[2], form, language)


def _placed(path: Path, form: str, language: str) -> Form:
    """The form as a file, or, where there is one already, the part of it that is to be added."""
    if path.exists():
        return Form(form[form.index(f"\n{language}:") + 1 :], None)
    write(path, form.encode())
    return Form(form, path)
