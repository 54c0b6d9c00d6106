"""Records for other systems: all topics as JSON, and, for each code, an answer in the shape that
MedlinePlus Connect gives one. They are files: who is asked serves them as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ..clinic.jobs import Entry
from ..content.codes import Codes
from ..source.values import flat
from .topics import Topic

TOPICS, CONNECT = "topics.json", "connect"
NOTHING = "none"  # the answer to a code that no handout has
NOTES = (
    "file",
    "edition",
    "paper",
    "person",
    "pages",
    "bytes",
    "sha256",
    "media_type",
    "review",
    "made_of",
)


ENTRY = "\n   "  # begins a line that is as far in as an entry of a feed


class _Told(str):
    """What is JSON already, as far in as it stands."""

    __slots__ = ()


def written(value: object) -> bytes:
    """JSON that people can read, the same bytes for the same value."""
    return (_indented(value, "\n") + "\n").encode()


def _indented(value: object, line: str) -> str:
    """As ``json`` writes it with an indent of one, in a third of the time; ``line`` begins a line
    that is as far in as ``value``."""
    if isinstance(value, _Told):
        return value
    inner = f"{line} "
    if isinstance(value, Mapping) and value:
        told = (f"{_text(name)}: {_indented(one, inner)}" for name, one in value.items())
        return f"{{{inner}{f',{inner}'.join(told)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join(_indented(one, inner) for one in value)}{line}]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    return json.encoder.encode_basestring(value)


def listed(topics: Sequence[Topic], codes: Codes | None) -> bytes:
    """All topics with what is known of them and their files, for whoever makes a list of their
    own; addresses are those of the folder of results."""
    known = {**flat(codes.system), "release": codes.release} if codes else {}
    system = {name: value for name, value in known.items() if name != "at"}
    told = [
        {
            **flat(one.card),
            "codes": [{"code": code, "name": name} for code, name in one.card.codes],
            "items": [{"handout": slug, "edition": edition} for slug, edition in one.card.items],
            "review": one.review,
            "files": list(map(_file, one.files)),
        }
        for one in topics
    ]
    return written({"system": system, "topics": told})


def _file(entry: Entry) -> dict[str, object]:
    told = flat(entry)
    return {name: told[name] for name in NOTES}


def answers(
    topics: Sequence[Topic], codes: Codes, names: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """For each code and language a feed of the handouts that have it; one without entries for all
    other codes. ``names`` are what feeds are called, by language."""
    for language, name in names.items():
        own = [one for one in topics if one.card.language == language]
        told = [(one, dict(one.card.codes), _Told(_indented(_entry(one), ENTRY))) for one in own]
        asked = sorted({code for _, codes_of, _ in told for code in codes_of})
        for code in asked:
            found = [(one, entry) for one, codes_of, entry in told if code in codes_of]
            path = f"{CONNECT}/{codes.system.oid}/{code}.{language}.json"
            yield path, written(_feed(found, language, name, codes, code))
        yield f"{CONNECT}/{NOTHING}.{language}.json", written(_feed([], language, name, codes, ""))


def _feed(
    topics: Sequence[tuple[Topic, _Told]], language: str, name: str, codes: Codes, code: str
) -> dict[str, object]:
    """The feed of topics, each with its entry."""
    asked = {
        "mainSearchCriteria.v.cs": codes.system.oid,
        "mainSearchCriteria.v.c": code,
        "informationRecipient.languageCode.c": language,
    }
    days = [one.card.issued for one, _ in topics]
    feed = {
        "lang": language,
        "title": {"_value": name, "type": "text"},
        "subtitle": {"_value": codes.leaves.get(code, ""), "type": "text"},
        "author": {"name": {"_value": name}, "uri": {"_value": "index.html"}},
        "updated": {"_value": moment(max(days))} if days else {"_value": ""},
        "category": [{"scheme": scheme, "term": term} for scheme, term in asked.items()],
        "id": {"_value": f"{codes.system.oid}:{code}:{language}"},
        "entry": [entry for _, entry in topics],
    }
    return {"feed": feed}


def _entry(topic: Topic) -> dict[str, object]:
    card, first = topic.card, topic.files[0]
    return {
        "lang": card.language,
        "title": {"_value": card.title, "type": "text"},
        "link": [
            {
                "title": card.title,
                "rel": "alternate",
                "type": one.media_type.partition(";")[0].partition("/")[2],
                "href": one.file,
            }
            for one in (first, *(one for one in topic.files[1:] if not one.person))
        ],
        "id": {"_value": f"{card.slug}:{card.version}:{card.language}"},
        "updated": {"_value": moment(card.issued)},
        "summary": {"_value": card.purpose, "type": "text"},
    }


def moment(day: str) -> str:
    """The beginning of a day, as records have times (RFC 3339)."""
    return f"{day}T00:00:00Z"
