"""The six tables: out and back without loss, sheets that no spreadsheet runs, frames."""

import csv
import io
from datetime import UTC

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports import made
from tests.exports.made import BAKHMUT, RUSSIANS

from rashomon.errors import RashomonError, ReadingError
from rashomon.exports import FORMATS, Edition
from rashomon.exports.arrow import arrow_table, parquet_of, read_parquet
from rashomon.exports.columns import TABLES, ClaimLine, DecisionLine, EventLine, HoldLine, ReportLine, TollLine, name_of
from rashomon.exports.csv_tables import flat_columns
from rashomon.exports.jsonl import read_jsonl
from rashomon.exports.output import harmless, sheet
from rashomon.exports.tables import LINES
from rashomon.model import Kind, Record

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def lines_of(edition: Edition) -> list:
    return [line for lines in LINES.values() for line in lines(edition)]


def test_json_lines_come_back_without_loss(edition: Edition) -> None:
    assert list(read_jsonl(FORMATS["jsonl"].write(edition).files[""])) == lines_of(edition)


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_parquet_comes_back_without_loss(edition: Edition, table: type) -> None:
    content = FORMATS["parquet"].write(edition).files[name_of(table)]
    assert read_parquet(content, table) == list(LINES[table](edition))


MAYBE = st.none() | WORDS
DECISIONS = st.builds(DecisionLine, WORDS, MAYBE, WORDS, MAYBE, MAYBE, st.datetimes(timezones=st.just(UTC)), WORDS)


@given(st.lists(DECISIONS, max_size=3))
def test_any_decision_comes_back_from_both(rows: list[DecisionLine]) -> None:
    assert read_parquet(parquet_of(arrow_table(DecisionLine, rows)), DecisionLine) == rows
    assert [msgspec.json.decode(msgspec.json.encode(row), type=DecisionLine) for row in rows] == rows


def test_a_line_of_something_else_is_named() -> None:
    with pytest.raises(ReadingError, match=r"war.jsonl: line 1: "):
        list(read_jsonl(b'{"table":"weather"}\n', "war.jsonl"))


def test_every_quote_stands_at_its_offsets(edition: Edition) -> None:
    texts = {report.id: report.text for report in edition.record.reports}
    claims = list(LINES[ClaimLine](edition))
    assert claims
    for line in claims:
        text = texts[line.report]
        assert text[line.start : line.end] == line.quote
        assert all(text[place.start : place.end] == place.text for place in line.places)
        assert all(text[one.start : one.end] == one.quote for one in line.disputes)
        assert line.time_text is None or text[line.time_start : line.time_end] == line.time_text


def test_tables_refer_to_each_other(edition: Edition) -> None:
    lines = {table: list(LINES[table](edition)) for table in TABLES}
    claims, events = {one.id for one in lines[ClaimLine]}, {one.id for one in lines[EventLine]}
    reports = {one.id for one in lines[ReportLine]}
    assert {one.event for one in lines[ClaimLine]} == events
    assert {one.report for one in lines[ClaimLine]} <= reports
    assert {one.claim for one in lines[TollLine]} <= claims
    assert {claim for one in lines[HoldLine] for claim in one.claims} <= claims
    assert {claim for one in lines[EventLine] for origin in one.origins for claim in origin.claims} == claims


def test_what_is_not_stated_is_null_and_never_zero() -> None:
    (line,) = LINES[ClaimLine](made.edition(made.told("Shells fell.", kind=Kind.STRIKE, place=None, on=None)))
    empty = (line.place, line.latitude, line.first, line.killed_low, line.killed_high, line.actor, line.source, line.verification)
    assert empty == (None,) * 8


def test_reports_are_told_without_their_texts(edition: Edition) -> None:
    page = FORMATS["jsonl"].write(edition).files[""].decode()
    longest = max(edition.record.reports, key=lambda report: len(report.text))
    assert longest.text not in page
    assert longest.text[:400] not in page


# sheets


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=4))
def test_no_cell_of_a_sheet_begins_a_formula(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO(sheet(("a", "b"), rows).decode(), newline="")))
    assert len(back) == len(rows) + 1
    for row in back[1:]:
        assert len(row) == 2
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r", "＝")) for cell in row)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+4912", "'+4912"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-1.6700", "-1.6700"),
        ("a = b", "a = b"),
        ("\x1b[2J", "\ufffd[2J"),
    ],
)
def test_a_formula_is_shown_and_not_run(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_hostile_quote_stays_words_in_every_sheet() -> None:
    edition = made.edition(
        made.told("=cmd|' /C calc'!A0 was hit.", kind=Kind.STRIKE, acled="Air/drone strike", place=BAKHMUT, actor=RUSSIANS)
    )
    for name in ("csv", "acled", "hxl", "ucdp", "control", "ftm"):
        for part, content in FORMATS[name].write(edition).files.items():
            if name != "ftm" or part.endswith(".csv"):
                cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row]
                assert [cell for cell in cells if cell.startswith("=")] == []


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_sheet_has_every_column_that_is_not_nested(table: type) -> None:
    nested = {"chain", "places", "quantities", "disputes", "origins", "relations", "totals"}
    assert flat_columns(table) == [name for name in table.__struct_fields__ if name not in nested]


# frames


def test_an_unknown_library_is_named() -> None:
    with pytest.raises(RashomonError, match="excel: no library for data frames"):
        Record().claims_frame("excel")


def test_a_frame_of_nothing_has_all_columns() -> None:
    assert list(Record().events_frame().columns) == list(EventLine.__struct_fields__)
    assert len(Record().claims_frame("arrow")) == 0
