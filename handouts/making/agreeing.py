"""What keeps translations from being trusted: words that do not agree with their source, parts that
are older than it, and what nobody has looked at since a machine made it: what ``check`` tells.
(What a release refuses stands in ``signatures``, which loads no rules.)"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..checks.reading.words import word_lists
from ..content.locale import load_locale
from ..content.shelf import Glossary
from ..source.problems import Problem, Problems, Where
from ..source.reader import Reading, read
from ..source.rows import NamedTuple
from ..translating.agreement import Difference, Language, Signs, differences
from ..translating.pairing import Pair
from .texts import NOTICE
from .translations import GLOSSARY, GUIDE, MEND, Translation
from .workshop import Workshop

UNITED_STATES = "-US"  # the end of a tag (BCP 47)
COUNTS = "measures"  # the list of what numbers count, in the lists of a language
IN_WORDS = "counts-in-words"  # the list of words that are a number, such as those of two weeks


class Told(NamedTuple):
    """A pair and what does not agree in it."""

    translation: Translation
    pair: Pair
    differences: tuple[Difference, ...]

    @property
    def wrong(self) -> bool:
        """Whether anything must be mended."""
        return any(one.severity == "error" for one in self.differences)

    @property
    def where(self) -> Where:
        return self.pair.at or Where(self.translation.path)


def language_of(shop: Workshop, language: str) -> Language:
    """What agreement asks of a language. Raises ``Problems``."""
    context = Reading()
    locale = load_locale(language, context)
    path = f"{GLOSSARY}/{language}.yaml"
    data = shop.site.content.data(path)
    found = Glossary(root={}) if data is None else read(data, Glossary, context, path)
    if locale is None or found is None:
        raise Problems(context.problems)
    lists = word_lists(language)
    counts, words = (
        lists.named(name) if lists and lists.has(name) else {} for name in (COUNTS, IN_WORDS)
    )
    return Language(Signs(locale.thousands, locale.decimal), found, counts, words)


def compared(shop: Workshop, found: Iterable[Translation]) -> Iterator[Told]:
    """Every unit of translations, with what does not agree in it. Raises ``Problems``."""
    known: dict[str, Language] = {}
    for one in found:
        for language in (one.source, one.language):
            if language not in known:
                known[language] = language_of(shop, language)
        ours, theirs = known[one.source], known[one.language]
        for pair in one.pairs:
            ready = bool(pair.text) and pair.unit.kind == "words" and pair.found != "stale"
            told = differences(pair.unit.text, pair.text, ours, theirs) if ready else ()
            yield Told(one, pair, tuple(told))


def disagreeing(shop: Workshop, slugs: Collection[str], language: str) -> Iterator[Problem]:
    """What ``check`` tells of translations that somebody has recorded, each thing once."""
    recorded = (one for slug in slugs for one in shop.translated(slug, language))
    found = {one.path: one for one in (*shop.called(language), *recorded)}
    for one in found.values():
        yield from one.problems
        for told in compared(shop, (one,)):
            yield from (
                Problem(told.where, f"not as in its source: {what.message}", "", what.severity)
                for what in told.differences
            )
            if told.pair.found == "stale":
                message = f"this is older than '{told.pair.unit.path}' of {one.origin}"
                yield Problem(told.where, message, MEND, "warning")
        if waiting := sum(pair.state == "machine" and pair.found != "stale" for pair in one.pairs):
            message = f"{waiting} of {len(one.pairs)} texts are a machine's, or nobody has told"
            yield Problem(Where(shop.site.content.shown(one.path)), message, GUIDE, "note")


def unfit_notice(shop: Workshop, slugs: Collection[str], language: str) -> Iterator[Problem]:
    """What ``check`` tells of the notice of help with languages, where texts are for the United
    States and some tell of something to decide."""
    shelf = shop.shelf(language)
    if shelf.lowering is None or not shelf.lowering.locale.language.endswith(UNITED_STATES):
        return
    families = shelf.lowering.subject.families
    read = (shop.script(slug, language).handout for slug in slugs)
    if not any(one and families[one.group].decides for one in read):
        return
    told, problems = shop.notice
    yield from problems
    where = Where(shop.site.content.shown(NOTICE))
    if told is None and not problems:
        message = "there is no notice that help with languages is free"
        yield Problem(where, message, "docs/translating.md says who may need one", "note")
    elif told and told.open:
        message = f"nobody has compared the notice in: {', '.join(told.open)}"
        yield Problem(where, message, "it is not printed until somebody has", "note")
