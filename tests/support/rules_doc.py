"""docs/rules.md: every rule of `handouts check`, with its source and examples.

Written from handouts/checks/rules/*.yaml and content/checks/en.yaml; nothing in it is kept by hand.

    python -m tests.support.rules_doc
"""

from collections.abc import Iterator

from handouts.checks import FAMILIES
from tests.support.brochures import ROOT
from tests.support.check_lists import told as described

PAGE = ROOT / "docs" / "rules.md"
TITLES = {
    "readability": "Readability: how hard it is to read",
    "risk": "Risk talk: how chances are told",
    "balance": "Balance: whether all is told that is needed to decide",
    "trust": "Trust: who says so, since when, and what must never be said",
    "page": "Page: what is seen on paper and heard from a screen reader",
    "subject": "Subject: what handouts about the low back must not say",
}
HEAD = """\
# The rules of `handouts check`

Written from `handouts/checks/rules/` and `content/checks/en.yaml` by `make rules`; do not edit this
page.

An **error** must be mended, a **warning** too where `--strict` is asked for; a **note** is what
only the clinic or its reviewers can supply. A rule that does not fit is switched off by name in
`content/checks.yaml`, with the reason, for all, `for:` some handouts or sources, or in one
`language:`. The rules are tried on the examples below, and on faults seeded into the shipped
handouts (`tests/faults/`).
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD
    rules = described()
    for family in (*FAMILIES, "subject"):
        own = [name for name in rules if rules[name]["family"] == family]
        yield f"- [{TITLES[family]}](#{_anchor(TITLES[family])}): {len(own)} rules"
    for family in (*FAMILIES, "subject"):
        yield f"\n## {TITLES[family]}"
        for name in (name for name in rules if rules[name]["family"] == family):
            told = rules[name]
            yield f"\n### {name}\n"
            yield f"**{told['severity'].capitalize()}.** {' '.join(told['about'].split())}\n"
            yield f"Source: {' '.join(told['source'].split())}\n"
            for kind, words in (("wrong", "Wrong"), ("right", "Right")):
                yield f"{words}:\n\n```yaml\n{told[kind].rstrip()}\n```\n"


def _anchor(title: str) -> str:
    return "".join(
        char for char in title.lower().replace(" ", "-") if char.isalnum() or char == "-"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
