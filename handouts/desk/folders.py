"""Where the site is that the desk is in front of."""

from __future__ import annotations

from glob import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..making.places import NETWORKS
from ..source.values import dataclass
from ..source.walk import lie

if TYPE_CHECKING:
    from ..making.site import Site


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

    def opened(self) -> tuple[Site, Path | None]:
        """The site, read now, as this clinic has it, and the folder of its brand where a network
        says that it has one of its own. Raises ``Problems``."""
        package = __package__.partition(".")[0]
        site: Site = import_module(f"{package}.making.site").load_site(self.content, self.assets)
        if self.clinic is None or not (self.content / NETWORKS).is_dir():
            return site, None
        own: tuple[Site, Path | None] = import_module(f"{package}.network.own").site_of(
            site, self.content, self.clinic_file
        )
        return own

    def lies(self) -> tuple[object, ...]:
        """How all files lie that a copy is made of: another value once one of them was saved."""
        own = self.clinic_file
        every = own.parent.glob(f"{escape(own.stem)}.*") if self.clinic else ()
        return (*map(_lie, (self.content, self.assets)), *sorted(map(_stat, every)))

    @property
    def favourites(self) -> Path:
        """Where favourites are kept: beside the content, which nothing is made of."""
        return self.content.resolve().parent / ".handouts-desk.json"


def _lie(folder: Path) -> str:
    try:
        return lie(str(folder))[0]
    except OSError as error:  # a link that leads nowhere, a folder that is gone
        return str(error)


def _stat(path: Path) -> tuple[str, int, int, int]:
    """A file by its name and when it was last written; one that is gone meanwhile by its name."""
    try:
        one = path.stat()
    except OSError:
        return path.name, 0, 0, 0
    return path.name, one.st_mtime_ns, one.st_ctime_ns, one.st_size
