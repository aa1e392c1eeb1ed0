"""Claims of any reports -> events with their stances, origins and tolls, and who is said to hold which place."""

from collections.abc import Iterable

from rashomon.events.control import as_of, who_holds
from rashomon.events.deciding import judge, lost_judgements, standing_decisions
from rashomon.events.loom import Loom
from rashomon.events.versions import find_versions
from rashomon.model import Claim, Event, Judgement, Report

__all__ = ["Loom", "as_of", "find_versions", "judge", "lost_judgements", "standing_decisions", "weave", "who_holds"]


def weave(claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Event, ...]:
    """Events in order of their first claim; the same whatever the order of claims, reports and judgements.

    People's decisions bind: same joins, different keeps apart, reject drops a claim, correct changes one field of it, undo takes
    back what was decided before.
    Raises RashomonError where a claim's report is missing or a correction names an unknown field or value.
    """
    return Loom().weave(claims, reports, judgements)
