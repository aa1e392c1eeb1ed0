"""rashomon dates: the answer, its reasons, and what does not agree."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.cli.dates import HintRow

CLASH = "Ukraine spoke on day 100 of the invasion. Ukraine marked the second anniversary of the invasion."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["dates", *map(str, arguments)])


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    path = tmp_path / "village.txt"
    path.write_text("Ukraine's army said it retook Rivnopil on Monday. Russia was silent.", encoding="utf-8")
    return path


def test_reasons_are_rows_with_their_words(undated: Path) -> None:
    rows = [json.loads(line) for line in run(undated).stdout.splitlines()]
    assert [list(row) for row in rows] == [list(HintRow.__struct_fields__)] * 2
    first = rows[0]
    assert (first["doc"], first["published"], first["by"]) == ("village", ["2023-06-26", "2023-07-02"], "inside")
    assert (first["first"], first["last"], first["agrees"]) == ("2023-06-26", "2023-07-02", True)
    assert undated.read_text()[first["start"] : first["end"]] == "retook Rivnopil on Monday"


def test_lines_for_a_reader(undated: Path) -> None:
    lines = run("--table", undated).stdout.splitlines()
    assert lines[0] == "village: 2023-06-26 to 2023-07-02 (inside)"
    assert lines[1].split("  ")[2:] == [
        "2023-06-26 to 2023-07-02",
        "“retook Rivnopil” (recapture of Rivnopil, on 2023-06-26); told as “Monday” [23-48]",
    ]
    assert "the text speaks of the war Russia-Ukraine" in lines[2]


def test_text_that_does_not_agree_with_the_given_date(undated: Path) -> None:
    lines = run("--table", "--published", "2023-05-01", undated).stdout.splitlines()
    assert lines[0] == "village: 2023-05-01 (given)"
    assert lines[1].strip().startswith("2023-05-01")
    assert "given: " in lines[1]
    assert lines[2].startswith("  ! 2023-06-26 to 2023-07-02")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (CLASH, "not known: the reasons exclude one another (give --published)"),
        ("In 2014 the town of Kharkiv in Ukraine was calm.", "not known: the text does not bound it to 45 days (give --published)"),
        ("A man walked his dog by the river.", "not known: nothing in the text tells it (give --published)"),
    ],
)
def test_no_answer_says_why(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    lines = run("--table", path).stdout.splitlines()
    assert lines[0] == f"a: {why}"
    assert all(line.startswith("  ! ") for line in lines[1:]) == (text == CLASH or len(lines) == 1)


def test_sources_that_cannot_be_read_are_told(tmp_path: Path, undated: Path) -> None:
    result = run("--table", tmp_path / "none.txt", undated)
    assert result.exit_code == 3
    assert "none.txt" in result.stderr
    assert "village: " in result.stdout
