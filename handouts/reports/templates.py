"""Pages of HTML that need nothing but themselves, made of the templates beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).parent


@cache
def environment() -> Environment:
    """The templates: every text is escaped, a name that is not there is a fault."""
    loader = FileSystemLoader(FOLDER)
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["style"] = Markup((FOLDER / "report.css").read_text("utf-8"))
    return made


def page(template: str, **values: object) -> bytes:
    """A report as one file of HTML."""
    return environment().get_template(template).render(**values).encode()
