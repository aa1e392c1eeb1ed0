"""JSON and JSON Lines -> drafts: rows with `id, text, date, outlet, title, url`."""

import json
import re
from collections.abc import Iterator

import msgspec

from rashomon.errors import ReadingError
from rashomon.model import DatedBy, Issue
from rashomon.reports.decode import decode
from rashomon.reports.draft import Draft, Source, issue_of

_NEEDS = "give every row a `text`"
# Any escape, so that an escaped backslash is none; a whole pair of surrogates, or half a one.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][\da-fA-F]{2})|.)", re.DOTALL
)


class Row(msgspec.Struct):
    """One report of a JSON file; keys beyond these are left alone, since exports of other programs carry many."""

    text: str | None = None
    id: str | int | None = None
    date: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


def is_rows(source: Source) -> bool:
    """JSON by extension, or by a beginning that no prose has."""
    begins = source.suffix != ".txt" and re.match(r'\[?\s*\{\s*"', source.head) is not None
    return begins or source.suffix in (".json", ".jsonl", ".ndjson")


def read_rows(source: Source) -> Iterator[Draft | Issue]:
    """One draft for each row with a text, one issue for each row without; a file that is no JSON is one issue.

    Half of a surrogate pair, which exports that cut texts leave behind (``"\\ud83d"``), is read as U+FFFD.
    """
    text = _ESCAPE.sub(lambda escape: r"\ufffd" if escape["lone"] else escape[0], decode(source))
    whole = source.suffix == ".json" or text.lstrip().startswith("[")
    rows = _whole(text, source.name) if whole else list(_lines(text, source.name))
    if not rows:
        raise ReadingError(source.name, "the file holds no rows", _NEEDS)
    for number, row in enumerate(rows, 1):
        if isinstance(row, Issue):
            yield row
        else:
            yield from _draft(row, source, number if len(rows) > 1 else 0)


def _whole(text: str, name: str) -> list[Row | Issue]:
    """The rows of a file that is one JSON value: an object or a list of objects; JSON Lines under that name are read too."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as fault:
        if fault.msg == "Extra data" and text[: fault.pos].strip().endswith("}"):
            return list(_lines(text, name))
        raise ReadingError(name, f"malformed JSON in line {fault.lineno}: {fault.msg}", "repair that line") from fault
    except ValueError as fault:  # what Python refuses to count
        raise ReadingError(name, "the JSON holds a number of thousands of digits", "write it as a string") from fault
    except RecursionError as fault:
        raise ReadingError(name, "the JSON is nested too deeply", _NEEDS) from fault
    values = value if isinstance(value, list) else [value]
    return [_row(value, f"{name} row {number}") for number, value in enumerate(values, 1)]


def _row(value: object, name: str) -> Row | Issue:
    try:
        return msgspec.convert(value, Row)
    except msgspec.ValidationError as fault:
        return issue_of(ReadingError(name, str(fault), "correct that value"))


def _lines(text: str, name: str) -> Iterator[Row | Issue]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Row)
            except (msgspec.DecodeError, RecursionError, ValueError) as fault:
                yield issue_of(ReadingError(f"{name} line {number}", f"malformed JSON: {fault}", "repair that line"))


def _draft(row: Row, source: Source, number: int) -> Iterator[Draft | Issue]:
    place = f"{source.name} row {number}" if number else source.name
    if row.text is None or not row.text.strip():
        yield issue_of(ReadingError(place, "the row has no text", _NEEDS))
        return
    name = str(row.id) if row.id is not None else f"{source.stem}-{number}" if number else source.stem
    dates = ((DatedBy.GIVEN, row.date),) if row.date else ()
    yield Draft(name, row.text, source.content, row.title, row.outlet, row.url or source.url, dates)
