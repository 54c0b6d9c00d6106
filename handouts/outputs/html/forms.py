"""Fields of a page: controls that stay in it.

None stands in a form, so nothing can be sent; no browser is to keep what is typed.
"""

from __future__ import annotations

from itertools import count

from ...content.locale import signs_of
from ...meaning.document import Field, FillIn, Item, Items
from ...source.elements import NOTHING, Markup, classes, element, joined
from .words import Words, box

ROWS = 5  # lines of a field that takes what room there is


class Forms:
    """The fields of one page, numbered in reading order."""

    def __init__(self, words: Words) -> None:
        self.words, self.numbers = words, count(1)
        self.signs = signs_of(words.document.lang)

    def name(self) -> str:
        """The id of one more field."""
        return f"field-{next(self.numbers)}"

    def fill_in(self, part: FillIn) -> Markup:
        return element("div", *map(self.field, part.fields), class_="fields")

    def field(self, field: Field) -> Markup:
        """A field to fill in, or what is known of it already."""
        if field.told:
            return self.typed(field)
        if field.value:
            called, space = self.signs.labelled(field.label)
            class_ = classes("told", "call" if field.large else "")
            told = self.words.spans(field.value)
            return element("p", element("strong", called), space, told, class_=class_)
        if field.options:
            return self.options(field)
        if not field.label:
            return element("div", self.control(field, None), class_="field")
        name = self.name()
        label = element("label", self.words.plain(field.asks), for_=name)
        class_ = classes("field", "half" if field.width == "half" else "")
        return element("div", label, self.control(field, name), class_=class_)

    def typed(self, field: Field) -> Markup:
        """What is told of a patient, in the field it is told in."""
        name = self.name()
        label = element("label", self.signs.labelled(field.label)[0], for_=name)
        control = box(id=name, value=field.told)
        return element("div", label, control, class_=classes("field", "half"))

    def control(self, field: Field, name: str | None) -> Markup:
        """What is typed into: one line, or as many as paper has."""
        called = None if name else field.spoken
        if field.lines == 1 and not field.grows:
            return box(id=name, aria_label=called)
        rows = ROWS if field.grows else field.lines
        given = {"id": name, "aria_label": called, "rows": rows}
        return element("textarea", autocomplete="off", spellcheck="false", **given)

    def options(self, field: Field) -> Markup:
        """Boxes to tick, or circles of which one is chosen, under what is asked."""
        group, kind = self.name(), "radio" if field.choose == "one" else "checkbox"
        boxes = (
            element("label", self.tick(kind, group), element("span", option), class_="option")
            for option in field.options
        )
        legend = element("legend", self.words.plain(field.asks))
        return element("fieldset", legend, *boxes, class_="field")

    def tick(self, kind: str, group: str = "", called: str = "") -> Markup:
        name = group if kind == "radio" else None
        return element("input", type=kind, name=name, aria_label=called or None)

    def ticks(self, part: Items, inside: dict[int, Markup]) -> Markup:
        """A list of things to tick, or of which one is chosen; ``inside`` is what belongs under
        each."""
        kind = "radio" if part.kind == "choice" else "checkbox"
        group = self.name()
        entries = (
            element("li", self.ticked(item, kind, group), inside.get(number, NOTHING))
            for number, item in enumerate(part.items)
        )
        return element("ul", *entries, class_="ticks", role="list")

    def ticked(self, item: Item, kind: str, group: str) -> Markup:
        words = element("span", self.words.spans(item.spans))
        return element("label", joined(self.tick(kind, group), words), class_="option")
