"""What a clinic of a network has of its own besides its facts: its brand, its sign-offs of texts.

Whoever makes something for one of its clinics alone (``--clinic``) gives it these, too: else its
paper had the logo of another clinic.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..making.places import NETWORKS
from ..making.site import HANDOUTS, REVIEW, Site
from ..source.problems import Problems, Where
from ..source.snapshot import File
from ..source.values import replace
from .reading import NAME, Entry, Network, read_network

BRAND = "brand/"  # the folder of the assets that a clinic may have one of its own of


def with_brand(site: Site, folder: str, files: Mapping[str, File]) -> Site:
    """The site with the ``files`` of another brand, from a folder as a network's file names it."""
    own = {f"{BRAND}{path}": file for path, file in files.items()}
    lent = {BRAND: _shown(site, folder)}
    return replace(site, assets=site.assets.overlaid(own, instead_of=BRAND, lent=lent))


def with_signs(site: Site, folder: str, signs: Mapping[str, File]) -> Site:
    """The site with the sign-offs of texts that are a clinic's own."""
    if not signs:
        return site
    begin = f"{HANDOUTS}/"
    lent = {path: _shown(site, folder) + path.removeprefix(begin) for path in signs}
    return replace(site, content=site.content.overlaid(signs, lent=lent))


def signs_of(files: Mapping[str, File]) -> Mapping[str, File]:
    """The sign-offs of a folder, by their paths in the content."""
    return {
        f"{HANDOUTS}/{path}": file
        for path, file in files.items()
        if path.endswith(f"/{REVIEW}") and path.count("/") == 1
    }


def site_of(site: Site, content: Path, clinic: Path) -> tuple[Site, Path | None]:
    """The site as a clinic has it whose facts are in the file ``clinic``, and the folder of its
    brand, if a network in ``content`` says that it has one of its own. Raises ``Problems``."""
    for network, entry in _clinics(content, clinic):
        own, at = entry.settings, entry.settings.at or Where(network.name)
        if own.brand:
            site = with_brand(site, own.brand, network.files_in(own.brand, at))
        if own.signatures:
            signs = signs_of(network.files_in(own.signatures, at))
            site = with_signs(site, own.signatures, signs)
        return site, network.home / own.brand if own.brand else None
    return site, None


def signed_in(content: Path, clinic: Path) -> Path | None:
    """The folder of the sign-offs of texts that are such a clinic's own. Raises ``Problems``."""
    for network, entry in _clinics(content, clinic):
        folder = entry.settings.signatures
        return network.home / folder if folder else None
    return None


def _clinics(content: Path, clinic: Path) -> Iterator[tuple[Network, Entry]]:
    """Wherever a network names the file of a clinic."""
    asked = clinic.resolve()
    home = content / NETWORKS
    there = {path.stem for path in home.glob("*.yaml")}
    there |= {path.name for path in home.glob("*") if NAME.fullmatch(path.name) and path.is_dir()}
    for name in sorted(there):
        for network, entry in _entries(content, name, asked):
            if asked in {path.resolve() for path in entry.files}:
                yield network, entry


def _entries(content: Path, name: str, asked: Path) -> list[tuple[Network, Entry]]:
    """The clinics of a network. Raises ``Problems`` where its file cannot be read and the clinic is
    one of its own: nobody knows then whose brand it has."""
    try:
        network, _ = read_network(content, name)
    except Problems:
        if (content / NETWORKS / name).resolve() in asked.parents:
            raise
        return []
    return [(network, entry) for entry in network.entries]


def _shown(site: Site, folder: str) -> str:
    """What messages call a folder that the network's file names."""
    return site.content.shown(posixpath.normpath(f"{NETWORKS}/{folder}")) + "/"
