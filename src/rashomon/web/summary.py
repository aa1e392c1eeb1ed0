"""How much the filters keep, by kind, side and standing, day by day; and what the ledger is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from rashomon.exports import FORMATS
from rashomon.views.phrases import known_phrases
from rashomon.web.asked import Asked
from rashomon.web.events import days, standing_item
from rashomon.web.filters import Condition, claim_conditions, event_conditions, values, where
from rashomon.web.items.counts import About, Summary
from rashomon.web.model import Model

COUNTS = "SELECT count(*), count(DISTINCT nullif(root, 0)), count(DISTINCT nullif(source, 0)) FROM claims"
REPORTS = "SELECT count(*), count(DISTINCT outlet), ifnull(sum(outlet IS NULL), 0) FROM reports"
MOST_DAYS = 4_000


def summary(asked: Asked) -> Summary:
    """Counts of what the filters keep: origins and outlets by name, each once. Facets count claims; a claim has all the standings
    of its event.
    """
    model, kept = asked.model, claim_conditions(asked.filters, asked.model)
    claims, origins, sources = model.rows(f"{COUNTS} {where(kept)}", values(kept))[0]
    reports, outlets, unnamed = _reports(model, kept)
    of_event = event_conditions(asked.filters, model)
    totals = "SELECT count(*), ifnull(sum(status & 1), 0) FROM events"
    events, disputed = model.rows(f"{totals} {where(of_event)}", values(of_event))[0]
    return Summary(
        claims=claims,
        events=events,
        reports=reports,
        outlets=outlets,
        unnamed=unnamed,
        origins=origins,
        disputed=disputed,
        places=_places(model, kept),
        sources=sources,
        facets=_facets(model, kept),
        days=_days(model, kept),
    )


def _reports(model: Model, kept: Sequence[Condition]) -> tuple[int, int, int]:
    """Reports that have a claim which is kept, without filters all; their outlets, and how many of them name none."""
    told = f"WHERE number IN (SELECT report FROM claims {where(kept)})" if kept else ""
    reports, outlets, unnamed = model.rows(f"{REPORTS} {told}", values(kept))[0]
    return reports, outlets, unnamed


def _places(model: Model, kept: Sequence[Condition]) -> int:
    asked = f"SELECT count(DISTINCT spots.place) FROM claims JOIN spots ON spots.claim = claims.number {where(kept)}"
    if not kept:
        asked = "SELECT count(*) FROM places WHERE claims > 0"
    amount: int = model.rows(asked, values(kept))[0][0]
    return amount


def _facets(model: Model, kept: Sequence[Condition]) -> dict[str, dict[str, int]]:
    """Claims by kind, side of the source, standing and polarity, most first; standings in the order of the rubric."""
    found: dict[str, Counter[str]] = {"kind": Counter(), "voice": Counter(), "status": Counter(), "polarity": Counter()}
    asked = f"SELECT kind, polarity, status, voice, count(*) FROM claims {where(kept)} GROUP BY 1, 2, 3, 4"
    for kind, polarity, status, voice, amount in model.rows(asked, values(kept)):
        found["kind"][model.name("kind", kind) or ""] += amount
        found["polarity"][model.name("polarity", polarity) or ""] += amount
        found["voice"][model.name("side", voice) or "none"] += amount
        found["status"].update(dict.fromkeys(model.statuses(status), amount))
    rubric = {name: found["status"][name] for name in model.all_names("status") if found["status"][name]}
    return {of: rubric if of == "status" else dict(counts.most_common()) for of, counts in found.items()}


def _days(model: Model, kept: Sequence[Condition]) -> tuple[tuple[date, int, int], ...]:
    """Day, claims that begin on it, denials among them; the latest days where there are too many."""
    dated = [*kept, Condition("first > 0")]
    denied = model.code("polarity", "denied") or 0
    asked = (
        f"SELECT first, count(*), sum(polarity = {denied}) FROM claims {where(dated)} GROUP BY 1 ORDER BY 1 DESC LIMIT {MOST_DAYS}"
    )
    return tuple((date.fromordinal(day), claims, denials) for day, claims, denials in reversed(model.rows(asked, values(dated))))


def about(asked: Asked, *, review: bool = False, building: float | None = None) -> About:
    """The ledger, how much is in it, and what filters may say."""
    model = asked.model
    published = model.rows("SELECT min(first), max(last) FROM reports WHERE first > 0")[0]
    told = model.rows("SELECT min(first), max(last) FROM claims WHERE first > 0")[0]
    tables = ("reports", "claims", "events", "places", "sources", "issues", "judgements")
    sides = model.rows("SELECT voice, count(*) FROM claims WHERE voice > 0 GROUP BY 1 ORDER BY 2 DESC, 1")
    return About(
        ledger=model.meta["ledger"],
        version=version("rashomon"),
        state=model.state,
        review=review,
        published=days(published[0] or 0, published[1] or 0),
        days=days(told[0] or 0, told[1] or 0),
        publication_days=tuple(day for day in model.publication_days if day),
        counts={table: model.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables},
        sides=tuple(model.name("side", code) or "" for code, _ in sides),
        kinds=tuple(sorted(model.all_names("kind"))),
        standings=tuple(standing_item(row) for row in known_phrases().standing),
        formats=tuple(FORMATS),
        building=building,
    )
