"""CSV and TSV -> drafts: one for each line with a text, by the header's names or those that the user gives."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec

from rashomon.errors import ReadingError
from rashomon.model import Issue
from rashomon.reports.decode import decode
from rashomon.reports.draft import MAX_TEXT, Draft, Source, at_least_one, issue_of
from rashomon.reports.records import NAMES, drafts_of, part_of, row_of

_DELIMITERS = ",;\t|"
_LONGEST_NAME = 40  # characters of a column's name: prose has commas too
_SHOWN = 12  # columns told of a table without a text


def is_table(source: Source) -> bool:
    """A table by extension, or by a first line of short names of which one means a text or an address, and another one a part."""
    if source.suffix in (".csv", ".tsv", ".tab"):
        return True
    names = _cells(source.head.partition("\n")[0])
    parts = {part_of(name) for name in names} - {None}
    plain = len(names) > 1 and all(0 < len(name) <= _LONGEST_NAME for name in names)
    given = {name.casefold() for _, name in source.columns}
    return plain and (not given.isdisjoint(names) or (len(parts) > 1 and not parts.isdisjoint({"text", "url"})))


def read_table(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each line with a text, a lead for each with an address and a title alone, an issue for any other.

    ReadingError where no column holds a text or an address, or where a column that the user names is not there.
    """
    text = decode(source)
    csv.field_size_limit(MAX_TEXT)
    delimiter = _delimiter(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    columns = dict(source.columns)
    try:
        _check(reader.fieldnames or (), columns, source.name)
        lines = (one for number, line in enumerate(reader, 2) for one in _drafts(line, number, columns, source))
        yield from at_least_one(lines, ReadingError(source.name, "the table has no lines below its header", "check the file"))
    except csv.Error as fault:
        raise ReadingError(source.name, f"the table is malformed in line {reader.line_num}: {fault}", "repair that line") from fault


def _drafts(line: Mapping[str, str], number: int, columns: Mapping[str, str], source: Source) -> Iterator[Draft | Issue]:
    place = f"{source.name} line {number}"
    if None in line:
        yield issue_of(ReadingError(place, "the line has more cells than the header", "quote cells that hold the delimiter"))
        return
    try:
        row = row_of(line, columns)
    except msgspec.ValidationError as fault:
        yield issue_of(ReadingError(place, str(fault), "repair that line"))
        return
    yield from drafts_of(row, place, f"{source.stem}-{number - 1}", source)


def _check(header: "list[str] | tuple[str, ...] | object", columns: Mapping[str, str], name: str) -> None:
    names = list(header) if isinstance(header, (list, tuple)) else []
    missing = [column for column in columns.values() if column not in names]
    shown = ", ".join(islice((one for one in names if one), _SHOWN))
    if missing:
        raise ReadingError(name, f"there is no column {missing[0]!r}", f"the columns are: {shown}")
    if not {"text", "url"} & {*columns, *(part_of(one) for one in names)}:
        remedy = f"name it: --column text=NAME; usual names are {', '.join(NAMES['text'].split()[:5])}"
        raise ReadingError(name, f"no column is known to hold the text; there are: {shown or 'none'}", remedy)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _cells(header: str) -> list[str]:
    return [cell.strip().strip('"') for cell in header.split(_delimiter(header))]
