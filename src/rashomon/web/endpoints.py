"""Every address of the interface, what it answers, and in which forms: one table, from which routes and OpenAPI are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from rashomon.web import briefs, claims, events, places, review, sources, summary, timeline
from rashomon.web.asked import Asked
from rashomon.web.flat import CLAIM, PLACED, PLAIN, Flat
from rashomon.web.items.briefs import BriefItem
from rashomon.web.items.claims import ClaimItem, JudgementItem, OneClaim
from rashomon.web.items.counts import About, Summary
from rashomon.web.items.events import Accounts, EventItem
from rashomon.web.items.pages import Page
from rashomon.web.items.places import Labels, MapItem, OnePlace, PlaceItem
from rashomon.web.items.reports import OneReport, ReportItem, SourceItem
from rashomon.web.items.review import ReviewPage
from rashomon.web.items.timeline import TimelineItem

LIST = {
    "limit": "rows of a page, 1 to 500; 100 without it",
    "sort": "the column; `-` before it turns it round",
    "cursor": "from `next` of the page before",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address below ``/api/v1``; `flat` turns its rows into the columns of CSV and the points of GeoJSON."""

    path: str
    does: str
    answer: Callable[[Asked], Struct]
    shape: Any
    options: Mapping[str, str] = field(default_factory=dict)
    flat: Flat | None = None
    reviewed: bool = False
    filtered: bool = True


def listed(path: str, does: str, answer: Callable[[Asked], Page], shape: Any, flat: Flat | None = None) -> Endpoint:
    """An endpoint that gives pages of rows."""
    return Endpoint(path, does, answer, shape, LIST, flat)


ABOUT = Endpoint("/about", "The ledger, and what filters may say.", summary.about, About, filtered=False)
ENDPOINTS = (
    Endpoint("/summary", "How much the filters keep, by kind, side, standing and day.", summary.summary, Summary),
    listed("/claims", "Claims.", claims.claims, ClaimItem, CLAIM),
    Endpoint("/claims/{id}", "One claim with its sentence and its history.", claims.claim, OneClaim, filtered=False),
    listed("/events", "Events: what several claims say of one happening.", events.events, EventItem, PLACED),
    Endpoint("/events/{id}", "The accounts of one event side by side.", events.accounts, Accounts, filtered=False),
    listed("/places", "Places of which something is claimed.", places.places, PlaceItem, PLACED),
    Endpoint("/places/{id:path}", "One place: claims, and who is said to hold it.", places.place, OnePlace, filtered=False),
    listed("/sources", "Who claims something, under all spellings.", sources.sources, SourceItem, PLAIN),
    Endpoint("/sources/{id}", "One source.", sources.source, SourceItem, filtered=False),
    listed("/reports", "Reports.", sources.reports, ReportItem, PLAIN),
    Endpoint("/reports/{id}", "One report with its text and all that is marked in it.", sources.report, OneReport, filtered=False),
    Endpoint(
        "/map",
        "What is claimed where, who is claimed to hold what, names that stay open.",
        places.on_map,
        MapItem,
        {"limit": "places, those with most claims; 1 to 1000"},
    ),
    Endpoint(
        "/timeline",
        "Claims as lanes over days.",
        timeline.timeline,
        TimelineItem,
        {"lanes": "`place` or `source`", "limit": "lanes, 1 to 60; 20 without it"},
    ),
    Endpoint(
        "/brief",
        "What the filters keep, told by place, with the exact words.",
        briefs.brief,
        BriefItem,
        {"day": "instead of from and to", "week": "the seven days until this one", "limit": "events, 1 to 500"},
    ),
    Endpoint(
        "/labels",
        "Settlements of the gazetteer for the map, largest first.",
        places.labels,
        Labels,
        {"bbox": "west,south,east,north in degrees", "limit": "1 to 500"},
        filtered=False,
    ),
    Endpoint(
        "/review",
        "What needs a person, most doubtful first.",
        review.review,
        ReviewPage,
        {"reason": "`place`, `day`, `cluster`, `disputed` or `unread`", **LIST},
        reviewed=True,
    ),
    Endpoint("/judgements", "Decisions of people, oldest first.", review.judgements, JudgementItem, filtered=False),
)
