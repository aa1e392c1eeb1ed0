"""An edition and a format -> files on disk, whole or not at all, with a manifest beside them."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from rashomon.errors import ExportError
from rashomon.exports import FORMATS
from rashomon.exports.edition import Edition, checked
from rashomon.exports.output import Output, json_page

SCHEMA = "rashomon-export/1"
"""The version of the columns of all formats; it changes whenever a column or its meaning does."""

NOTE = (
    "A claim is what somebody says, not what is known to be so. Rows follow the columns and codes of other data sets where"
    " the format has their name; they are not data of theirs. Texts of reports are their outlets'; only quotes are given."
)


class FileEntry(Struct, frozen=True):
    """One file of an export."""

    name: str
    rows: int
    bytes: int
    sha256: str


class Manifest(Struct, frozen=True):
    """What an export is made from and what it holds: enough to make it again, and to see that nothing was changed.

    `left_out` counts what the format has no home for, by reason. There is no time of making: the same gives the same bytes.
    """

    schema: str
    program: str
    format: str
    ledger: str
    filters: Mapping[str, str]
    reports: int
    claims: int
    events: int
    files: list[FileEntry]
    left_out: dict[str, int]
    attribution: tuple[str, ...]
    note: str = NOTE


def publish(edition: Edition, name: str, path: Path) -> Manifest:
    """Write the format's files and, last, ``PATH.manifest.json``.

    Raises TamperError before anything is written where an offset is not at its words, ExportError where the folder cannot be
    written to. A run that is broken off leaves no manifest.
    """
    checked(edition.record)
    output = FORMATS[name].write(edition)
    files = {named(path, part, FORMATS[name].suffix): content for part, content in output.files.items()}
    told = manifest(edition, name, output, [file.name for file in files])
    write_all(files, path.with_name(f"{path.name}.manifest.json"), json_page(told))
    return told


def manifest(edition: Edition, name: str, output: Output, names: list[str]) -> Manifest:
    """The manifest of an export whose files get these names, in the order of its parts."""
    files = [
        FileEntry(file, output.rows[part], len(content), sha256(content).hexdigest())
        for file, (part, content) in zip(names, output.files.items(), strict=True)
    ]
    record = edition.record
    return Manifest(
        schema=SCHEMA,
        program=f"rashomon {version('rashomon')}",
        format=name,
        ledger=edition.ledger,
        filters=edition.filters,
        reports=len(record.reports),
        claims=sum(len(event.claims) for event in record.events),
        events=len(record.events),
        files=files,
        left_out={reason: output.left_out[reason] for reason in sorted(output.left_out)},
        attribution=edition.places.attributions(),
    )


def named(path: Path, part: str, suffix: str) -> Path:
    """``war.parquet``, ``claims`` -> war.claims.parquet; the file itself where an export has one part only."""
    if not part:
        return path
    ending = "" if "." in part else path.suffix or suffix
    return path.with_name(f"{path.stem}.{part}{ending}")


def write_all(files: Mapping[Path, bytes], last: Path, page: bytes) -> None:
    """All of the files, then the one that says that they are complete; none where one of them cannot be written."""
    with writable(last.parent):
        for path in (*files, last):
            sweep(path)
        made = {path: _beside(path) for path in (*files, last)}
        try:
            for path, content in (*files.items(), (last, page)):
                write_file(made[path], content)
            last.unlink(missing_ok=True)
            for path in (*files, last):
                made[path].replace(path)
        finally:
            for temporary in made.values():
                temporary.unlink(missing_ok=True)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """What the file system has against the block becomes an ExportError with its remedy."""
    try:
        yield
    except OSError as fault:
        cause = fault.strerror or str(fault)
        raise ExportError(
            f"{_asked(fault.filename or folder)}: cannot be written, {cause} (name a file in a folder that can be)"
        ) from fault


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _asked(path: str | Path) -> Path:
    """The path beside which a draft lies; any other path is itself."""
    draft = re.fullmatch(r"\.(?P<name>.+)\.\d+\.tmp", Path(path).name)
    return Path(path).with_name(draft["name"]) if draft else Path(path)


def sweep(path: Path) -> None:
    """Remove what runs that were killed have left beside the path: drafts of processes that are no more."""
    for draft in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        number = draft.name.removesuffix(".tmp").rpartition(".")[2]
        if number.isdecimal() and not _runs(int(number)):
            if draft.is_dir():
                shutil.rmtree(draft, ignore_errors=True)
            else:
                draft.unlink(missing_ok=True)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is another user's
        return True
    return True


def write_file(path: Path, content: bytes) -> None:
    """Write the bytes and wait until they are on disk."""
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
