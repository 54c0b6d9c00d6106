"""What a file for records carries: the text it was made from, and its sources.

Nothing of a patient is carried: a private job is refused this edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..content.shelf import Source
from ..content.vocabulary import Vocabulary
from ..meaning.document import Document
from ..outputs.output import Attachment
from .site import Site

YAML, CSL = "application/yaml", "application/vnd.citationstyles.csl+json"  # RFC 9512; IANA
DOI = "https://doi.org/"
SHARED = ("common", "glossary")  # folders of what handouts include


def attached(
    site: Site, document: Document, language: str, sources: dict[str, Source], words: Vocabulary
) -> tuple[Attachment, ...]:
    """The files for the handout of ``document``; ``sources`` are those there are, by their ids."""
    cited = [(entry.id, sources[entry.id]) for entry in document.references]
    items = [_item(name, source) for name, source in cited]
    told = json.dumps(items, ensure_ascii=False, indent=1)
    listed = Attachment("sources.json", CSL, f"{told}\n".encode(), "Data", words.archive_sources)
    return *_texts(site, document.slug, language, words), listed


def _texts(site: Site, slug: str, language: str, words: Vocabulary) -> Iterator[Attachment]:
    """The text of a handout, and those it includes, to the letter."""
    own = site.content.data(site.text(slug, language))
    if own is not None:
        name = f"{slug}.{language}.yaml"
        yield Attachment(name, YAML, own, "Source", words.archive_text)
    for folder in SHARED:
        data = site.content.data(f"{folder}/{language}.yaml")
        if data is not None:
            name = f"{folder}.{language}.yaml"
            yield Attachment(name, YAML, data, "Source", words.archive_included)


def _item(name: str, source: Source) -> dict[str, Any]:
    """A source as CSL-JSON (Citation Style Language 1.0.2); who is behind it is no person's name to
    be parted."""
    item: dict[str, Any] = {
        "id": name,
        "type": "document",
        "title": source.title,
        "author": [{"literal": source.organisation}],
    }
    if source.read:
        item["note"] = source.read
    if source.year:
        item["issued"] = {"date-parts": [[int(year)] for year in _years(source.year)]}
    if source.address:
        item["URL"] = source.address
    if source.address.startswith(DOI):
        item["DOI"] = source.address.removeprefix(DOI)
    return item


def _years(text: str) -> Iterable[str]:
    return text.split("-")
