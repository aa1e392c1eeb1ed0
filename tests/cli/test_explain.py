"""The command `explain` on files."""

from pathlib import Path

from click.testing import CliRunner

from rashomon.cli import main


def test_fired_and_rejected_frames_are_printed_under_their_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Soldiers captured the village after dawn. The club captured the title.", encoding="utf-8")
    result = CliRunner().invoke(main, ["explain", str(file)])
    assert result.exit_code == 0
    assert result.output.splitlines()[:5] == [
        "Soldiers captured the village after dawn.",
        "  + captured: capture (verb capture)",
        "",
        "The club captured the title.",
        "  - captured: capture (verb capture): the object 'title' is other, not place or position or pronoun",
    ]


def test_sentences_without_a_trial_are_shown_on_request(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The weather was mild.", encoding="utf-8")
    assert CliRunner().invoke(main, ["explain", str(file)]).output == ""
    assert "The weather was mild.   (does not speak of war)" in CliRunner().invoke(main, ["explain", "--all", str(file)]).output


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["explain", str(tmp_path / "missing.txt")])
    assert result.exit_code == 3
    assert "missing.txt" in result.output
