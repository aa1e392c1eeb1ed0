"""A ZIP archive -> its members as sources; nothing is written to disk, so a member's path can do no harm."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from rashomon.errors import BudgetError, ReadingError
from rashomon.model import Issue
from rashomon.reports.draft import MAX_SOURCE, Source, issue_of

MAX_DEPTH = 3  # archives in archives: an export of exports needs two
MAX_MEMBERS = 100_000  # a year of an agency
MAX_RATIO = 200  # prose packs to a quarter, the worst tables to a fiftieth; bombs begin near a thousandth
_SMALL = 1_000_000  # bytes below which no ratio is judged: a repeated headline packs well
# What the standard library raises for damaged archives; RuntimeError is also a method or version that it does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ValueError, LookupError, RuntimeError, OSError, EOFError)
_OFFICE = {"word/document.xml": "a Word document", "xl/workbook.xml": "an Excel table", "ppt/presentation.xml": "a presentation"}


def is_archive(source: Source) -> bool:
    """ZIP by its first bytes."""
    return source.content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_archive(source: Source) -> Iterator[Source | Issue]:
    """The members in sorted order, those of inner archives too; hidden files and folders are left out.

    BudgetError past MAX_DEPTH, MAX_MEMBERS, MAX_RATIO or MAX_SOURCE bytes over all members; one issue for a locked member.
    """
    budget = MAX_SOURCE
    for count, member in enumerate(_members(source, 1), 1):
        if isinstance(member, Source):
            budget -= len(member.content)
        if budget < 0 or count > MAX_MEMBERS:
            limit = f"{MAX_SOURCE / 1e6:.0f} MB" if budget < 0 else f"{MAX_MEMBERS} members"
            raise BudgetError(source.name, f"the archive unpacks to more than {limit}", "split it")
        yield member


def _members(source: Source, depth: int) -> Iterator[Source | Issue]:
    try:
        archive = zipfile.ZipFile(BytesIO(source.content))
    except DAMAGE as fault:
        raise ReadingError(source.name, f"the ZIP archive is damaged: {fault}", "fetch it again") from fault
    with archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
        office = next((words for info in infos if (words := _OFFICE.get(info.filename))), None)
        if office:
            raise ReadingError(source.name, f"this is {office}, not text", "save it as text in UTF-8")
        if not infos:
            raise ReadingError(source.name, "the archive is empty", "check how it was made")
        for info in infos:
            if not info.is_dir() and not _is_hidden(info.filename):
                yield from _member(archive, info, source, depth)


def _is_hidden(path: str) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.replace("\\", "/").split("/"))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, depth: int) -> Iterator[Source | Issue]:
    name = f"{source.name}/{info.filename}"
    if info.flag_bits & 1:
        yield issue_of(ReadingError(name, "the member is locked with a password", "unpack it yourself"))
        return
    if info.file_size > max(_SMALL, MAX_RATIO * info.compress_size):
        cause = f"a ZIP bomb, {info.compress_size} bytes unpack to {info.file_size}"
        raise BudgetError(name, cause, "unpack and check it yourself")
    if info.file_size > MAX_SOURCE:
        raise BudgetError(name, f"the member has {info.file_size / 1e6:.0f} MB", "split it")
    try:
        member = Source(name, archive.read(info))
    except DAMAGE as fault:
        yield issue_of(ReadingError(name, f"the member cannot be unpacked: {fault}", "fetch the archive again"))
        return
    if not is_archive(member):
        yield member
    elif depth >= MAX_DEPTH:
        raise BudgetError(name, f"archives are nested more than {MAX_DEPTH} deep", "unpack it yourself")
    else:
        yield from _members(member, depth + 1)
