"""Exports on disk: whole or not at all, with a manifest, the same again, never from a ledger that is not sound."""

import json
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.exports import made

from rashomon.errors import ExportError, TamperError
from rashomon.exports import FORMATS, Edition
from rashomon.exports.edition import checked
from rashomon.exports.opening import open_edition
from rashomon.exports.publish import named, publish, write_all
from rashomon.ledger import Ledger
from rashomon.model import Kind, Record, Span
from rashomon.pipeline import read_into
from rashomon.views.selection import Choice


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_when_made_again(name: str, sample: Path, edition: Edition) -> None:
    again = FORMATS[name].write(open_edition(sample))
    assert again == FORMATS[name].write(edition)
    assert again.files
    assert set(again.files) == set(again.rows)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_record_is_an_empty_export(name: str) -> None:
    output = FORMATS[name].write(Edition(Record()))
    assert sum(output.rows.values()) == 0
    assert not output.left_out


def test_the_manifest_tells_what_is_there(edition: Edition, tmp_path: Path) -> None:
    told = publish(edition, "parquet", tmp_path / "war.parquet")
    page = json.loads((tmp_path / "war.parquet.manifest.json").read_bytes())
    assert page["schema"] == "rashomon-export/1"
    assert (page["format"], page["ledger"], page["filters"]) == ("parquet", edition.ledger, {})
    assert (page["reports"], page["claims"], page["events"]) == (
        len(edition.record.reports),
        len(edition.record.claims),
        len(edition.record.events),
    )
    assert any("GeoNames" in line and "CC BY 4.0" in line for line in page["attribution"])
    for file in page["files"]:
        content = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), sha256(content).hexdigest())
    assert names(tmp_path) == sorted([*(file.name for file in told.files), "war.parquet.manifest.json"])


def test_what_is_left_out_is_in_the_manifest(edition: Edition, tmp_path: Path) -> None:
    told = publish(edition, "acled", tmp_path / "war.csv")
    assert sum(told.left_out.values()) > 0
    assert {"day not stated", "no home in the scheme: assess"} <= set(told.left_out)


def test_filters_are_in_the_manifest_and_hold(sample: Path, tmp_path: Path) -> None:
    edition = open_edition(sample, Choice(place="Klishchiivka", kind=Kind.CAPTURE))
    told = publish(edition, "jsonl", tmp_path / "k.jsonl")
    assert told.filters == {"place": "Klishchiivka", "kind": "capture"}
    assert 0 < told.events < 20
    assert told.ledger == open_edition(sample).ledger, "the hash is that of the whole ledger"


@pytest.mark.parametrize(
    ("path", "part", "file"),
    [
        ("war.csv", "", "war.csv"),
        ("war.csv", "claims", "war.claims.csv"),
        ("war", "claims", "war.claims.csv"),
        ("w.jsonl", "s.csv", "w.s.csv"),
    ],
)
def test_parts_have_names_beside_the_one_given(path: str, part: str, file: str) -> None:
    assert named(Path("out", path), part, ".csv") == Path("out", file)


# whole or not at all


def tampered() -> Record:
    """A claim whose place is not where it says."""
    report, claim = made.told("Shells fell on Bakhmut.", kind=Kind.STRIKE, place=made.BAKHMUT)
    spot = replace(claim.places[0], span=Span(0, 6))
    return made.edition((report, replace(claim, places=(spot,)))).record


def test_nothing_is_written_where_an_offset_is_not_at_its_words(tmp_path: Path) -> None:
    with pytest.raises(TamperError, match=r"nothing was written: .*'Bakhmut' is not what stands at 0\.\.6"):
        publish(Edition(tampered()), "csv", tmp_path / "war.csv")
    assert names(tmp_path) == []


def test_an_offset_outside_of_the_text_is_named() -> None:
    report, claim = made.told("Shells fell.", kind=Kind.STRIKE, place=None)
    record = made.edition((report, replace(claim, cue=Span(0, 900)))).record
    with pytest.raises(TamperError, match=r"0\.\.900 is outside of the report's text"):
        checked(record)


def test_an_earlier_export_survives_a_folder_that_cannot_be_written(edition: Edition, tmp_path: Path) -> None:
    target = tmp_path / "war.csv"
    publish(edition, "acled", target)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    (tmp_path / f".war.csv.manifest.json.{os.getpid()}.tmp").mkdir()  # the second file cannot be written
    with pytest.raises(ExportError, match="cannot be written"):
        publish(edition, "hxl", target)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_a_missing_folder_is_named(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"nowhere.* cannot be written, No such file or directory"):
        publish(edition, "csv", tmp_path / "nowhere" / "war.csv")


# the hash of a ledger


def test_the_hash_does_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    texts = [("2023-09-18_a.txt", b"Rebels took Bakhmut on Monday."), ("2023-09-19_b.txt", b"The army denied it on Tuesday.")]
    marks = []
    for number, sources in enumerate((texts, texts[::-1], texts[:1])):
        with Ledger.open(tmp_path / f"{number}.db", write=True) as book:
            list(read_into(book, sources))
        marks.append(open_edition(tmp_path / f"{number}.db").ledger)
    assert marks[0] == marks[1] != marks[2]


def test_a_folder_that_is_not_there_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    goal = tmp_path / "nowhere" / "x.csv"
    with pytest.raises(ExportError) as fault:
        write_all({goal: b""}, goal.with_name("x.csv.manifest.json"), b"")
    assert str(fault.value).startswith(f"{goal}: cannot be written, ")
