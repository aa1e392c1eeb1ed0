"""rashomon judge: a person's decisions about claims -> the ledger, appended, never overwritten."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import click

from rashomon.cli.options import Address, Command, ledger_option
from rashomon.cli.rows import tell


@click.group()
def judge() -> None:
    """rashomon judge different 3f9a 77c1 --by Mara --reason "two strikes, four hours apart"

    Decide about claims: which tell of the same happening, which do not, what was misread, what is no claim. Decisions are
    appended with name, time and reason, and take effect whenever the ledger is looked at. The last one counts; `undo` takes
    back what was decided before. CLAIM is the id of a claim or its beginning, as `rashomon claims` and `compare` show it.
    """


def decided(command: Command) -> Command:
    """--by, --reason and --ledger."""

    @ledger_option
    @click.option("--by", metavar="NAME", required=True, help="Who decides.")
    @click.option("--reason", metavar="WORDS", required=True, help="Why.")
    @wraps(command)
    def with_reason(*args: Any, by: str, reason: str, ledger: Address, **rest: Any) -> None:
        command(*args, append=_appender(ledger, by, reason), **rest)

    return with_reason


Append = Callable[..., None]


def _appender(ledger: Address, by: str, reason: str) -> Append:
    def append(verdict: str, *names: str, correct: tuple[str, str] | None = None) -> None:
        from rashomon.events import judge as made
        from rashomon.ledger import Ledger
        from rashomon.model import Verdict

        with Ledger.open(ledger, write=True) as book:
            claims = [_claim(book, name) for name in names]
            if correct and correct[0] == "place":
                correct = ("place", _place_meant(claims[0], correct[1]))
            new = book.append(made(Verdict(verdict), *claims, by=by, reason=reason, at=datetime.now(UTC), correct=correct))
        about = " and ".join(claim.id for claim in claims)
        tell(f"{ledger}: {verdict} {about}, by {by}{'' if new else ': decided so before, nothing is added'}")

    return append


def _claim(book: Any, name: str) -> Any:
    """The claim as it was read; else the one that has got this id by a correction."""
    from rashomon.errors import LedgerError
    from rashomon.events.judged import apply

    try:
        return book.claim(name)
    except LedgerError:
        corrected = [claim for claim in apply(book.claims(), book.judgements()).claims if claim.id.startswith(name)]
        if len(corrected) != 1:
            raise
        return corrected[0]


def _place_meant(claim: Any, value: str) -> str:
    """The id of the candidate that bears this id or this name; a fault lists the candidates."""
    from rashomon.errors import LedgerError
    from rashomon.views.selection import named
    from rashomon.views.wording import place_words

    known = {one.place.id: one.place for spot in claim.places for one in spot.candidates}
    if not value or value in known:
        return value
    found: list[str] = [id for id, place in known.items() if named(place, value)]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{id} ({place_words(place)})" for id, place in known.items()) or "none"
    fault = "is the name of several candidates" if found else "is no candidate"
    raise LedgerError(f"{value!r} {fault} of claim {claim.id} (candidates: {listed}; an empty value takes the place away)")


@judge.command()
@click.argument("claim")
@click.argument("other")
@decided
def same(claim: str, other: str, append: Append) -> None:
    """rashomon judge same 3f9a 77c1 --by Mara --reason "one strike, two spellings of the village"

    Two claims tell of the same happening: their events become one.
    """
    append("same", claim, other)


@judge.command()
@click.argument("claim")
@click.argument("other")
@decided
def different(claim: str, other: str, append: Append) -> None:
    """rashomon judge different 3f9a 77c1 --by Mara --reason "two strikes, four hours apart"

    Two claims do not tell of the same happening: they are kept apart.
    """
    append("different", claim, other)


@judge.command()
@click.argument("claim")
@click.argument("field")
@click.argument("value")
@decided
def correct(claim: str, field: str, value: str, append: Append) -> None:
    """rashomon judge correct 3f9a when 2023-03-02 --by Mara --reason "Thursday of that week"

    One field of a claim was misread. FIELD is kind, polarity, certainty, verification, actor, target, source, place (a
    candidate's id, or its name where only one bears it) or when (2023-03-02, or 2023-03-02..2023-03-04); an empty VALUE takes
    it away where it can be absent.
    """
    append("correct", claim, correct=(field, value))


@judge.command()
@click.argument("claim")
@decided
def reject(claim: str, append: Append) -> None:
    """rashomon judge reject 3f9a --by Mara --reason "a headline of another story"

    The words are no claim: they are left out of all events.
    """
    append("reject", claim)


@judge.command()
@click.argument("claim")
@click.argument("other", required=False)
@decided
def undo(claim: str, other: str | None, append: Append) -> None:
    """rashomon judge undo 3f9a --by Mara --reason "it is a claim after all"

    Take back what was decided before about a claim (correct, reject), or with OTHER about a pair (same, different).
    """
    append("undo", claim, *([other] if other else []))
