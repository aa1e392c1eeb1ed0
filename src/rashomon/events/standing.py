"""The claims, relations and origins of one event -> its standing by the rubric of kinds.toml: all rows that fit, no weights."""

from collections.abc import Iterator, Mapping, Sequence

from rashomon.events.families import known_kinds
from rashomon.events.parties import NEUTRAL, speaking_side
from rashomon.events.telling import Telling
from rashomon.model import Because, ClaimId, Relation, Stance, Verification

DISPUTES = (Stance.CONTRADICTS, Stance.DENIES)


def find_standing(tellings: Sequence[Telling], relations: Sequence[Relation]) -> tuple[Because, ...]:
    """Every row of the rubric that fits, in its order, with the words that it rests on."""
    by_id = {telling.id: telling for telling in tellings}
    found = dict(_findings(tellings, relations, by_id))
    settled = found.keys() & {"disputed", "admitted", "observed"}
    if not settled:
        name, detail = _voices(tellings)
        found[name] = detail
    return tuple(Because(row.name, 1.0, found[row.name]) for row in known_kinds().standing if row.name in found)


def _findings(
    tellings: Sequence[Telling], relations: Sequence[Relation], by_id: Mapping[ClaimId, Telling]
) -> Iterator[tuple[str, str]]:
    """Row and detail of what is confirmed, disputed and could not be verified; of one row, the first finding counts."""
    found = [*_checks(tellings), *(_by_relation(one, by_id) for one in relations)]
    yield from reversed([pair for pair in found if pair])  # a dictionary keeps the last of them


def _by_relation(relation: Relation, by_id: Mapping[ClaimId, Telling]) -> tuple[str, str] | None:
    detail = relation.because[0].detail if relation.because else str(relation.stance)
    if relation.stance in DISPUTES:
        return "disputed", detail
    if relation.stance is not Stance.CONFIRMS:
        return None
    return ("observed" if _side(by_id[relation.left]) in NEUTRAL else "admitted"), detail


def _checks(tellings: Sequence[Telling]) -> Iterator[tuple[str, str]]:
    rows = {
        Verification.DISPUTED: "disputed",
        Verification.CONFIRMED: "observed",
        Verification.UNVERIFIED: "unverified",
    }
    for telling in tellings:
        row = rows.get(telling.claim.verification) if telling.claim.verification else None
        if row:
            yield row, f"{telling.outlet}: “{_words(telling)}”"


def _words(telling: Telling) -> str:
    """The words by which the report says so; the claim's own where they are not known."""
    spans = [mark.span for mark in telling.claim.marks if mark.of == "verification"] or [telling.claim.quote]
    return " ".join(spans[0].of(telling.report.text).split())


def _voices(tellings: Sequence[Telling]) -> tuple[str, str]:
    """Who tells it, where nothing is confirmed or disputed."""
    sides = sorted({side for telling in tellings if (side := _side(telling)) and side not in NEUTRAL})
    if len(sides) == 1:
        return "one-side", f"sources that belong to {sides[0]}"
    return ("sides", f"sources of {' and '.join(sides)}") if sides else ("no-side", "outlets and sources of no known side")


def _side(telling: Telling) -> str | None:
    return speaking_side(telling.source)
