"""What authors and reviewers start from: the list of handouts, schemas for editors, a new handout, a form to sign."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .files import write
from .jobs import REVIEW
from .problems import Problem, Where, did_you_mean
from .project import PACKAGE, slugs, today, written_in


def listing(content: Path, assets: Path) -> Iterator[tuple[str, ...]]:
    """A row for each handout and language: slug, language, version, issue date, review state, title."""
    from .press import Press  # noqa: PLC0415

    press = Press(content, assets, None)
    for slug in slugs(content):
        for language in written_in(content, slug):
            _, handout, problems = press.document(slug, language)
            if handout is None:
                yield slug, language, "-", "-", f"{len(problems)} problems", "-"
            else:
                state = "reviewed" if handout.reviewers else "draft"
                yield slug, language, handout.version, handout.issued.isoformat(), state, handout.title


def write_schemas(out: Path) -> Iterator[Path]:
    """JSON Schemas of everything an author or the clinic writes, for editors."""
    from pydantic import BaseModel  # noqa: PLC0415

    from .brand import Brand  # noqa: PLC0415
    from .checks.switches import Switches  # noqa: PLC0415
    from .clinic import Clinic  # noqa: PLC0415
    from .handout import Common, Handout  # noqa: PLC0415
    from .packets import Packets  # noqa: PLC0415
    from .reports.record import CheckRecord  # noqa: PLC0415
    from .review import Review  # noqa: PLC0415
    from .shelf import Glossary, Sources  # noqa: PLC0415

    kinds: dict[str, type[BaseModel]] = {
        "handout": Handout,
        "common": Common,
        "clinic": Clinic,
        "glossary": Glossary,
        "sources": Sources,
        "brand": Brand,
        "sets": Packets,
        "checks": Switches,
        "review": Review,
        "check": CheckRecord,
    }
    for name, kind in kinds.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **kind.model_json_schema()}
        path = out / f"{name}.json"
        write(path, (json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode())
        yield path


def new_handout(content: Path, slug: str) -> tuple[Path | None, list[Problem]]:
    """A starter in ``content/handouts/SLUG/en.yaml``; never over an existing file."""
    import re  # noqa: PLC0415

    path = content / "handouts" / slug / "en.yaml"
    where = Where(f"{content.name}/handouts/{slug}/en.yaml")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        return None, [Problem(where, f"'{slug}' is no name for a handout", "use small letters, digits and hyphens")]
    if path.exists():
        return None, [Problem(where, "there is a handout of this name", "choose another name, or edit the file")]
    starter = (PACKAGE / "starter.yaml").read_text("utf-8")
    issued = today()
    due = issued.replace(year=issued.year + 2, day=min(issued.day, 28))
    text = starter.replace("SLUG", slug).replace("ISSUED", issued.isoformat()).replace("DUE", due.isoformat())
    write(path, text.encode())
    return path, []


def review_form(content: Path, assets: Path, slug: str, language: str) -> tuple[Path | None, str, tuple[Problem, ...]]:
    """The form that a reviewer signs; written beside the texts where no file is there yet."""
    from .checks.clarity import answers  # noqa: PLC0415
    from .press import Press  # noqa: PLC0415

    if slug not in slugs(content):
        where = Where(f"{content.name}/handouts")
        return None, "", (Problem(where, f"there is no handout '{slug}'", did_you_mean(slug, slugs(content))),)
    copy, problems = Press(content, assets, None).copy(slug, language, today())
    if copy is None:
        return None, "", problems
    sections = "\n".join(f"      {name}: {digits}" for name, digits in copy.state.sections.items())
    asked = (one for one in answers(copy, ()) if one.verdict == "person")
    items = "\n".join(f'      # {one.ask}\n      {one.item}: ""' for one in asked)
    form = (PACKAGE / "signing.yaml").read_text("utf-8").replace("SLUG", slug).replace("LANGUAGE", language)
    form = form.replace("VERSION", copy.state.version).replace("SECTIONS", sections).replace("ANSWERS", items)
    path = content / "handouts" / slug / REVIEW
    if path.exists():
        return None, form[form.index(f"\n{language}:") + 1 :], ()
    write(path, form.encode())
    return path, form, ()
