"""Files, folders and addresses -> pieces that are read in one go -> reports."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeGuard

from rashomon.claims import dated
from rashomon.intake.plan import PLAIN
from rashomon.knowledge.anchors import load_anchors
from rashomon.model import Issue, Report
from rashomon.reports import Given, Skim, Stretch, read_path, read_stretch, read_url, stretches
from rashomon.reports import read as read_content

OneSource = Path | str | tuple[str, bytes]
"""A file, a folder or an address (http, https), or a name with its content."""
Sources = OneSource | Iterable[OneSource]


def read(sources: Sources, given: Given = PLAIN.given, *, skim: bool = False) -> Iterator[Report | Issue]:
    """The reports of the sources, folders in sorted order; what cannot be read is an Issue in its place.

    With `skim` what is in another language, about no conflict or the same once more is passed over, and counted in an Issue.
    """
    filtered = Skim() if skim else None
    for piece in pieces(sources):
        yield from reports_in(piece, given, filtered)


def each(sources: Sources) -> Iterator[OneSource]:
    """Single sources: every file of a folder, hidden ones left out, in sorted order."""
    if isinstance(sources, (str, Path)):
        yield from _files(sources)
    elif isinstance(sources, tuple) and len(sources) == 2 and isinstance(sources[1], bytes):
        yield sources
    else:
        yield from chain.from_iterable(each(one) for one in sources)


def _files(place: str | Path) -> Iterator[str | Path]:
    path = Path(place)
    if is_address(place) or not path.is_dir():
        yield place
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def is_there(source: OneSource) -> bool:
    """True for what can be tried: a file or folder that exists, an address, or given content."""
    return isinstance(source, tuple) or is_address(source) or Path(source).exists()


def is_address(source: OneSource) -> bool:
    """True for what is fetched from the web."""
    return isinstance(source, str) and source.startswith(("http://", "https://"))


def pieces(sources: Sources) -> Iterator[OneSource | Stretch]:
    """What is read, and remembered as read, in one go: a large web archive in stretches, all else whole."""
    for one in each(sources):
        parts = stretches(Path(one)) if _is_file(one) else ()
        whole = True
        for stretch in parts:
            whole = False
            yield stretch
        if whole:
            yield one


def _is_file(source: OneSource) -> TypeGuard[str | Path]:
    return not isinstance(source, tuple) and not is_address(source) and os.access(source, os.R_OK) and Path(source).is_file()


def reports_in(piece: OneSource | Stretch, given: Given, skim: Skim | None) -> Iterator[Report | Issue]:
    """The reports of one source; one that nothing dates is dated by its own words."""
    return (dated(found, load_anchors()) if isinstance(found, Report) else found for found in _as_read(piece, given, skim))


def _as_read(piece: OneSource | Stretch, given: Given, skim: Skim | None) -> Iterator[Report | Issue]:
    if isinstance(piece, Stretch):
        return read_stretch(piece, given, skim)
    if isinstance(piece, tuple):
        return iter(read_content(*piece, given, skim))
    if is_address(piece):
        return iter(read_url(str(piece), given, skim))
    return read_path(Path(piece), given, skim)
