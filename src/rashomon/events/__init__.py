"""Claims of any reports -> events with their stances, origins and tolls, and who is said to hold which place."""

from collections.abc import Iterable, Sequence

from rashomon.events.blocks import worth_comparing
from rashomon.events.cluster import Pair, cluster, decisions
from rashomon.events.compare import compare, likeness
from rashomon.events.control import as_of, who_holds
from rashomon.events.deciding import judge, lost_judgements, standing_decisions
from rashomon.events.judged import Judged, apply
from rashomon.events.origins import copied_reports, find_origins
from rashomon.events.stances import find_relations
from rashomon.events.standing import find_standing
from rashomon.events.telling import Telling, placed, shelve, tell
from rashomon.events.tolls import find_tolls, find_totals
from rashomon.events.versions import find_versions
from rashomon.model import Claim, ClaimId, Event, Judgement, Report, ReportId

__all__ = ["as_of", "find_versions", "judge", "lost_judgements", "standing_decisions", "weave", "who_holds"]


def weave(claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Event, ...]:
    """Events in order of their first claim; the same whatever the order of claims, reports and judgements.

    People's decisions bind: same joins, different keeps apart, reject drops a claim, correct changes one field of it, undo takes
    back what was decided before.
    Raises RashomonError where a claim's report is missing or a correction names an unknown field or value.
    """
    shelf = shelve(reports)
    judged = apply(claims, judgements)
    tellings = placed(sorted((tell(claim, shelf) for claim in judged.claims), key=lambda telling: telling.order))
    groups = cluster(tellings, _alike(tellings), decisions(judged.valid, _places_in_line(tellings, judged)))
    copies = copied_reports({telling.claim.report: telling.report for telling in tellings})
    return tuple(_event([tellings[number] for number in group], copies) for group in groups)


def _alike(tellings: Sequence[Telling]) -> list[Pair]:
    """The pairs whose reasons are enough for their family."""
    pairs: list[Pair] = []
    for left, right in worth_comparing(tellings).tolist():
        score = likeness(compare(tellings[left], tellings[right]))
        if score >= tellings[left].family.enough:
            pairs.append(Pair(score, left, right))
    return pairs


def _places_in_line(tellings: Sequence[Telling], judged: Judged) -> dict[ClaimId, int]:
    """The index of each claim under every id that it has or had."""
    present = {telling.id: number for number, telling in enumerate(tellings)}
    former = {known: present[now] for known, now in judged.now.items() if now in present}
    return former | present


def _event(tellings: Sequence[Telling], copies: dict[ReportId, ReportId]) -> Event:
    """One happening: its claims in order of publication and what follows from them."""
    origins = find_origins(tellings, copies)
    relations, tolls = find_relations(tellings, origins), find_tolls(tellings, origins)
    return Event(
        claims=tuple(telling.claim for telling in tellings),
        relations=relations,
        origins=origins,
        tolls=tolls,
        totals=find_totals(tolls),
        standing=find_standing(tellings, relations),
    )
