"""The whole way: sources in, one record out; the same from a ledger; public names are cheap to import."""

import doctest
from datetime import UTC, datetime
from pathlib import Path

import pytest

import rashomon
from rashomon import pipeline
from rashomon.ledger import Ledger
from rashomon.model import Judgement, Kind, Verdict

KYIV = "Ukraine's General Staff said on Friday that its troops had captured the village of Andriivka near Bakhmut."
MOSCOW = "Russia's defence ministry denied on Friday that Ukrainian troops had captured Andriivka."
SOURCES = [("kyiv.txt", KYIV.encode()), ("moscow.txt", MOSCOW.encode())]


def test_the_example_of_tell_runs() -> None:
    found = doctest.testmod(pipeline)
    assert found.attempted > 0
    assert found.failed == 0


def test_tell_weaves_what_two_reports_claim() -> None:
    record = rashomon.tell(SOURCES)
    assert [report.name for report in record.reports] == ["kyiv", "moscow"]
    captures = [claim for claim in record.claims if claim.kind is Kind.CAPTURE]
    assert {claim.report for claim in captures} == {report.id for report in record.reports}
    texts = {report.id: report.text for report in record.reports}
    assert all(claim.cue.of(texts[claim.report]) in ("captured", "denied") for claim in captures)


def test_the_same_text_twice_is_told_once() -> None:
    record = rashomon.tell([*SOURCES, ("copy.txt", KYIV.encode())])
    assert [report.name for report in record.reports] == ["kyiv", "moscow"]


def test_a_ledger_gives_the_record_that_tell_gives(tmp_path: Path) -> None:
    judgement = Judgement(
        rashomon.tell(SOURCES).claims[0].id, Verdict.REJECT, "mara", datetime(2023, 9, 20, tzinfo=UTC), "no claim"
    )
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        steps = list(pipeline.read_into(book, [*SOURCES, ("empty.txt", b"")]))
        book.append(judgement)
        recalled = pipeline.recall(book)
        loom = pipeline.Loom()
        assert pipeline.recall(book, loom=loom) == pipeline.recall(book, loom=loom) == recalled
        assert loom.compared == 0
    told = rashomon.tell([*SOURCES, ("empty.txt", b"")], [judgement])
    assert sum(step.claims for step in steps) > len(told.claims)
    assert recalled.reports == told.reports
    assert recalled.events == told.events
    assert recalled.holds == told.holds
    assert recalled.judgements == told.judgements == (judgement,)
    assert set(recalled.issues) == set(told.issues)
    assert "empty.txt" in {issue.name for issue in told.issues}


def test_tell_in_workers_gives_the_record_that_this_process_gives() -> None:
    assert rashomon.tell(SOURCES, plan=pipeline.Plan(jobs=2)) == rashomon.tell(SOURCES)


def test_find_claims_reads_one_report() -> None:
    (report,) = (one for one in rashomon.read(SOURCES[:1]) if isinstance(one, rashomon.Report))
    assert {claim.kind for claim in rashomon.find_claims(report)} == {Kind.CAPTURE}


def test_every_public_name_is_there_in_order() -> None:
    assert list(rashomon.__all__) == sorted(rashomon.__all__)
    assert all(getattr(rashomon, name).__name__ == name for name in rashomon.__all__)
    with pytest.raises(AttributeError, match="module 'rashomon' has no attribute 'guess'"):
        rashomon.guess  # noqa: B018
