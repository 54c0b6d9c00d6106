"""Colours of the screen, and what becomes of them in grey and in the four inks of a printing press:
as the brand says, else through the profile of the print shop, else by a formula.

Inks are cyan, magenta, yellow and black, 0 to 1 each.
"""

from __future__ import annotations

from functools import lru_cache

from ...content.difference import Channels, Inks
from ...content.editions import Ink
from ...content.profile import Inking
from ...source.values import dataclass

PALE = 0.62  # lightness above which a fill of a figure is left white when ink is saved
FIRM, WHITE = 0.4, 0.95  # no line is lighter than the first, unless it is as light as paper
LEFT = 0.3  # how much of a darker fill's darkness is left then
BLACK: Inks = (0.0, 0.0, 0.0, 1.0)
DARK = 0.8  # a grey as dark as this is black
# Between the strongest and the weakest channel, at most: of what is grey wherever it stands, of a
# text that is grey and not coloured, of a black.
PURE, GREY, NEAR = 0.02, 0.12, 0.16
LIGHT = 0.97  # a ground as light as this is paper
ROUNDED = 0.002  # what four inks may gain when they are written with three digits
MOST = 3.0  # all inks together, where neither brand nor profile says: more does not dry


@dataclass(frozen=True, slots=True)
class Process:
    """How a brand's colours are printed.

    ``given`` are the inks of colours as ``#RRGGBB``; ``most`` is the limit of all inks together, 0
    where the profile's own holds.
    """

    given: tuple[tuple[str, Inks], ...] = ()
    profile: Inking | None = None
    most: float = 0.0

    @property
    def limit(self) -> float:
        """The most ink there may be in one place, 1 for each full ink."""
        return self.most or (self.profile.limit if self.profile else MOST)

    def inks(self, colour: Channels, *, text: bool = False) -> Inks:
        """A colour in inks. What is black or grey is black ink alone: in a ``text`` always, so that
        no colour shows beside thin letters where plates are not quite in register."""
        return _inked(self, colour, text)

    def grey(self, inks: Inks) -> bool:
        """Whether inks look grey or black and are not black ink alone."""
        seen = self.profile.shown(inks) if self.profile else shown(inks)
        return any(inks[:3]) and max(seen) - min(seen) < GREY and min(seen) < LIGHT


FORMULA = Process()


def rgb(colour: str) -> str:
    """``#RRGGBB`` as the operands of a colour operator."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


@lru_cache(maxsize=256)  # there are only so many in a brand
def channels(colour: str) -> Channels:
    """``#RRGGBB`` as it is written into a file."""
    red, green, blue = (float(value) for value in rgb(colour).split())
    return red, green, blue


def operator(
    colour: Channels,
    ink: Ink,
    *,
    line: bool,
    process: Process = FORMULA,
    text: bool = False,
) -> str:
    """The operator that fills, or draws lines, in a colour on paper of ``ink`` (ISO 32000-1,
    8.6.8); ``process`` is that of a press, ``text`` whether words are painted in it."""
    if ink == "saved":
        return f"{plain(lightness(*colour))} {'G' if line else 'g'}"
    if ink == "press":
        inks = process.inks(colour, text=text)
        return f"{' '.join(map(plain, inks))} {'K' if line else 'k'}"
    return f"{' '.join(f'{value:.3g}' for value in colour)} {'RG' if line else 'rg'}"


def lightness(red: float, green: float, blue: float) -> float:
    """Rec. 709 luma, 0 to 1: what a colour becomes on a black-and-white printer."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paled(colour: Channels) -> Channels:
    """The fill of a figure when ink is saved: nothing where it is light, little where it is
    dark."""
    light = lightness(*colour)
    grey = 1.0 if light > PALE else round(1 - (1 - light) * LEFT, 3)
    return grey, grey, grey


def firm(colour: Channels) -> Channels:
    """The line of a figure when ink is saved: as dark as makes it seen on any fill that is left.
    What was light on a dark ground (the hatching of a sore cut on dark skin) would be lost on a
    pale one; white stays white, as it parts what it lies between."""
    light = lightness(*colour)
    return colour if light <= FIRM or light > WHITE else (FIRM, FIRM, FIRM)


@lru_cache(maxsize=1024)  # there are only so many in a brand
def _inked(process: Process, colour: Channels, text: bool) -> Inks:
    spread, dark = max(colour) - min(colour), 1 - lightness(*colour)
    profile = process.profile
    given = next((inks for one, inks in process.given if channels(one) == colour), None)
    plain_text = text and spread < GREY
    if given and not (plain_text and any(given[:3])):
        return given
    if spread < NEAR and dark > DARK:
        return BLACK
    if spread < PURE or plain_text:
        return 0.0, 0.0, 0.0, profile.tone(colour) if profile else 1 - lightness(*colour)
    found = profile.nearest(colour) if profile else formula(colour)
    return _limited(found, process.limit)


def formula(colour: Channels) -> Inks:
    """Inks where nothing is known of them: the darkness of a colour in black, the rest in three
    inks."""
    red, green, blue = colour
    black = 1 - max(colour)
    share = 1 - black or 1.0
    return (share - red) / share, (share - green) / share, (share - blue) / share, black


def _limited(inks: Inks, most: float) -> Inks:
    """Inks within the limit: of the three colours as much less as it takes."""
    cyan, magenta, yellow, black = inks
    colours = cyan + magenta + yellow
    over = colours + black - most
    if over <= 0 or not colours:
        return inks
    share = max(0.0, 1 - (over + ROUNDED) / colours)
    return cyan * share, magenta * share, yellow * share, black


def shown(inks: Inks) -> Channels:
    """The colour of inks where nothing is known of them (ISO 32000-1, 10.3.5)."""
    cyan, magenta, yellow, black = inks
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)


def plain(value: float) -> str:
    """A number as PDF has them: without an exponent (7.3.3)."""
    return f"{round(max(0.0, value), 3):g}"
