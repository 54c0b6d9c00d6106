"""JSON Schemas of everything an author or the clinic writes, for editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from ..catalogue.shapes import Connect, Topics
from ..checks import CheckLists
from ..checks.switches import Switches
from ..content.brand import Brand
from ..content.called import Called, Relabelled
from ..content.codes import Codes
from ..content.common import Common
from ..content.facts import Declared, clinic_schema
from ..content.handout import Handout
from ..content.notice import Notice
from ..content.packets import Packets, PacketsWords
from ..content.shelf import Glossary, Sources
from ..content.subject import Subject
from ..reports.record import CheckRecord
from ..signing.review import FactsReview, Review
from ..source.files import write
from ..source.models import Plain
from ..source.reader import M, Reading, read, schema_of
from ..source.schema import Schema
from .networks import Shared as Network


def write_schemas(out: Path, content: Path) -> Iterator[Path]:
    """JSON Schemas of everything an author or the clinic writes, for editors; the facts are those
    of ``content``."""
    kinds: dict[str, type[Plain] | type[BaseModel]] = {
        "handout": Handout,
        "codes": Codes,
        "common": Common,
        "facts": Declared,
        "subject": Subject,
        "glossary": Glossary,
        "sources": Sources,
        "brand": Brand,
        "sets": Packets,
        "sets-words": PacketsWords,
        "network": Network,
        "notice": Notice,
        "subject-words": Called,
        "facts-words": Relabelled,
        "checks": Switches,
        "check-lists": CheckLists,
        "review": Review,
        "clinic-review": FactsReview,
        "check": CheckRecord,
        "connect": Connect,
        "topics": Topics,
    }
    schemas = {name: _schema(kind) for name, kind in kinds.items()}
    declared = _told(content, "facts.yaml", Declared)
    if declared:
        schemas["clinic"] = clinic_schema(declared)
    subject = _told(content, "subject.yaml", Subject)
    if subject:
        _named(schemas, subject)
    for name, schema in schemas.items():
        _flow(schema)
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        path = out / f"{name}.json"
        write(
            path, (json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
        )
        yield path


def _schema(kind: type[Plain] | type[BaseModel]) -> Schema:
    return schema_of(kind) if issubclass(kind, Plain) else kind.model_json_schema()


def _flow(tree: object) -> None:
    """Joins the lines of each paragraph of what is described: editors break them as they like."""
    if isinstance(tree, dict):
        if isinstance(tree.get("description"), str):
            tree["description"] = re.sub(r"(?<!\n)\n(?!\n)", " ", tree["description"])
        for below in tree.values():
            _flow(below)
    elif isinstance(tree, list):
        for below in tree:
            _flow(below)


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
