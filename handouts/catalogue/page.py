"""The catalogue as one page: all topics as a plain list, and a search in it where scripts run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ..clinic.jobs import SET, Card, Entry
from ..content.brand import Brand
from ..content.codes import Codes
from ..content.locale import Locale, locale_of
from ..pictures.drawing import Drawing
from ..pictures.gallery import Gallery
from ..pictures.photo import Picture
from ..pictures.written import inline
from ..screens.faces import Faces
from ..screens.icons import Icons
from ..screens.palette import in_light
from ..screens.search import SCRIPT
from ..screens.shell import Shell
from ..source.elements import NOTHING, Markup, classes, element, joined
from ..source.lasting import once
from ..source.snapshot import Folder
from ..source.values import dataclass
from .topics import FIRST, FULL, LARGE, SHORT, TEXT, WEB, Topic

FOLDER = Path(__file__).parent
INDEX = "index.html"
MADE_OF = "made-of"  # what the page says of what it is made of


@dataclass(frozen=True, slots=True)
class Shop:
    """What the page is shown with."""

    brand: Brand
    assets: Folder
    figures: Gallery
    icons: Gallery
    logo: Picture
    locale: Locale
    owner: str
    codes: Codes | None


def page(topics: Sequence[Topic], shop: Shop, made_of: str) -> bytes:
    """The page; ``made_of`` is the hash of all that has a say in it."""
    writer = _Writer(shop, topics)
    index = json.dumps([_searched(one.card) for one in topics], ensure_ascii=False)
    safe = index.replace("<", "\\u003c")  # nothing in it may end the script
    script = f"{SCRIPT.read_text('utf-8')}var INDEX = {safe};\n{_file('page.js')}"
    faces = Faces(shop.brand, shop.assets, shop.locale.language, last=True)
    shell = Shell(faces, "", _file("page.css"), script, shop.locale.direction)
    words = shop.locale.words
    title = words.title_of.format(title=words.catalogue, edition=shop.owner)
    return shell.page(title, writer.body(), NOTHING, **{MADE_OF: made_of})


def _searched(card: Card) -> dict[str, object]:
    """What a topic is found by, the strongest first."""
    text = " ".join((card.subtitle, card.purpose, card.kind, *card.headings))
    codes = [code for code, _ in card.codes]
    return {
        "t": card.title,
        "w": card.words,
        "c": codes,
        "n": [n for _, n in card.codes],
        "x": text,
    }


class _Writer:
    def __init__(self, shop: Shop, topics: Sequence[Topic]) -> None:
        self.shop, self.topics, self.words = shop, topics, shop.locale.words
        light = in_light(shop.brand, "")
        self.icons = Icons(shop.icons, shop.logo, shop.brand.paints, light)
        self.several = len({one.card.language for one in topics}) > 1
        own = (one.card for one in topics if not self.tongue(one.card.language))
        self.kinds = {card.slug: card.kind for card in own}
        given = [f"{one.card.cover} {one.card.accent}" for one in topics]
        every = (shop.assets.name, shop.assets.whole, *given)
        self.covers = once("covers", every, self.painted) or ()

    def body(self) -> Markup:
        words = self.words
        head = element(
            "header",
            element("div", self.logo(), class_="bar"),
        )
        title = element("h1", words.catalogue)
        intro = element("p", words.catalogue_use, class_="lead")
        handouts = [one for one in self.topics if not one.card.items]
        numbers = {id(one): number for number, one in enumerate(self.topics)}
        cards = (self.card(one, numbers[id(one)]) for one in handouts)
        shelf = element("ul", *cards, class_="shelf", role="list", id="shelf")
        sets = [one for one in self.topics if one.card.items]
        more = NOTHING
        if sets:
            packed = (self.card(one, numbers[id(one)]) for one in sets)
            heading = element("h2", words.catalogue_sets, id="sets-title")
            more = joined(heading, element("ul", *packed, class_="shelf", role="list", id="sets"))
        main = element("main", title, intro, self.search(handouts), shelf, more, id="main")
        skip = element("a", words.skip, href="#main", class_="skip")
        return joined(skip, head, main)

    def logo(self) -> Markup:
        owner, assets = self.shop.owner, self.shop.assets
        made = once("logo", (assets.name, assets.whole, owner), lambda: self.icons.logo(owner))
        return made or NOTHING

    def search(self, handouts: Sequence[Topic]) -> Markup:
        """Only where scripts run: without them all is there, one below the other."""
        words, count = self.words, len(self.topics)
        told = words.catalogue_count.format(count="{count}", all=count)
        field = element(
            "input",
            type="search",
            id="search",
            autocomplete="off",
            spellcheck="false",
            aria_describedby="hint",
        )
        label = element("label", words.catalogue_search, for_="search")
        hint = element("p", words.catalogue_hint, id="hint", class_="small")
        kinds = tuple(dict.fromkeys(map(self.kind, (one.card for one in handouts))))
        filters = self.choices("kind", words.catalogue_kind, {kind: kind for kind in kinds})
        if self.several:
            called = {one.card.language: _named(one.card.language) for one in self.topics}
            filters = joined(filters, self.choices("lang", words.language, called))
        states = dict.fromkeys(one.review for one in self.topics)
        if len(states) > 1:
            named = {str(state): self.state(state) for state in states}
            filters = joined(filters, self.choices("review", words.state, named))
        status = element(
            "p", "", id="count", role="status", data_count=told, data_none=words.catalogue_none
        )
        inside = (element("div", label, field, hint), filters, status)
        return element("div", *inside, id="find", role="search", hidden=True)

    def choices(self, name: str, legend: str, options: dict[str, str]) -> Markup:
        """Circles of which one is chosen: all, or one of several."""
        if len(options) < 2:
            return NOTHING
        boxes = (
            element(
                "label",
                element("input", type="radio", name=name, value=value, checked=not value),
                element("span", text),
            )
            for value, text in {"": self.words.catalogue_all, **options}.items()
        )
        return element("fieldset", element("legend", legend), *boxes)

    def kind(self, card: Card) -> str:
        """What kind of handout it is, as the language of the page calls it where it has it too."""
        return self.kinds.get(card.slug, card.kind)

    # ------------------------------------------------------------------ one topic

    def card(self, topic: Topic, number: int) -> Markup:
        card, words = topic.card, self.words
        first = topic.files[0]
        own = self.tongue(card.language)
        title = element("a", card.title, href=first.file)
        told = [
            element("p", card.kind, class_="kind", **own) if card.kind else NOTHING,
            element("h3" if card.items else "h2", title, **own),
            element("p", card.subtitle, class_="subtitle", **own),
            self.states(topic),
            *self.named(topic),
        ]
        rest = tuple(self.rest(topic))
        if rest:
            summary = element("summary", words.catalogue_more, self.heard(card.title))
            told.append(element("details", summary, *rest))
        return element(
            "li",
            self.covers[number],
            element("div", *told),
            class_=classes("topic", f"accent-{card.accent}" if card.accent else ""),
            data_number=str(number),
            data_kind=self.kind(card) or None,
            data_lang=card.language,
            data_review=topic.review,
        )

    def tongue(self, language: str) -> dict[str, str]:
        """What is said of words in another language than that of the page."""
        locale = locale_of(language)
        if locale is None or locale.language == self.shop.locale.language:
            return {}
        return {"lang": locale.language, "dir": locale.direction}

    def painted(self) -> tuple[Markup, ...]:
        """The covers of all topics: nothing else takes as long, and few builds change one."""
        return tuple(self.cover(one.card, number) for number, one in enumerate(self.topics))

    def cover(self, card: Card, number: int) -> Markup:
        """The figure of its cover, which says nothing that its title does not."""
        picture = self.shop.figures.picture(card.cover) if card.cover else None
        if not isinstance(picture, Drawing):
            return NOTHING
        brand = self.shop.brand
        paints = {**brand.paints, **brand.accented(card.accent)}
        told = {"class_": "cover", "aria_hidden": "true"}
        return inline(picture, f"cover-{number}", paints.__getitem__, **told)

    def states(self, topic: Topic) -> Markup:
        told = [element("span", self.state(topic.review), class_=f"badge {topic.review}")]
        if topic.outdated:
            told.append(element("span", self.words.catalogue_outdated, class_="badge outdated"))
        if topic.card.version:
            version = self.words.version.format(version=topic.card.version)
            told.append(element("span", version, class_="version"))
        return element("p", *told, class_="states")

    def state(self, review: str) -> str:
        words = self.words
        known = {"draft": words.draft, "facts": words.facts_draft, "reviewed": words.state_reviewed}
        return known[review]

    def named(self, topic: Topic) -> Iterator[Markup]:
        """The depths that are named first; of a set, what there is."""
        rows = [
            self.row(topic, edition, files)
            for edition, files in topic.editions.items()
            if edition in FIRST or topic.card.items
        ]
        if rows:
            yield element("ul", *rows, class_="depths", role="list")

    def rest(self, topic: Topic) -> Iterator[Markup]:
        """Other editions, and codes."""
        rows = [
            self.row(topic, edition, files)
            for edition, files in topic.editions.items()
            if edition not in FIRST and not topic.card.items
        ]
        if rows:
            yield element("ul", *rows, class_="depths", role="list")
        if topic.card.codes and self.shop.codes:
            codes = self.shop.codes
            system = {"system": codes.system.name, "release": codes.release}
            told = (element("li", element("b", code), " ", name) for code, name in topic.card.codes)
            yield element("p", self.words.catalogue_codes.format(**system), class_="small")
            yield element("ul", *told, class_="codes", role="list")

    def row(self, topic: Topic, edition: str, files: Sequence[Entry]) -> Markup:
        name = self.edition(edition)
        if edition == WEB:
            link = element("a", name, self.heard(topic.card.title), href=files[0].file)
            return element("li", link)
        pages = self.words.pages_count.format(count=files[0].pages)
        told = element("span", element("b", name), f" {pages}" if files[0].pages else "")
        links = (one for file in files for one in self.links(topic, name, file, len(files) > 1))
        return element("li", told, element("span", *links, class_="links"))

    def links(self, topic: Topic, name: str, file: Entry, several: bool) -> Iterator[Markup]:
        """To open a file, which is how it is printed, and to save it."""
        words = self.words
        papers = {"letter": words.paper_letter, "a4": words.paper_a4}
        paper = papers.get(file.paper, file.paper) if several else ""
        whose = ", ".join(filter(None, (paper, file.person)))
        about = self.heard(", ".join(filter(None, (topic.card.title, name, whose))))
        shown = f" ({whose})" if whose else ""
        yield element("a", words.catalogue_print + shown, about, href=file.file)
        saved = file.file.rpartition("/")[2]
        yield element("a", words.catalogue_save + shown, about, href=file.file, download=saved)

    def edition(self, name: str) -> str:
        words = self.words
        known = {WEB: words.depth_web, SHORT: words.depth_short, FULL: words.depth_full}
        known |= {LARGE: words.depth_large, TEXT: words.depth_text, SET: words.packet}
        called = known.get(name) or self.shop.locale.editions.get(name, name)
        return called[:1].upper() + called[1:]

    def heard(self, words: str) -> Markup:
        return element("span", f": {words}", class_="heard")


def _named(language: str) -> str:
    """What a language calls itself."""
    locale = locale_of(language)
    return locale.name if locale else language


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
