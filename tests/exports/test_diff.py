"""What changed between two ledgers, with reasons; releases that never change and are the same when made again."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rashomon.errors import ExportError
from rashomon.events import judge
from rashomon.exports import FORMATS
from rashomon.exports.diff import as_text, differences, side_of
from rashomon.exports.opening import open_edition, open_side
from rashomon.exports.release import changed_files, release
from rashomon.ledger import Ledger
from rashomon.model import Kind, Verdict
from rashomon.pipeline import read_into

DAY = date(2023, 9, 20)
AT = datetime(2023, 9, 20, 12, tzinfo=UTC)
KYIV = (
    "2023-09-15_kyiv.txt",
    b"Ukraine's General Staff said on Friday that its troops had captured the village of Andriivka near Bakhmut.",
)
MOSCOW = (
    "2023-09-16_moscow.txt",
    b"Russia's defence ministry denied on Saturday that Ukrainian troops had captured Andriivka on Friday.",
)
TOLL = (
    "2023-09-16_toll.txt",
    b"The governor of Kharkiv said on Saturday that three people were killed in a missile strike on the city.",
)


def ledger(path: Path, *sources, decide=()) -> Path:
    with Ledger.open(path, write=True) as book:
        list(read_into(book, sources))
        for kind, verdict, correct in decide:
            (claim,) = [one for one in book.claims() if one.kind is kind][:1]
            book.append(judge(verdict, claim, by="mara", reason="looked at the video", at=AT, correct=correct))
    return path


def compared(old: Path, new: Path):
    return differences(open_side(old), open_side(new))


def told(found):
    return {(one.noun, one.change, one.reason) for one in found}


def test_a_ledger_and_itself_do_not_differ(tmp_path: Path) -> None:
    one = ledger(tmp_path / "a.db", KYIV, MOSCOW, TOLL)
    assert compared(one, one) == []


def test_a_new_report_adds_claims_and_changes_its_event(tmp_path: Path) -> None:
    found = compared(ledger(tmp_path / "a.db", KYIV), ledger(tmp_path / "b.db", KYIV, MOSCOW))
    assert ("claim", "added", "a new report: 2023-09-16_moscow") in told(found)
    (event,) = [one for one in found if one.noun == "event" and one.change == "changed"]
    assert event.reason == "1 more claim"
    assert event.fields["disputed"] == (False, True)


def test_a_report_that_is_gone_takes_its_claims_with_it(tmp_path: Path) -> None:
    found = compared(ledger(tmp_path / "a.db", KYIV, TOLL), ledger(tmp_path / "b.db", KYIV))
    assert told(found) == {
        ("claim", "withdrawn", "its report is gone: 2023-09-16_toll"),
        ("event", "withdrawn", "none of its claims is left"),
    }


def test_a_rejected_claim_is_withdrawn_for_the_reviewers_reason(tmp_path: Path) -> None:
    old = ledger(tmp_path / "a.db", KYIV, TOLL)
    new = ledger(tmp_path / "b.db", KYIV, TOLL, decide=[(Kind.CAPTURE, Verdict.REJECT, None)])
    assert ("claim", "withdrawn", "a person rejected it: looked at the video") in told(compared(old, new))


def test_a_corrected_claim_is_changed_for_the_reviewers_reason(tmp_path: Path) -> None:
    old = ledger(tmp_path / "a.db", KYIV)
    new = ledger(tmp_path / "b.db", KYIV, decide=[(Kind.CAPTURE, Verdict.CORRECT, ("kind", "advance"))])
    (claim,) = [one for one in compared(old, new) if one.noun == "claim"]
    assert (claim.change, claim.reason) == ("changed", "a person corrected it: looked at the video")
    assert claim.fields["kind"] == ("capture", "advance")
    assert claim.was is not None, "the id is made of the kind too"
    assert as_text(claim).splitlines()[0].startswith(f"changed claim {claim.id[:8]} (was {claim.was[:8]}): ")
    assert "  kind: capture -> advance" in as_text(claim).splitlines()


def test_events_that_a_person_parts_are_told(tmp_path: Path) -> None:
    old = ledger(tmp_path / "a.db", KYIV, MOSCOW)
    new = ledger(tmp_path / "b.db", KYIV, MOSCOW)
    with Ledger.open(new, write=True) as book:
        left, right = book.claims()
        book.append(judge(Verdict.DIFFERENT, left, right, by="mara", reason="another Andriivka", at=AT))
    found = compared(old, new)
    assert any("moved to another event" in one.reason for one in found if one.noun == "event")
    assert all(one.noun == "event" for one in found)


def test_sides_of_nothing_do_not_differ() -> None:
    assert differences(side_of([]), side_of([])) == []


# releases


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return ledger(tmp_path / "war.db", KYIV, MOSCOW, TOLL)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_release_made_again_is_the_same_byte_for_byte(book: Path, tmp_path: Path) -> None:
    first, new = release(open_edition(book), tmp_path / "one", DAY)
    second, _ = release(open_edition(book), tmp_path / "two", DAY)
    assert new
    assert contents(first) == contents(second)
    assert release(open_edition(book), tmp_path / "one", DAY) == (first, False)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["rashomon-2023-09-20"]


def test_the_manifest_of_a_release_lists_every_file_of_every_format(book: Path, tmp_path: Path) -> None:
    goal, _ = release(open_edition(book), tmp_path, DAY)
    page = json.loads((goal / "manifest.json").read_bytes())
    assert list(page["formats"]) == list(FORMATS)
    files = {file["name"] for form in page["formats"].values() for file in form["files"]}
    assert files | {"manifest.json", "SHA256SUMS"} == set(contents(goal))
    assert (page["day"], page["claims"]) == ("2023-09-20", len(open_edition(book).record.claims))


def test_a_release_is_never_changed(book: Path, tmp_path: Path) -> None:
    goal, _ = release(open_edition(book), tmp_path, DAY)
    before = contents(goal)
    ledger(book, ("2023-09-17_more.txt", b"Rebels took Goma on Sunday, the army said."))
    with pytest.raises(ExportError, match="is another release already"):
        release(open_edition(book), tmp_path, DAY)
    assert contents(goal) == before


def test_a_changed_byte_of_a_release_is_named(book: Path, tmp_path: Path) -> None:
    goal, _ = release(open_edition(book), tmp_path, DAY)
    assert changed_files(goal) == []
    (goal / "acled.csv").write_bytes((goal / "acled.csv").read_bytes().replace(b"a", b"b", 1))
    (goal / "hxl.csv").unlink()
    assert changed_files(goal) == ["acled.csv", "hxl.csv"]
    with pytest.raises(ExportError, match=r"was changed after it was released \(acled\.csv, hxl\.csv\)"):
        open_side(goal)


def test_a_release_and_its_ledger_do_not_differ(book: Path, tmp_path: Path) -> None:
    goal, _ = release(open_edition(book), tmp_path, DAY)
    assert compared(goal, book) == []
    assert compared(goal / "tables.jsonl", goal) == []


def test_a_folder_that_is_no_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is no release, SHA256SUMS is missing"):
        open_side(tmp_path)
    with pytest.raises(ExportError, match="no such ledger, release or export"):
        open_side(tmp_path / "nowhere.db")
