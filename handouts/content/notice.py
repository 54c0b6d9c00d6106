"""``content/notice.yaml``: that help with languages is free, in many languages, where a law asks
for it. Every word is the clinic's: it copies the texts from the authority that publishes them, and
says who has compared them. The program writes none."""

from __future__ import annotations

from typing import Annotated

from ..source.fields import Field, ValidationInfo, model_validator
from ..source.reader import Model, Words, reading
from .days import Day
from .locale import TAG

Tag = Annotated[str, Field(pattern=TAG)]
MOST = 2000  # characters of a text


class Compared(Model):
    """Who has compared a text with its source, and when."""

    name: Words
    role: Words
    date: Day


class NoticeText(Model):
    """``text`` is what is printed, ``source`` where it was copied from; without ``compared`` nobody
    answers for it, and it is not printed."""

    text: Annotated[Words, Field(max_length=MOST)]
    source: Words
    compared: Compared | None = None


class Notice(Model):
    """``state`` is the US state (or states) whose list of languages was taken, ``languages`` are
    those on it, in the order they are printed."""

    state: Annotated[str, Field(pattern=r"^[A-Z]{2}(, [A-Z]{2})*$")]
    title: Annotated[Words, Field(max_length=60)]
    languages: Annotated[tuple[Tag, ...], Field(min_length=1, max_length=40)]
    texts: dict[Tag, NoticeText]

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> Notice:
        context = reading(info)
        for number, language in enumerate(self.languages):
            if language not in self.texts:
                message = f"the notice has no text in '{language}'"
                hint = "copy it from the authority that publishes it, and say from where"
                context.report(context.place(self, "languages", number), message, hint)
        return self

    @property
    def printed(self) -> tuple[tuple[str, str], ...]:
        """The texts that somebody answers for, each with its language, in their order."""
        found = ((one, self.texts[one]) for one in self.languages if one in self.texts)
        return tuple((language, told.text) for language, told in found if told.compared)

    @property
    def open(self) -> tuple[str, ...]:
        """The languages whose texts nobody has compared yet."""
        told = dict(self.printed)
        return tuple(language for language in self.languages if language not in told)
