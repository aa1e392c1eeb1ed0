"""An edition -> a dated bundle of all formats that never changes: made again, it is the same, byte for byte."""

import os
import shutil
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from rashomon.errors import ExportError
from rashomon.exports import FORMATS
from rashomon.exports.edition import Edition, checked
from rashomon.exports.output import json_page
from rashomon.exports.publish import NOTE, SCHEMA, FileEntry, manifest, sweep, writable, write_file

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"


class FormatEntry(Struct, frozen=True):
    """One format of a release: its files and what it has no home for."""

    files: list[FileEntry]
    left_out: dict[str, int]


class ReleaseManifest(Struct, frozen=True):
    """What a release is made from and what it holds."""

    schema: str
    program: str
    day: date
    ledger: str
    filters: dict[str, str]
    reports: int
    claims: int
    events: int
    formats: dict[str, FormatEntry]
    attribution: tuple[str, ...]
    note: str = NOTE


def release(edition: Edition, folder: Path, day: date) -> tuple[Path, bool]:
    """Write ``FOLDER/rashomon-DAY`` with every format, a manifest and SHA256SUMS; False where it was there already, the same.

    Raises ExportError where a release of that name holds something else: a release is never changed.
    """
    checked(edition.record)
    files = _files(edition, day)
    goal = folder / f"rashomon-{day}"
    if goal.exists():
        _check_same(goal, files)
        return goal, False
    made = folder / f".{goal.name}.{os.getpid()}.tmp"
    with writable(folder):
        sweep(goal)
        try:
            made.mkdir(parents=True)
            for name, content in files.items():
                write_file(made / name, content)
            made.rename(goal)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return goal, True


def changed_files(goal: Path) -> list[str]:
    """Files of a release that are no longer what SHA256SUMS says, or gone. Raises ExportError where that is missing."""
    try:
        lines = (goal / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise ExportError(f"{goal}: is no release, {SUMS} is missing (rashomon release makes one)") from fault
    told = {name: mark for mark, _, name in (line.partition("  ") for line in lines)}
    return [name for name, mark in told.items() if not (goal / name).is_file() or _sum((goal / name).read_bytes()) != mark]


def _files(edition: Edition, day: date) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    entries: dict[str, FormatEntry] = {}
    for name, form in FORMATS.items():
        output = form.write(edition)
        names = [form.name(part) for part in output.files]
        told = manifest(edition, name, output, names)
        files |= dict(zip(names, output.files.values(), strict=True))
        entries[name] = FormatEntry(told.files, told.left_out)
    record = edition.record
    page = ReleaseManifest(
        schema=SCHEMA,
        program=f"rashomon {version('rashomon')}",
        day=day,
        ledger=edition.ledger,
        filters=dict(edition.filters),
        reports=len(record.reports),
        claims=len(record.claims),
        events=len(record.events),
        formats=entries,
        attribution=edition.places.attributions(),
    )
    files[MANIFEST] = json_page(page)
    sums = "".join(f"{_sum(content)}  {name}\n" for name, content in sorted(files.items()))
    return files | {SUMS: sums.encode()}


def _check_same(goal: Path, files: dict[str, bytes]) -> None:
    there = {path.name: path.read_bytes() for path in goal.iterdir() if path.is_file()}
    differing = sorted(name for name in files.keys() | there.keys() if files.get(name) != there.get(name))
    if differing:
        raise ExportError(
            f"{goal}: is another release already ({', '.join(differing[:3])} differ); a release is never changed"
            " (give another --day or --folder, and rashomon diff to see what changed)"
        )


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()
