"""Decisions are about words: they survive a new reading, can be taken back, and are listed where their claim is gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.events.factories import OLDMILL_SOUTH, claim, report, told

from rashomon.errors import RashomonError
from rashomon.events import judge, lost_judgements, weave
from rashomon.model import Claim, Judgement, Kind, Polarity, Span, Verdict

TEXT = "Shells fell on Oldmill on Monday. Rockets hit the ferry."
MADE = report(TEXT)
READ = claim(MADE, "Shells fell on Oldmill on Monday")
OTHER_REPORT, OTHER = told("A strike on the other Oldmill.", outlet="B", place=OLDMILL_SOUTH)
REPORTS = [MADE, OTHER_REPORT]
IDS = {made.id for made in REPORTS}


def decide(verdict: Verdict, *claims: Claim, hour: int = 0, correct: tuple[str, str] | None = None) -> Judgement:
    at = datetime(2024, 4, 1, tzinfo=UTC) + timedelta(hours=hour)
    return judge(verdict, *claims, by="Mara", reason="read both", at=at, correct=correct)


def read_anew(start: int, end: int, **more: object) -> Claim:
    """The claim as a changed rule finds it: other words, another id."""
    return replace(READ, quote=Span(start, end), cue=Span(start, start + 6), **more)


SHORTER = read_anew(0, len("Shells fell on Oldmill"))


@pytest.mark.parametrize("found", [READ, SHORTER, read_anew(7, len(TEXT))], ids=["as it was", "shorter", "overlapping"])
def test_a_decision_finds_its_claim_again(found: Claim) -> None:
    assert weave([found], REPORTS, [decide(Verdict.REJECT, READ)]) == ()
    (event,) = weave([found, OTHER], REPORTS, [decide(Verdict.SAME, READ, OTHER)])
    assert len(event.claims) == 2
    corrected = weave([found], REPORTS, [decide(Verdict.CORRECT, READ, correct=("polarity", "negated"))])
    assert corrected[0].claims[0].polarity is Polarity.NEGATED
    assert lost_judgements([found, OTHER], [decide(Verdict.SAME, READ, OTHER)], IDS) == ()


@pytest.mark.parametrize(
    "found",
    [read_anew(34, len(TEXT)), read_anew(0, 20, kind=Kind.ATTACK), replace(READ, report=OTHER_REPORT.id)],
    ids=["other words", "other kind", "other report"],
)
def test_a_decision_whose_claim_is_gone_is_an_issue(found: Claim) -> None:
    decision = decide(Verdict.REJECT, READ)
    assert len(weave([found], REPORTS, [decision])) == 1
    (issue,) = lost_judgements([found], [decision], IDS)
    assert (issue.kind, issue.name) == ("judgement lost", "reject by Mara on 2024-04-01 00:00")
    assert issue.detail == f"claim {READ.id[:8]} is no longer read in the report (look at it and decide again)"
    assert (issue.report, issue.span) == (MADE.id, READ.quote)


def test_a_decision_about_a_report_that_was_not_read_is_not_lost() -> None:
    assert lost_judgements([OTHER], [decide(Verdict.REJECT, READ)], {OTHER_REPORT.id}) == ()


def test_of_several_the_claim_with_most_common_words_is_meant() -> None:
    rest = read_anew(15, 32)
    kept = weave([SHORTER, rest], REPORTS, [decide(Verdict.REJECT, READ)])
    assert [one.id for event in kept for one in event.claims] == [rest.id]


def test_a_corrected_claim_is_found_again_by_its_corrected_kind() -> None:
    fix = decide(Verdict.CORRECT, READ, correct=("kind", "attack"))
    ((now,),) = (event.claims for event in weave([READ], REPORTS, [fix]))
    dropped = decide(Verdict.REJECT, now, hour=1)
    assert weave([SHORTER], REPORTS, [fix, dropped]) == ()


@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_undone(*, turned: bool) -> None:
    pair = (OTHER, READ) if turned else (READ, OTHER)
    decided = [decide(Verdict.SAME, READ, OTHER), decide(Verdict.UNDO, *pair, hour=1)]
    assert len(weave([READ, OTHER], REPORTS, decided)) == 2
    again = [*decided, decide(Verdict.SAME, READ, OTHER, hour=2)]
    assert len(weave([READ, OTHER], REPORTS, again)) == 1


def test_a_rejection_and_a_correction_are_undone() -> None:
    undo = decide(Verdict.UNDO, READ, hour=1)
    for decision in (decide(Verdict.REJECT, READ), decide(Verdict.CORRECT, READ, correct=("kind", "attack"))):
        assert weave([READ], REPORTS, [decision, undo]) == weave([READ], REPORTS)


@pytest.mark.parametrize(
    ("verdict", "claims", "fault"),
    [
        (Verdict.SAME, [READ], "same: is about 2 different claims, not 1 (give their ids)"),
        (Verdict.SAME, [READ, READ], "same: is about 2 different claims, not 2 (give their ids)"),
        (Verdict.REJECT, [READ, OTHER], "reject: is about 1 different claims, not 2 (give their ids)"),
    ],
)
def test_a_decision_needs_its_claims(verdict: Verdict, claims: list[Claim], fault: str) -> None:
    with pytest.raises(RashomonError) as raised:
        decide(verdict, *claims)
    assert str(raised.value) == fault


def test_a_decision_needs_a_name_and_a_reason_and_a_value_that_fits() -> None:
    at = datetime(2024, 4, 1, tzinfo=UTC)
    with pytest.raises(RashomonError, match="nobody, or for no reason"):
        judge(Verdict.REJECT, READ, by="Mara", reason=" ", at=at)
    with pytest.raises(RashomonError, match="'war' is not a valid Kind"):
        decide(Verdict.CORRECT, READ, correct=("kind", "war"))
