"""A FHIR R4 bundle of all files: a DocumentReference for each edition of a handout, a Library for
each set. There is no patient in it.

It is told by what is written in the content alone, so the same files give the same bytes.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..clinic.jobs import Card, Entry
from ..content.codes import Codes
from .records import moment, written
from .topics import FULL, WEB, Topic

BUNDLE = "fhir/bundle.json"
NAMES = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")  # that are addresses (RFC 9562, 6.6)
URN, ADDRESSES = "urn:uuid:", "urn:ietf:rfc:3986"
# What documents are called in LOINC: the one code of it that is used here.
TYPE = {"system": "http://loinc.org", "code": "34895-3"}
KIND = {
    "system": "http://terminology.hl7.org/CodeSystem/library-type",
    "code": "asset-collection",
}
STATUS = {"draft": "preliminary", "facts": "preliminary", "reviewed": "final"}
Told = dict[str, object]
Read = Callable[[str], bytes]  # the data of a file by its path in the folder of results


def bundle(
    topics: Sequence[Topic], codes: Codes | None, owners: Mapping[str, str], read: Read
) -> bytes:
    """The bundle; ``owners`` are the names of the clinic by language."""
    writer = _Writer(codes, owners, read)
    resources = [one for topic in topics for one in writer.topic(topic, topics)]
    entries = [{"fullUrl": f"{URN}{one['id']}", "resource": one} for one in resources]
    return written({"resourceType": "Bundle", "type": "collection", "entry": entries})


def name_of(card: Card, edition: str, version: str = "", language: str = "") -> str:
    """What a document is known by everywhere: other versions, languages and editions have
    others."""
    parts = (card.slug, version or card.version, language or card.language, edition)
    return _uuid("|".join(parts))


def _uuid(name: str) -> str:
    """The UUID of a name, version 5 (RFC 9562, 5.5). What Python has for it loads 6 modules that
    ask what system this is."""
    told = bytearray(hashlib.sha1(NAMES + name.encode(), usedforsecurity=False).digest()[:16])
    told[6], told[8] = told[6] & 0x0F | 0x50, told[8] & 0x3F | 0x80
    ends = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))
    return "-".join(told.hex()[start:end] for start, end in ends)


class _Writer:
    def __init__(self, codes: Codes | None, owners: Mapping[str, str], read: Read) -> None:
        self.codes, self.owners, self.read = codes, owners, read

    def topic(self, topic: Topic, topics: Sequence[Topic]) -> Iterator[Told]:
        if topic.card.items:
            yield self.library(topic)
            return
        editions = topic.editions
        for edition, files in editions.items():
            if edition == WEB and FULL in editions:
                continue  # it is one more form of the full text
            more = editions.get(WEB, ()) if edition == FULL else ()
            yield self.document(topic, edition, (*files, *more), topics)

    def document(
        self, topic: Topic, edition: str, files: Sequence[Entry], topics: Sequence[Topic]
    ) -> Told:
        card = topic.card
        told: Told = {
            "resourceType": "DocumentReference",
            "id": name_of(card, edition),
            "contained": [self.owner(card)],
            "masterIdentifier": {"system": ADDRESSES, "value": URN + name_of(card, edition)},
            "identifier": [{"value": card.slug}],
            "status": "current",
            "docStatus": STATUS[topic.review],
            "type": {"coding": [TYPE]},
            "category": [{"text": edition}],
            "date": moment(card.issued),
            "author": [{"reference": "#owner"}],
            "custodian": {"reference": "#owner"},
            "relatesTo": list(self.relations(card, edition, topics)),
            "description": f"{card.title}: {card.subtitle}",
            "content": [{"attachment": self.attachment(card, one)} for one in files],
            "context": self.context(card),
        }
        return {name: value for name, value in told.items() if value}

    def relations(self, card: Card, edition: str, topics: Sequence[Topic]) -> Iterator[Told]:
        """The version before it, as its author names it; the text that it is a translation of."""
        if card.replaces:
            before = name_of(card, edition, version=card.replaces)
            yield {"code": "replaces", "target": self.target(before)}
        first = min(
            (one.card.language for one in topics if one.card.slug == card.slug),
            key=lambda language: (language != "en", language),
        )
        if first != card.language:
            origin = name_of(card, edition, language=first)
            yield {"code": "transforms", "target": self.target(origin)}

    def target(self, name: str) -> Told:
        return {"identifier": {"system": ADDRESSES, "value": f"{URN}{name}"}}

    def context(self, card: Card) -> Told:
        if not self.codes or not card.codes:
            return {}
        uri = self.codes.system.uri
        events = [
            {"coding": [{"system": uri, "code": code, "display": name}]}
            for code, name in card.codes
        ]
        return {"event": events}

    def attachment(self, card: Card, entry: Entry) -> Told:
        data = self.read(entry.file)
        return {
            "contentType": entry.media_type,
            "language": entry.language,
            "url": entry.file,
            "size": len(data),
            "hash": b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode(),
            "title": card.title,
            "creation": moment(entry.issued),
        }

    def owner(self, card: Card) -> Told:
        return {"resourceType": "Organization", "id": "owner", "name": self.owners[card.language]}

    def library(self, topic: Topic) -> Told:
        card, first = topic.card, topic.files[0]
        return {
            "resourceType": "Library",
            "id": name_of(card, "set", version=first.version),
            "identifier": [{"value": card.slug}],
            "title": card.title,
            "status": "active" if topic.review == "reviewed" else "draft",
            "type": {"coding": [KIND]},
            "date": first.issued,
            "publisher": self.owners[card.language],
            "description": card.subtitle,
            "relatedArtifact": [
                {"type": "composed-of", "label": edition, "display": slug}
                for slug, edition in card.items
            ],
            "content": [self.attachment(card, one) for one in topic.files],
        }
