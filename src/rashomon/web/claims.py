"""Claims of the read model as they are answered: lists, one with its history, and the columns of a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from rashomon.doors import Days, claim_row
from rashomon.model import Claim, Link, Party, Report, Where
from rashomon.views.marks import sentence_around
from rashomon.views.wording import event_spots
from rashomon.web.asked import Asked, Listing, Row, missing, page
from rashomon.web.filters import AskedError, Condition, claim_conditions, having_words, values, where
from rashomon.web.items.claims import ClaimItem, JudgementItem, LinkItem, OneClaim, PartyItem, SourceName, SpotItem
from rashomon.web.items.pages import Page
from rashomon.web.model import Model
from rashomon.web.placed import spot_id

CLAIMS = Listing(
    "SELECT {sort}, claims.number FROM claims",
    "claims.number",
    {
        "day": "claims.number",
        "place": "claims.place",
        "kind": "claims.kind",
        "source": "claims.source",
        "voice": "claims.voice",
        "outlet": "claims.outlet",
        "published": "claims.published",
        "status": "claims.status",
        "origins": "claims.origins",
    },
    "-day",
)
# A search is walked from the latest match on, or ranked; the latest RANKED of more matches are weighed.
FOUND = Listing(
    "SELECT {sort}, claims.number FROM words CROSS JOIN claims ON claims.number = words.rowid",
    "words.rowid",
    {"day": "words.rowid"},
    "-day",
)
BEST = Listing(
    """WITH best AS MATERIALIZED (
        SELECT rowid AS number, bm25(words) AS score FROM words WHERE words MATCH ? AND {kept} ORDER BY rowid DESC LIMIT ?)
    SELECT {sort}, best.number FROM best""",
    "best.number",
    {"rank": "best.score"},
    "rank",
)
LOOKED_UP = Listing("SELECT {sort}, found.value FROM json_each(?) AS found", "found.value", {"day": "found.value"}, "-day")
RANKED = 50_000
FEW = 20_000
NUMBERS = re.compile(r"claims\.number IN \((SELECT .*)\)")
FACET = re.compile(r"claims\.(kind|voice|doer|sufferer|source|said|event|report|place|polarity|status)\b")
ITEMS = """SELECT claims.number, claim_texts.noun, origin, events.id, claims.report, claims.status, claims.origins, claims.voice,
    sources.id
    FROM claims JOIN claim_texts USING (number) JOIN events ON events.number = claims.event
    LEFT JOIN sources ON sources.code = claims.source WHERE claims.number IN ({marks})"""


def claims(asked: Asked) -> Page:
    """One page of the claims that the filters keep."""
    rows, following = _numbers(asked)
    return Page(claim_items(asked.model, [number for (number,) in rows]), following)


def _numbers(asked: Asked) -> tuple[list[Row], str | None]:
    filters, sort = asked.filters, (asked.options.get("sort") or "-day")
    if filters.text is None and sort == "rank":
        raise AskedError("sort", "rank sorts what text finds (give text)", 422)
    if sort not in ("rank", "day", "-day"):
        return page(asked, CLAIMS, claim_conditions(filters, asked.model))
    if filters.text is None:
        return _by_day(asked, claim_conditions(filters, asked.model))
    having = having_words(filters.text)
    rest = claim_conditions(replace(filters, text=None), asked.model)
    if sort != "rank":
        return page(asked, FOUND, [having, *rest])
    kept = f"+rowid IN (SELECT number FROM claims {where(rest)})" if rest else "1"
    best = replace(BEST, rows=BEST.rows.replace("{kept}", kept))
    return page(asked, best, [], (*having.values, *values(rest), RANKED))


def _by_day(asked: Asked, kept: list[Condition]) -> tuple[list[Row], str | None]:
    """A page that costs little: few claims are sorted once they are found, many are walked from the newest on."""
    if kept and len(found := _few(asked.model, kept)) <= FEW:
        return page(asked, LOOKED_UP, [], (msgspec.json.encode(found).decode(),))
    walked = [
        Condition(FACET.sub(r"+\g<0>", one.sql), one.values) for one in kept
    ]  # + keeps SQLite from sorting what an index finds
    return page(asked, CLAIMS, walked)


def _few(model: Model, kept: list[Condition]) -> list[int]:
    """The numbers of kept claims, at most one more than FEW; where a list of numbers is all that is asked, that list."""
    alone = NUMBERS.fullmatch(kept[0].sql) if len(kept) == 1 else None
    sql = alone[1] if alone else f"SELECT number FROM claims {where(kept)}"
    return [number for (number,) in model.rows(f"SELECT DISTINCT * FROM ({sql}) LIMIT ?", (*values(kept), FEW + 1))]


def claim(asked: Asked) -> OneClaim:
    """One claim with its sentence and history. Raises AskedError where there is none, or several, whose id begins so."""
    number = asked.model.claim_number(asked.part)
    if number is None:
        raise missing("claim", asked.part)
    (item,) = claim_items(asked.model, [number])
    report = asked.model.report(asked.model.report_number(item.report) or 0)
    spoken = next(one for one in claims_numbered(asked.model, [number]))
    sentence = sentence_around(report, spoken.quote)
    return OneClaim(item, (sentence.start, sentence.end), sentence.of(report.text), history(asked.model, {item.id}))


def claims_numbered(model: Model, numbers: Sequence[int]) -> Iterator[Claim]:
    """The claims of these numbers, in this order."""
    marks = ", ".join("?" * len(numbers))
    found: dict[int, str] = dict(model.rows(f"SELECT number, noun FROM claim_texts WHERE number IN ({marks})", numbers))
    return (msgspec.json.decode(found[number], type=Claim) for number in numbers)


def claim_items(model: Model, numbers: Sequence[int]) -> tuple[ClaimItem, ...]:
    """The claims of these numbers as they are answered, in this order."""
    marks = ", ".join("?" * len(numbers))
    found: dict[int, Row] = {row[0]: row[1:] for row in model.rows(ITEMS.format(marks=marks), numbers)}
    return tuple(_item(model, *found[number]) for number in numbers)


def _item(model: Model, noun: str, *facts: Any) -> ClaimItem:
    origin, event, number, status, origins, voice, source = facts
    told, report = msgspec.json.decode(noun, type=Claim), model.report(number)
    row = claim_row(told, report)
    return ClaimItem(
        id=row.id,
        event=event,
        report=report.id,
        doc=report.name,
        outlet=report.outlet,
        published=published(report),
        start=row.start,
        end=row.end,
        quote=row.quote,
        kind=row.kind,
        polarity=row.polarity,
        certainty=row.certainty,
        verification=row.verification,
        recapture=row.recapture,
        status=model.statuses(status),
        origins=origins,
        origin=origin,
        voice=model.name("side", voice),
        source=_source(source, told.source),
        chain=tuple(_link(link) for link in told.chain),
        actor=_party(told.actor),
        target=_party(told.target),
        places=spots(event_spots(told)),
        when=row.when,
        quantities=row.quantities,
        disputes=row.disputes,
        acled=row.acled,
        rule=row.rule,
    )


def published(report: Report) -> Days | None:
    """The days on which it can have appeared."""
    return (report.published.first, report.published.last) if report.published else None


def _source(id: str, link: Link | None) -> SourceName | None:
    return SourceName(id, link.name, link.office, link.side) if link else None


def _link(link: Link) -> LinkItem:
    start, end = (link.span.start, link.span.end) if link.span else (None, None)
    return LinkItem(link.role, link.name, link.office, link.side, start, end, link.because)


def _party(party: Party | None) -> PartyItem | None:
    return PartyItem(party.name, party.side) if party else None


def spots(found: Iterable[Where]) -> tuple[SpotItem, ...]:
    """Places of an event, each once."""
    return tuple({item.id: item for item in map(_spot, found)}.values())


def _spot(spot: Where) -> SpotItem:
    place = spot.place
    if place is None:
        return SpotItem(spot_id(spot), spot.text, False, None, None, None, None)
    return SpotItem(place.id, place.name, True, place.feature, place.latitude, place.longitude, place.radius)


def history(model: Model, ids: set[str]) -> tuple[JudgementItem, ...]:
    """What people decided about these claims, oldest first."""
    return tuple(one for one in all_judgements(model) if one.claim in ids or one.other in ids)


def all_judgements(model: Model) -> tuple[JudgementItem, ...]:
    """What people decided, oldest first."""
    return tuple(
        JudgementItem(
            at=one.judgement.at,
            by=one.judgement.reviewer,
            verdict=one.judgement.verdict,
            claim=one.left,
            other=one.right,
            field=one.judgement.field,
            value=one.judgement.value,
            before=one.before,
            reason=one.judgement.reason,
        )
        for one in model.judgements()
    )
