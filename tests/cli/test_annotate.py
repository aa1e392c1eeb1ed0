"""rashomon annotate: rows of a fixed shape, in the order of the input."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from tests.ledger.nouns import claim, report

from rashomon.cli import main
from rashomon.doors import ReportRow, report_row
from rashomon.model import Attribution, PlaceRole, Quantity, Reading, Span, When, Where

TEXT = "The governor of Kharkiv, Iryna Bondar, said on Friday that at least {} people were killed in a missile strike on the city."
FIELDS = {
    "": "doc text published dated_by sentences boilerplate attributions places times quantities claims",
    "boilerplate": "start end rule",
    "attributions": "source cue content name",
    "places": "start end text role resolved candidates",
    "candidates": "name latitude longitude score reason",
    "times": "start end text first last precision",
    "quantities": "start end of min max unit approx part_of",
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["annotate", *(str(argument) for argument in arguments)])


def fields(row: dict[str, object]) -> str:
    return " ".join(row)


def test_a_reading_becomes_a_row_without_a_missing_field() -> None:
    told = report()
    found = claim(told)
    reading = Reading(
        told.id,
        attributions=(Attribution((Span(0, 3), Span(5, 9)), (Span(10, 12),), (), None),),
        places=(*found.places, Where(Span(0, 3), "Gov", PlaceRole.MENTION)),
        times=(When(Span(4, 9), "lately", None, None, "vague"),),
        quantities=(Quantity(Span(1, 2), "people", 2.0, 2.5, "km", True),),
        claims=(found,),
    )
    line = msgspec.json.encode(report_row(told, reading))
    assert msgspec.json.decode(line, type=ReportRow, strict=True) == report_row(told, reading)
    row = json.loads(line)
    assert fields(row) == FIELDS[""]
    assert row["published"] == ["2023-03-04", "2023-03-04"]
    assert row["dated_by"] == "markup"
    assert row["sentences"] == [[0, told.text.find(".") + 1]]
    assert row["attributions"] == [{"source": [[0, 3], [5, 9]], "cue": [[10, 12]], "content": [], "name": None}]
    assert row["times"] == [{"start": 4, "end": 9, "text": "lately", "first": None, "last": None, "precision": "vague"}]
    assert b'"quantities":[{"start":1,"end":2,"of":"people","min":2,"max":2.5,"unit":"km","approx":true,"part_of":null}]' in line
    assert [(place["resolved"], len(place["candidates"])) for place in row["places"]] == [(True, 1), (False, 0)]
    for name in ("boilerplate", "places", "times", "quantities"):
        assert all(fields(part) == FIELDS[name] for part in row[name])
    assert all(fields(one) == FIELDS["candidates"] for place in row["places"] for one in place["candidates"])


def test_an_unresolved_place_of_a_claim_has_its_printed_name_and_no_point() -> None:
    told = report()
    where = claim(told).places[0]
    found = msgspec.structs.asdict(report_row(told, Reading(told.id, claims=(with_place(told, where),))))["claims"][0]
    assert [msgspec.structs.asdict(spot) for spot in found.places] == [
        {"name": "Klishchiïvka", "latitude": None, "longitude": None, "role": "event"}
    ]


def with_place(told, where):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    mention = replace(where, role=PlaceRole.SPEAKER)
    return replace(claim(told), places=(replace(where, resolved=False), mention))


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    lines = [
        {"id": "z", "text": TEXT.format("seven"), "date": "2023-03-04"},
        {"id": "fr", "text": "Le gouverneur de la région a déclaré vendredi que sept personnes avaient été tuées dans une frappe."},
        {"id": "a", "text": TEXT.format("three")},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_rows_come_in_the_order_of_the_input_whatever_the_language(rows: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT.format("nine"))
    result = run(rows, page)
    assert result.exit_code == 0, result.output
    found = [msgspec.json.decode(line, type=ReportRow, strict=True) for line in result.stdout.splitlines()]
    assert [row.doc for row in found] == ["z", "fr", "a", "page"]
    assert found[0].published == (date(2023, 3, 4), date(2023, 3, 4))
    assert found[0].text == TEXT.format("seven")
    assert (found[1].claims, found[1].places, found[1].attributions) == ((), (), ())
    for row in (found[0], found[2], found[3]):
        assert "casualties" in {told.kind for told in row.claims}
        assert all(told.quote == row.text[told.start : told.end] for told in row.claims)
        assert all(place.text == row.text[place.start : place.end] for place in row.places)
        assert "said" in {row.text[start:end] for attribution in row.attributions for start, end in attribution.cue}
    assert all(fields(json.loads(line)) == FIELDS[""] for line in result.stdout.splitlines())


def test_an_unreadable_file_is_told_and_the_others_go_on(rows: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "missing.html", rows, "--outlet", "The Gazette")
    assert result.exit_code == 3
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["z", "fr", "a"]
    assert result.stderr.startswith(f"{tmp_path / 'missing.html'}: ")
    assert len(result.stderr.splitlines()) == 1
