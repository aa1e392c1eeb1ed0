"""JSON and JSON Lines -> drafts: exports of known shapes first, else rows with `id, text, date, outlet, title, url`."""

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from rashomon.errors import ReadingError
from rashomon.model import Issue
from rashomon.reports.bibliography import is_bibliography, read_bibliography
from rashomon.reports.decode import decode
from rashomon.reports.draft import Draft, Source, at_least_one, issue_of
from rashomon.reports.listing import is_listing, listed
from rashomon.reports.records import NEEDS, Row, drafts_of, row_of
from rashomon.reports.telegram import is_telegram, read_telegram

# Any escape, so that an escaped backslash is none; a whole pair of surrogates, or half a one.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][\da-fA-F]{2})|.)", re.DOTALL
)
_LINES = (".jsonl", ".ndjson")


class Export(NamedTuple):
    """`fits` looks at the JSON value, `read` turns it into drafts."""

    fits: Callable[[object], bool]
    read: Callable[[object, Source], Iterator[Draft | Issue]]


EXPORTS = (Export(is_telegram, read_telegram), Export(is_bibliography, read_bibliography))


def is_rows(source: Source) -> bool:
    """JSON by extension, or by a beginning that no prose has."""
    begins = source.suffix != ".txt" and re.match(r'\[?\s*\{\s*"', source.head) is not None
    return begins or source.suffix in (".json", *_LINES)


def read_rows(source: Source) -> Iterator[Draft | Issue]:
    """One draft for each row with a text, one issue for each row without; a file that is no JSON is one issue.

    Half of a surrogate pair, which exports that cut texts leave behind (``"\\ud83d"``), is read as U+FFFD.
    """
    text = _ESCAPE.sub(lambda escape: r"\ufffd" if escape["lone"] else escape[0], decode(source))
    value = _whole(text, source.name) if _is_whole(text, source) else None
    export = next((export for export in EXPORTS if value is not None and export.fits(value)), None)
    if export:
        nothing = ReadingError(source.name, "the export holds nothing to read", "check what was exported")
        yield from at_least_one(export.read(value, source), nothing)
        return
    rows = list(_lines(text, source)) if value is None else _rows(value, source)
    if not rows:
        raise ReadingError(source.name, "the file holds no rows", NEEDS)
    for number, row in enumerate(rows, 1):
        many = len(rows) > 1
        if isinstance(row, Issue):
            yield row
        else:
            place = f"{source.name} row {number}" if many else source.name
            yield from drafts_of(row, place, f"{source.stem}-{number}" if many else source.stem, source)


def _is_whole(text: str, source: Source) -> bool:
    """True for one JSON value, over however many lines; JSON Lines have a whole object on the first of several."""
    first, _, rest = text.strip().partition("\n")
    several = bool(rest) and first.rstrip().endswith("}")
    return source.suffix == ".json" or first.startswith("[") or not (source.suffix in _LINES or several)


def _whole(text: str, name: str) -> object:
    """The one JSON value of a file; None where it holds JSON Lines in spite of its name."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        if fault.msg == "Extra data" and text[: fault.pos].strip().endswith("}"):
            return None
        raise ReadingError(name, f"malformed JSON in line {fault.lineno}: {fault.msg}", "repair that line") from fault
    except ValueError as fault:  # what Python refuses to count
        raise ReadingError(name, "the JSON holds a number of thousands of digits", "write it as a string") from fault
    except RecursionError as fault:
        raise ReadingError(name, "the JSON is nested too deeply", NEEDS) from fault


def _rows(value: object, source: Source) -> list[Row | Issue]:
    values = listed(value) if is_listing(value) else value if isinstance(value, list) else [value]
    return [_row(one, f"{source.name} row {number}", source) for number, one in enumerate(values, 1)]


def _row(value: object, name: str, source: Source) -> Row | Issue:
    if not isinstance(value, dict):
        return issue_of(ReadingError(name, f"Expected `object`, got `{_kind(value)}`", "correct that value"))
    try:
        return row_of(value, dict(source.columns))
    except msgspec.ValidationError as fault:
        return issue_of(ReadingError(name, str(fault), "correct that value"))


def _kind(value: object) -> str:
    return {list: "array", str: "str", bool: "bool", type(None): "null"}.get(type(value), type(value).__name__)


def _lines(text: str, source: Source) -> Iterator[Row | Issue]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            name = f"{source.name} line {number}"
            try:
                yield row_of(msgspec.json.decode(line, type=dict[str, object]), dict(source.columns))
            except (msgspec.DecodeError, RecursionError, ValueError) as fault:
                yield issue_of(ReadingError(name, f"malformed JSON: {fault}", "repair that line"))
