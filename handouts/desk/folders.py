"""Where the site is that the desk is in front of."""

from __future__ import annotations

from pathlib import Path

from ..source.values import dataclass


@dataclass(frozen=True, slots=True)
class Folders:
    """Texts, pictures, and the clinic's file where it is not the site's own."""

    content: Path
    assets: Path
    clinic: Path | None = None

    @property
    def clinic_file(self) -> Path:
        """The file of facts."""
        if self.clinic is None:
            return self.content / "clinic.yaml"
        return self.clinic / "clinic.yaml" if self.clinic.is_dir() else self.clinic

    @property
    def favourites(self) -> Path:
        """Where favourites are kept: beside the content, which nothing is made of."""
        return self.content.resolve().parent / ".handouts-desk.json"
