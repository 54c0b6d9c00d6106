"""The sound site that everything is done to: ``tests/site`` with every file that a site can have,
and a second handout that leans on little."""

from __future__ import annotations

from pathlib import Path

import yaml

from handouts.making.site import Site, load_site
from handouts.making.workshop import Workshop
from handouts.signing.checklists import items
from handouts.source.snapshot import Folder, read_folder

ROOT = Path(__file__).parents[2]
TEXT = "handouts/sample/en.yaml"
OTHER = "handouts/other/en.yaml"
REVIEW = "handouts/sample/review.yaml"
EDITIONS = b"""sheet: {front: [what, counted/people], back: [words-and-lists/ticks]}
leaflet: {flap: [words-and-lists/bullets], inside: [what]}
poster: {show: [words-and-lists/steps]}
card: {fragment: emergency}
"""
MORE = {
    "sets.yaml": b"pack: {title: A pack, subtitle: Two texts, items: [sample, other/standard]}\n",
    "checks.yaml": b"off:\n  - {rule: alt-length, reason: They are short on purpose here.}\n",
    "checks/en.yaml": b"syllables: {disc: 1}\nthings: {told-of: {disc: discs?}}\n",
    "clinic.yaml": b"""name: The clinic
phone: {number: "(555) 010-0100", note: press 2}
phone-after-hours: ""
website: https://example.org
address: [12 Main Street, Springfield]
hospital: St. Mary's
fever: 101 F
network: ""
team: [{name: Ada Smith, role: Surgeon}]
procedures:
  knee:
    driving: after 2 weeks
personal-rules:
  Dr. Lee: {fever: 100.4 F}
""",
}


def site() -> Site:
    """The site, in memory alone."""
    shared = read_folder(ROOT / "assets")
    own = read_folder(ROOT / "tests/site/assets")
    kept = {path: file for path, file in shared.files.items() if path.startswith("fonts/")}
    kept |= {path: file for path, file in shared.files.items() if path.startswith("icons/")}
    assets = Folder("assets", dict(sorted({**kept, **own.files}.items())))
    content = read_folder(ROOT / "tests/site/content", "content")
    text = content.files[TEXT].data or b""
    whole = {**MORE, OTHER: _other(text), TEXT: text + EDITIONS}
    return _signed(Site(content.changed(whole), assets))


def _other(text: bytes) -> bytes:
    """A handout with nothing but what it must have."""
    head, _, rest = text.partition(b"sections:\n")
    questions = rest[rest.index(b"\nquestions:") + 1 :].partition(b"\nsheet:")[0]
    section = b"  - {id: what, heading: What is it?, blocks: [A text is a paragraph.]}\n"
    head = head.replace(b"id: sample", b"id: other").replace(b"name: disc", b"name: ring")
    head = head.replace(b"figure: disc", b"figure: ring").replace(b"{disc}", b"disc")
    return head.replace(b" [S1]", b"") + b"sections:\n" + section + questions + b"\n"


def _signed(site: Site) -> Site:
    """The same, its first handout signed as it is."""
    shop = Workshop(site)
    handout = shop.script("sample", "en").handout
    assert handout is not None, shop.script("sample", "en").problems
    state, _ = shop.state(handout, "en", handout.issued)
    assert state is not None
    sections = shop.sign_offs("sample", "en").sections
    form = {
        "name": "Ada Smith",
        "role": "Surgeon",
        "date": handout.issued.isoformat(),
        "version": state.version,
        "sections": sections,
        "answers": dict.fromkeys(items(), "yes"),
    }
    text = yaml.safe_dump({"en": [form]}, default_style='"', sort_keys=False).encode()
    return Site(site.content.changed({REVIEW: text}), site.assets)


def on_disk(folder: Path) -> Path:
    """The same as files in ``folder``."""
    whole = site()
    for name, part in (("content", whole.content), ("assets", whole.assets)):
        for path, file in part.files.items():
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read(path))
    return folder


def opened(folder: Path) -> Site:
    return load_site(folder / "content", folder / "assets")
