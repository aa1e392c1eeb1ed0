"""Cue files: every row's example does what the row says, and a broken row is named."""

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from _pytest.mark import ParameterSet
from tests.claims.marked import WAR, claims_of, report, wrong

from rashomon.claims import read_claims
from rashomon.claims.happenings.schemes import acled_type
from rashomon.errors import KnowledgeError
from rashomon.knowledge import cues as room
from rashomon.knowledge import load
from rashomon.knowledge.cues import load_cues
from rashomon.model import Claim, Kind, Span

FOLDER = Path(room.__file__).parent / "data" / "cues"


@cache
def table(name: str) -> dict[str, Any]:
    return msgspec.toml.decode((FOLDER / name).read_bytes())


# examples that are not read as their row says, and why
WRONG = {
    "The first aid convoy arrived in the camp.": "a convoy is a force even where it brings relief",
    "The ministry spoke of a failed attempt to land troops.": 'a noun after "spoke of" tells nothing',
    "Ten dead in the hill country after a raid on a barracks.": "the headline's dead are not read",
    "Chlorine was dropped on the suburb.": "a poison is no weapon that is dropped",
}


def examples(rows: list[dict[str, Any]]) -> list[ParameterSet]:
    """A case for each row, expected to fail where its example is among the wrong ones."""
    marks = {text: [pytest.mark.xfail(strict=True, reason=reason)] for text, reason in WRONG.items()}
    return [pytest.param(row, id=row["example"], marks=marks.get(row["example"], [])) for row in rows]


KINDS = [*table("verbs.toml")["verb"], *table("nouns.toml")["noun"]]
TELLING = table("acled.toml")["telling"]


@pytest.mark.parametrize("row", examples(KINDS))
def test_an_example_fires_its_rows_kind_in_a_war_report(row: dict[str, Any]) -> None:
    found = claims_of(tuple(WAR + other["example"] for other in KINDS))[WAR + row["example"]]
    assert row["kind"] in [claim.kind.value for claim in found]


def test_every_kind_has_rows_of_its_own() -> None:
    assert {row["kind"] for row in KINDS} == {kind.value for kind in Kind}


def test_no_example_stands_twice() -> None:
    found = [row["example"] for row in KINDS]
    assert sorted(set(found)) == sorted(found)


def test_the_wrong_examples_are_examples() -> None:
    assert set(WRONG) <= {row["example"] for row in (*KINDS, *TELLING)}


@pytest.mark.parametrize("row", table("speech.toml")["verb"], ids=lambda row: row["example"])
def test_an_example_of_saying_is_somebodys_word(row: dict[str, Any]) -> None:
    rules = [attribution.rule for attribution in read_claims(report(WAR + row["example"]), load()).attributions]
    assert len(rules) == 1
    found = re.fullmatch(r"(\w+) (.+) \(([\w ]+)\)", rules[0])
    assert found, rules
    forms = row["forms"] or ["what was told"]  # without forms of its own it points back
    assert (found[1], found[2] in row["verbs"], found[3] in forms) == (row["act"], True, True)


def test_words_ahead_make_a_claim_intended() -> None:
    example = WAR + table("certainty.toml")["ahead"]["example"]
    assert [claim.certainty.value for claim in claims_of((example,))[example]] == ["intended"]


@pytest.mark.parametrize("row", table("certainty.toml")["verification"], ids=lambda row: row["example"])
def test_the_first_pattern_that_an_example_has_is_its_rows(row: dict[str, Any]) -> None:
    assert next(value for value, pattern in load_cues().verification if pattern.search(row["example"])) == row["value"]


@pytest.mark.parametrize("row", [row for row in TELLING if not {"actor", "target"} & set(row)], ids=lambda row: row["example"])
def test_the_words_of_a_row_decide_the_type_of_each_of_its_kinds(row: dict[str, Any]) -> None:
    found = {kind: acled_type(Claim("r", Span(0, 1), Span(0, 1), Kind(kind)), row["example"], load_cues()) for kind in row["kinds"]}
    assert found == dict.fromkeys(row["kinds"], row["type"])


@pytest.mark.parametrize("row", examples(TELLING))
def test_an_example_read_in_a_report_has_its_rows_type(row: dict[str, Any]) -> None:
    text = WAR + row["example"]
    assert row["type"] in [claim.acled for claim in claims_of((text,))[text]]


# the file, what is replaced in it, what the message must name
BROKEN = [
    ("verbs.toml", 'kind = "capture"', 'kind = "captrue"', r"cues/verbs\.toml: .*captrue.*verb\[0\]\.kind"),
    ("verbs.toml", "\nweak = true", "\nwaek = true", r"cues/verbs\.toml: .*waek.*verb\[\d+\]"),
    ("verbs.toml", 'example = "', 'sample = "', r"cues/verbs\.toml: .*verb\[0\]"),
    ("verbs.toml", "[[verb]]", "[[verb", r"cues/verbs\.toml: "),
    ("nouns.toml", 'kind = "capture"', 'kind = "captrue"', r"cues/nouns\.toml: .*captrue.*noun\[0\]\.kind"),
    ("nouns.toml", "unless = [", "unles = [", r"cues/nouns\.toml: .*unles.*noun\[\d+\]"),
    ("nouns.toml", "[class]", "[classes]", r"cues/nouns\.toml: .*class"),
    ("speech.toml", "forms = [", "form = [", r"cues/speech\.toml: .*form.*verb\[0\]"),
    ("speech.toml", "prepositions = [", "preposition = [", r"cues/speech\.toml: .*preposition.*channels"),
    ("certainty.toml", 'value = "unverified"', 'value = "unsure"', r"cues/certainty\.toml: .*unsure.*verification\[0\]\.value"),
    ("certainty.toml", "modals = [", "modal = [", r"cues/certainty\.toml: .*modal.*ahead"),
    ("acled.toml", 'kinds = ["strike"', 'kinds = ["stirke"', r"cues/acled\.toml: .*stirke.*telling\[0\]\.kinds"),
    ("acled.toml", "type = ", "typ = ", r"cues/acled\.toml: .*typ.*telling\[0\]"),
    ("lists.toml", "words = ", "word = ", r"cues/lists\.toml: .*word"),
    ("acled.toml", "[otherwise]", "[elsewise]", r"cues/acled\.toml: .*elsewise"),
]

BROKEN_WRONG = [
    *wrong(
        "a pattern that is none fails as a fault of the program",
        ("acled.toml", "pattern = '", "pattern = '(", r"cues/acled\.toml: .*telling\[0\]\.pattern"),
        ("certainty.toml", "pattern = '", "pattern = '(", r"cues/certainty\.toml: .*verification\[0\]\.pattern"),
    ),
    *wrong(
        "classes, acts and forms that nobody knows are accepted and never fire",
        ("verbs.toml", 'object = ["place"', 'object = ["palce"', r"cues/verbs\.toml: .*palce.*verb\[0\]\.object"),
        ("nouns.toml", 'of = ["place"', 'of = ["palce"', r"cues/nouns\.toml: .*palce.*noun\[0\]\.of"),
        ("speech.toml", 'act = "say"', 'act = "sya"', r"cues/speech\.toml: .*sya.*verb\[0\]\.act"),
        ("speech.toml", '"clause"', '"cluase"', r"cues/speech\.toml: .*cluase.*verb\[0\]\.forms"),
    ),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the cue files, which is read in their place."""
    copy = tmp_path / "data" / "cues"
    shutil.copytree(FOLDER, copy)
    monkeypatch.setattr(room, "files", lambda package: tmp_path)
    return copy


@pytest.mark.parametrize(("name", "right", "fault", "message"), [*BROKEN, *BROKEN_WRONG])
def test_a_broken_row_is_named(name: str, right: str, fault: str, message: str, folder: Path) -> None:
    file = folder / name
    assert right in file.read_text()
    file.write_text(file.read_text().replace(right, fault, 1))
    with pytest.raises(KnowledgeError, match=message):
        load_cues.__wrapped__()


def test_the_files_are_read_from_the_folder(folder: Path) -> None:
    (folder / "lists.toml").write_text('[fresh]\nwords = "one two"\nexample = "One."\n')
    assert load_cues.__wrapped__().lists == {"fresh": frozenset({"one", "two"})}
