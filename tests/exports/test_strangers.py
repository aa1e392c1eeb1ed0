"""Other people's programs read what is exported: GDAL, DuckDB, pyarrow, pandas, polars."""

import json
from io import BytesIO
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet as pq
import pyogrio
import pytest

from rashomon.exports import FORMATS, Edition
from rashomon.exports.arrow import schema_of
from rashomon.exports.columns import TABLES, ClaimLine, name_of

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
