"""The tellings of one event -> killed, wounded, missing, captured as each origin counts them, and one number under named rules.

Never a sum: copies of one count, and counts of some of the dead beside a count of all of them, add nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from rashomon.events.families import counted, known_kinds
from rashomon.events.telling import Telling
from rashomon.model import Because, ClaimId, Origin, Polarity, Quantity, Toll, Total


def find_tolls(tellings: Sequence[Telling], origins: Sequence[Origin]) -> tuple[Toll, ...]:
    """One toll for each origin, side and what is counted: the latest number; of one report's numbers the highest."""
    named = {claim: origin.name for origin in origins for claim in origin.claims}
    place = {claim: number for number, origin in enumerate(origins) for claim in origin.claims}
    found: dict[tuple[int, str, str], list[Toll]] = defaultdict(list)
    for telling in tellings:
        for toll in tolls_of(telling, named[telling.id]):
            found[place[toll.claim], toll.of, toll.side or ""].append(toll)
    return tuple(max(wholes(found[key]), key=_rank) for key in sorted(found))


def tolls_of(telling: Telling, origin: str) -> Iterator[Toll]:
    """What one claim counts. Denied, negated and feared numbers are no toll."""
    claim = telling.claim
    if claim.kind not in known_kinds().lists.counted or claim.polarity is not Polarity.AFFIRMED or telling.ahead:
        return
    day = telling.report.published.first if telling.report.published else None
    for quantity in claim.quantities:
        what = counted(quantity.of)
        if what and (quantity.low is not None or quantity.high is not None):
            yield Toll(what.of, quantity.low, quantity.high, origin, claim.id, day, telling.sufferer, what.part or _part(quantity))


def _part(quantity: Quantity) -> str | None:
    """``nine dead, four of them at the school``: the four are some of the nine."""
    return "part" if quantity.total is not None else None


def wholes(tolls: Iterable[Toll]) -> list[Toll]:
    """The counts of all; where there is none, the counts of some."""
    found = list(tolls)
    return [toll for toll in found if toll.part is None] or found


def find_totals(tolls: Sequence[Toll]) -> tuple[Total, ...]:
    """For what is counted and each side, one total under each of the rules; the same numbers where nothing depends on the rule."""
    counts: dict[tuple[str, str], list[Toll]] = defaultdict(list)
    for toll in tolls:
        counts[toll.of, toll.side or ""].append(toll)
    return tuple(_total(wholes(counts[key]), rule) for key in sorted(counts) for rule in RULES)


def _total(tolls: Sequence[Toll], rule: str) -> Total:
    chosen = RULES[rule](tolls)
    numbers = [bound for toll in tolls for bound in (toll.low, toll.high) if bound is not None]
    because = Because(rule, 1.0, f"{_number(chosen):.10g} as {chosen.origin} counts: {SAID[rule]} of {len(tolls)}")
    return Total(chosen.of, chosen.side, rule, min(numbers), _number(chosen), max(numbers), because)


def _lowest(tolls: Sequence[Toll]) -> Toll:
    return min(tolls, key=lambda toll: (_number(toll), toll.claim))


def _latest(tolls: Sequence[Toll]) -> Toll:
    return max(tolls, key=_rank)


def _exact(tolls: Sequence[Toll]) -> Toll:
    """A single number before a range, a range before an open bound."""

    def told(toll: Toll) -> int:
        return 2 if toll.low == toll.high else 0 if toll.low is None or toll.high is None else 1

    return max(tolls, key=lambda toll: (told(toll), _rank(toll)))


Rule = Callable[[Sequence[Toll]], Toll]

RULES: dict[str, Rule] = {"conservative": _lowest, "latest": _latest, "informative": _exact}
SAID = {"conservative": "the lowest count", "latest": "the latest count", "informative": "the most exact count"}


def _number(toll: Toll) -> float:
    return toll.low if toll.low is not None else toll.high or 0.0


def _rank(toll: Toll) -> tuple[date, float, float, ClaimId]:
    """Later beats earlier, more beats less; the id settles what is left."""
    low = toll.low if toll.low is not None else 0.0
    return (toll.published or date.min, low, toll.high if toll.high is not None else low, toll.claim)
