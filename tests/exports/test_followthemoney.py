"""FollowTheMoney's own validator and command line take the entities and statements."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.exports import FORMATS, Edition

pytest.importorskip(
    "followthemoney", reason="followthemoney is not installed (requirements/readers.in)", exc_type=ModuleNotFoundError
)

from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.statement import Statement

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
