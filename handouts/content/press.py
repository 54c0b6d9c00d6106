"""What a brand says of its print shop: the profiles it supplies, and the inks of the brand's
colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from ..source.fields import AfterValidator, Field
from ..source.problems import Problems, Refused, did_you_mean
from ..source.reader import Model, Reading, Words
from ..source.snapshot import Folder
from .editions import PAPERS
from .profile import examined

Inks = tuple[float, float, float, float]
FORMS = (".icc", ".icm")
# What the manifest says of a file for the print shop.
UNCLAIMED = "not claimed: the brand has no profile of a press"
BY_FORMULA = "by formula: the brand has no profile of a press"
BY_PROFILE = "through the profile {name}"
CLAIMED, LACKING = "{standard} for {name}", "lacks {missing}"


def _paper(name: str) -> str:
    if name not in PAPERS:
        raise Refused(f"there is no paper '{name}'", did_you_mean(name, PAPERS))
    return name


def _percent(inks: Inks) -> Inks:
    if not all(0 <= ink <= 100 for ink in inks):
        raise Refused("an ink is from 0 to 100", "write percent: cyan, magenta, yellow, black")
    return inks


class Condition(Model):
    """A profile as a path inside ``assets/``, and the printing condition it stands for by its name
    in the registry of the ICC, such as FOGRA51 (the profile's own name where there is none)."""

    profile: Words = ""
    name: str = ""


class Press(Condition):
    """``papers`` are other profiles for some papers. ``cmyk`` gives the inks of colours, written as
    they are in the brand, in percent; all others go through the profile with ``intent``, and are
    kept within ``total-ink``, in percent of all four together."""

    papers: dict[Annotated[str, AfterValidator(_paper)], Condition] = {}
    intent: Literal["relative", "perceptual"] = "relative"
    total_ink: Annotated[float, Field(ge=180, le=400)] | None = None
    cmyk: dict[str, Annotated[Inks, AfterValidator(_percent)]] = {}

    def condition(self, paper: str) -> Condition:
        """What holds for a paper."""
        own = self.papers.get(paper)
        return own if own and own.profile else self

    def given(self) -> tuple[tuple[str, Inks], ...]:
        """The colours whose inks the brand has chosen, with their inks from 0 to 1."""
        return tuple(
            (colour.upper(), (c / 100, m / 100, y / 100, k / 100))
            for colour, (c, m, y, k) in self.cmyk.items()
        )


def checked_press(
    press: Press, colours: Mapping[str, str], assets: Folder, context: Reading
) -> None:
    """Reports profiles that are missing or of no use, inks of colours that the brand has not, and
    inks that are more than paper takes."""
    for condition in (press, *press.papers.values()):
        if condition.profile:
            _profile(condition, assets, context)
    most = press.total_ink
    for colour, inks in press.cmyk.items():
        where = context.place(press, "cmyk", colour)
        if colour.upper() not in colours.values():
            hint = did_you_mean(colour, sorted(set(colours.values())))
            context.report(where, f"the brand has no colour '{colour}'", hint)
        elif most and sum(inks) > most:
            message = f"these inks are {sum(inks):g} percent together, more than {most:g}"
            context.report(where, message, "take less of them, or raise 'total-ink'")


def _profile(condition: Condition, assets: Folder, context: Reading) -> None:
    where, path = context.place(condition, "profile"), condition.profile
    if ".." in path.split("/") or path.startswith("/"):
        message = f"'{path}' is outside the assets folder"
        context.report(where, message, "copy the file into assets/")
        return
    try:
        file = assets.files.get(path)
        data = file.read(assets.shown(path)) if file else None
    except Problems as found:
        context.report(where, found.problems[0].message, found.problems[0].hint)
        return
    if data is None:
        near = [name for name in assets.files if name.endswith(FORMS)]
        message = f"there is no file '{path}' in the assets folder"
        context.report(where, message, did_you_mean(path, near))
    elif fault := examined(data).fault:
        hint = "ask the print shop for the profile of its press and paper (.icc)"
        context.report(where, fault, hint)
