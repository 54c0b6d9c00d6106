"""What setting a paper asks of a patient's words, noted: where others give the same answers, they
can stand in their place, and nothing else on the paper is set anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ....meaning.spans import Given, Span, Spans
from ....source.rows import NamedTuple
from ....source.values import replace
from .kept import Cut, Kept
from .lines import Line, Style, Token
from .recent import Recent

T = TypeVar("T")
Texts = Mapping[str, tuple[str, ...]]  # what is told, by the names of ``Given``: each value
MOST_CUTS = 2000  # paragraphs that are kept beside those that came before them
Cutting = Callable[[Spans], list[Token]]


class Lines(NamedTuple):
    """How a paragraph is broken: what ``Cut.lines`` is given."""

    style: Style
    width: float
    balanced: bool
    drawn_out: bool

    def of(self, cut: Cut) -> tuple[Line, ...]:
        return cut.lines(self.style, self.width, balanced=self.balanced, drawn_out=self.drawn_out)


class Spoken(NamedTuple):
    """A line with words of a patient: its paragraph, how that is broken, and its place there."""

    paragraph: int
    broken: Lines
    line: int


class Words(NamedTuple):
    """A paragraph with words of a patient: ``places`` are its spans that are told, each by name and
    the number of its value."""

    spans: Spans
    places: tuple[tuple[int, str, int], ...]
    style: Style
    cutting: Cutting

    def told(self, texts: Texts) -> tuple[str, ...]:
        """What somebody else has in its places."""
        return tuple([texts[name][number] for _, name, number in self.places])

    def cut(self, told: Sequence[str]) -> Cut:
        """The same paragraph of somebody else."""
        spans: list[Span] = list(self.spans)
        for (at, _, _), text in zip(self.places, told, strict=True):
            span = spans[at]
            assert isinstance(span, Given)
            spans[at] = replace(span, text=text)
        return Cut(self.cutting(tuple(spans)), self.style)


class Question(NamedTuple):
    """What was asked of a paragraph, and the answer."""

    paragraph: int
    ask: Callable[[Cut], object]
    answer: object


class Watch(Kept):
    """Notes what is asked of paragraphs with words of a patient, and which lines they became.

    ``sound`` says whether all that was asked can be asked again of other words. It holds what it
    was given and what was made of it, and is to be dropped with the job that it is for.
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__(lately=0)  # a paper of a patient is made for one who asks, and is theirs
        self.texts = texts
        self.words: list[Words] = []
        self.questions: list[Question] = []
        self.lines: dict[int, Spoken] = {}  # by the identity of a line, which ``_held`` keeps
        self.sound = True
        self._held: list[Sequence[Line]] = []
        self._known: dict[tuple[Spans, Style], int] = {}
        # sides and days are those of others, too
        self._cut: Recent[tuple[int, tuple[str, ...]], Cut] = Recent(self._made, MOST_CUTS)

    def private(self, spans: Spans) -> bool:
        return any(isinstance(span, Given) and span.fact in self.texts for span in spans)

    def watched(self, spans: Spans, style: Style, cutting: Cutting) -> Cut:
        number = self._known.setdefault((spans, style), len(self.words))
        if number == len(self.words):
            self.words.append(Words(spans, tuple(self._places(spans)), style, cutting))
        return Watched(cutting(spans), style, self, number)

    def _made(self, key: tuple[int, tuple[str, ...]]) -> Cut:
        paragraph, told = key
        return self.words[paragraph].cut(told)

    def _places(self, spans: Spans) -> list[tuple[int, str, int]]:
        """Which of ``spans`` are told: where a name has one text twice, nobody can say which."""
        out = []
        for at, span in enumerate(spans):
            if isinstance(span, Given) and span.fact in self.texts:
                values = self.texts[span.fact]
                if values.count(span.text) == 1:
                    out.append((at, span.fact, values.index(span.text)))
                else:
                    self.sound = False
        return out

    def became(self, paragraph: int, broken: Lines, lines: Sequence[Line]) -> None:
        """Notes that a paragraph was broken into ``lines``."""
        self._held.append(lines)
        for number, line in enumerate(lines):
            self.lines[id(line)] = Spoken(paragraph, broken, number)

    def answers(self, texts: Texts) -> list[Cut] | None:
        """The paragraphs of somebody else, or nothing where any gives another answer."""
        cuts = [self._cut[number, words.told(texts)] for number, words in enumerate(self.words)]
        same = all(asked.ask(cuts[asked.paragraph]) == asked.answer for asked in self.questions)
        return cuts if same else None


class Watched(Cut):
    """A paragraph with words of a patient."""

    __slots__ = ("_bare", "_number", "_watch")

    def __init__(self, tokens: list[Token], style: Style, watch: Watch, number: int) -> None:
        super().__init__(tokens, style)
        self._watch, self._number, self._bare = watch, number, Cut(tokens, style)

    def _seen(self) -> Cut:
        """The paragraph for whoever looks at it without a question: nothing may take its place."""
        self._watch.sound = False
        return self._bare

    @property
    def tokens(self) -> list[Token]:
        return self._seen().tokens

    @property
    def natural(self) -> float:
        return self._seen().natural

    @property
    def widest(self) -> float:
        return self._seen().widest

    def asked(self, question: Callable[[Cut], T]) -> T:
        answer = question(self._bare)
        self._watch.questions.append(Question(self._number, question, answer))
        return answer

    def overfull(self, width: float, lines: Sequence[Line]) -> bool:
        return self.longer(width)  # lines of others are others

    def longer(self, width: float) -> bool:
        return self.asked(lambda cut: cut.longer(width))

    def lines(
        self, style: Style, width: float, *, balanced: bool = False, drawn_out: bool = False
    ) -> tuple[Line, ...]:
        broken = Lines(style, width, balanced, drawn_out)
        lines = broken.of(self._bare)
        self.asked(lambda cut: len(broken.of(cut)))
        self._watch.became(self._number, broken, lines)
        return lines

    def within(self, most: int, style: Style, width: float) -> bool:
        return self.asked(lambda cut: cut.within(most, style, width))
