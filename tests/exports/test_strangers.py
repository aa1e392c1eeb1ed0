"""Other people's programs read what is exported: FollowTheMoney, GDAL, DuckDB, pyarrow, pandas, polars."""

import csv
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet as pq
import pyogrio
import pytest
from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.statement import Statement

from rashomon.exports import FORMATS, Edition
from rashomon.exports.arrow import schema_of
from rashomon.exports.columns import TABLES, ClaimLine, name_of

FTM = Path(sys.executable).with_name("ftm")


@pytest.fixture(scope="module")
def ftm(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ftm")
    for part, content in FORMATS["ftm"].write(edition).files.items():
        (folder / FORMATS["ftm"].name(part)).write_bytes(content)
    return folder


def called(*arguments: object) -> None:
    done = subprocess.run([FTM, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def json_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# FollowTheMoney


def test_every_entity_is_valid_for_followthemoney(ftm: Path) -> None:
    rows = json_rows(ftm / "ftm.entities.jsonl")
    for row in rows:
        proxy = model.get_proxy(row, cleaned=False)
        assert proxy.schema.name == row["schema"]
        proxy.schema.validate(row)
        for name, values in row["properties"].items():
            assert sorted(proxy.get(name)) == sorted(set(values)), f"{row['schema']}.{name}: a value is not taken"
    assert {row["schema"] for row in rows} >= {"Article", "Event", "Address", "Note", "Documentation", "UnknownLink", "Person"}


def test_followthemoney_objects_to_a_day_that_is_none() -> None:
    with pytest.raises(InvalidData):
        model.get("Event").validate({"properties": {"startDate": ["in March"]}})


def test_every_reference_of_an_entity_leads_to_one_of_the_right_kind(ftm: Path) -> None:
    rows = {row["id"]: row for row in json_rows(ftm / "ftm.entities.jsonl")}
    broken = []
    for row in rows.values():
        for name, values in row["properties"].items():
            prop = model.get(row["schema"]).get(name)
            if prop.type.name == "entity":
                goals = [rows.get(value) for value in values]
                broken += [(row["id"], name) for goal in goals if goal is None or not model.get(goal["schema"]).is_a(prop.range)]
    assert broken == []


def test_the_command_line_of_followthemoney_takes_the_entities(ftm: Path, tmp_path: Path) -> None:
    called("validate", "-i", ftm / "ftm.entities.jsonl", "-o", tmp_path / "valid.json")
    valid = {row["id"]: row["properties"] for row in json_rows(tmp_path / "valid.json")}
    ours = {row["id"]: row["properties"] for row in json_rows(ftm / "ftm.entities.jsonl")}
    assert {key: set(value) for key, value in valid.items()} == {key: set(value) for key, value in ours.items()}


def test_the_command_line_of_followthemoney_rolls_statements_up(ftm: Path, tmp_path: Path, edition: Edition) -> None:
    called("aggregate-statements", "-f", "csv", "-i", ftm / "ftm.statements.csv", "-o", tmp_path / "events.json")
    events = json_rows(tmp_path / "events.json")
    assert {row["schema"] for row in events} == {"Event"}
    assert len(events) <= len(edition.record.events)
    datasets = {name for row in events for name in row["datasets"]}
    assert {"hanna_maliar", "sudan_doctors_network"} <= datasets


def test_ids_of_statements_are_those_that_followthemoney_makes(ftm: Path) -> None:
    with (ftm / "ftm.statements.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    made = [Statement.make_key(row["dataset"], row["entity_id"], row["prop"], row["value"], False) for row in rows]
    assert [row["id"] for row in rows] == made


# GDAL


def test_gdal_reads_the_points(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    output = FORMATS["geojson"].write(edition)
    path.write_bytes(output.files[""])
    info = pyogrio.read_info(path)
    assert (info["crs"], info["geometry_type"], info["features"]) == ("EPSG:4326", "Point", output.rows[""])
    assert {"title", "date", "description", "place_desc", "links", "source"} <= set(info["fields"])
    _, _, geometry, fields = pyogrio.raw.read(path, columns=["title"])
    assert len(geometry) == len(fields[0]) == output.rows[""]


def test_points_are_longitude_first_and_of_settlements(edition: Edition) -> None:
    page = json.loads(FORMATS["geojson"].write(edition).files[""])
    assert set(page) == {"type", "features"}, "RFC 7946 has no crs"
    points = {one["properties"]["place_desc"]: one["geometry"]["coordinates"] for one in page["features"]}
    assert points["Klishchiivka, Donetsk Oblast, Ukraine"] == pytest.approx([37.96, 48.53], abs=0.05)
    assert "Ukraine" not in points


# Parquet and CSV


@pytest.fixture(scope="module")
def parquet(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    for part, content in FORMATS["parquet"].write(edition).files.items():
        (folder / f"{part}.parquet").write_bytes(content)
    return folder


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_pyarrow_finds_the_documented_schema(parquet: Path, table: type) -> None:
    assert pq.read_schema(parquet / f"{name_of(table)}.parquet") == schema_of(table)


def test_duckdb_joins_claims_events_and_reports(parquet: Path, edition: Edition) -> None:
    with duckdb.connect() as base:
        rows = base.execute(
            "SELECT count(*), count(DISTINCT e.id), count(DISTINCT r.id) FROM read_parquet(?) c "
            "JOIN read_parquet(?) e ON c.event = e.id JOIN read_parquet(?) r ON c.report = r.id",
            [str(parquet / f"{name}.parquet") for name in ("claims", "events", "reports")],
        ).fetchone()
        places = base.execute(
            "SELECT place.name FROM (SELECT unnest(places) AS place FROM read_parquet(?))", [str(parquet / "claims.parquet")]
        )
        assert ("Andriivka",) in places.fetchall()
    told = {claim.report for claim in edition.record.claims}
    assert rows == (len(edition.record.claims), len(edition.record.events), len(told))


def test_pandas_reads_every_sheet(edition: Edition) -> None:
    output = FORMATS["csv"].write(edition)
    for part, content in output.files.items():
        frame = pandas.read_csv(BytesIO(content))
        assert len(frame) == output.rows[part]
    claims = pandas.read_csv(BytesIO(output.files["claims"]), parse_dates=["first", "published_first"])
    assert claims["published_first"].max().year == 2025
    assert claims["killed_low"].dropna().min() > 0
    assert set(claims["kind"]) >= {"capture", "strike", "casualties"}


@pytest.mark.parametrize("name", ["acled", "ucdp", "hxl", "control"])
def test_pandas_reads_the_other_sheets(edition: Edition, name: str) -> None:
    output = FORMATS[name].write(edition)
    frame = pandas.read_csv(BytesIO(output.files[""]), skiprows=[1] if name == "hxl" else [])
    assert len(frame) == output.rows[""] > 0


# data frames


def test_frames_of_pandas_and_polars_say_the_same(edition: Edition) -> None:
    in_pandas, in_polars = edition.record.claims_frame(), edition.record.claims_frame("polars")
    assert list(in_pandas.columns) == in_polars.columns == list(ClaimLine.__struct_fields__)
    assert in_pandas["id"].tolist() == in_polars["id"].to_list()
    assert str(in_pandas["first"].dtype).startswith("datetime64")
    assert in_polars["killed_low"].drop_nulls().to_list() == in_pandas["killed_low"].dropna().tolist()


def test_a_frame_of_events_counts_origins(edition: Edition) -> None:
    frame = edition.record.events_frame()
    assert len(frame) == len(edition.record.events)
    assert frame.set_index("id")["independent_origins"].to_dict() == {one.id: len(one.origins) for one in edition.record.events}
