"""What a query asks for -> which claims, as conditions on the read model's tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from rashomon.errors import LedgerError
from rashomon.knowledge.spelling import fold
from rashomon.ledger.asking import match_words
from rashomon.ledger.rows import key
from rashomon.model import Kind, Polarity
from rashomon.views.phrases import known_phrases
from rashomon.web.model import Model
from rashomon.web.tables import NONE

NOBODY = "none"


class AskedError(Exception):
    """A question that cannot be answered as it is put: the parameter, the cause and the remedy."""

    def __init__(self, parameter: str | None, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.parameter, self.detail, self.status = parameter, detail, status


class Condition(NamedTuple):
    """SQL over `claims` that must hold, and its values."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """All that is given must hold; the alternatives of one filter are a tuple. Days are inclusive."""

    place: str | None = None
    side: str | None = None
    voice: str | None = None
    source: str | None = None
    kind: tuple[Kind, ...] = ()
    status: tuple[str, ...] = ()
    polarity: tuple[Polarity, ...] = ()
    first: date | None = None
    last: date | None = None
    text: str | None = None
    report: str | None = None
    event: str | None = None
    as_of: date | None = None

    @property
    def chosen(self) -> bool:
        """True where anything but the day of the record is asked for."""
        return any(getattr(self, one.name) not in (None, ()) for one in fields(self) if one.name != "as_of")


NAMES = ("place", "side", "voice", "source", "kind", "status", "polarity", "from", "to", "text", "report", "event", "as_of")


def read_filters(query: Mapping[str, Iterable[str]]) -> Filters:
    """The filters among the parameters; an empty value is no filter. Raises AskedError that names what is not understood."""
    given = {name: tuple(value for value in query.get(name, ()) if value.strip()) for name in NAMES}
    single = {name: _single(name, given[name]) for name in NAMES if name not in ("kind", "status", "polarity")}
    first, last = read_day("from", single.pop("from")), read_day("to", single.pop("to"))
    if first and last and first > last:
        raise AskedError("from", f"from={first} is later than to={last} (exchange them)", 422)
    return Filters(
        kind=tuple(Kind(one) for one in _known("kind", given["kind"], Kind)),
        status=_known("status", given["status"], (row.name for row in known_phrases().standing)),
        polarity=tuple(Polarity(one) for one in _known("polarity", given["polarity"], Polarity)),
        first=first,
        last=last,
        as_of=read_day("as_of", single.pop("as_of")),
        **single,
    )


def _single(name: str, values: tuple[str, ...]) -> str | None:
    if len(values) > 1:
        raise AskedError(name, f"{name} is given {len(values)} times (give it once)")
    return values[0].strip() if values else None


def read_day(name: str, value: str | None) -> date | None:
    """A day. Raises AskedError for what is none."""
    if value is None:
        return None
    try:
        if len(value) != len("2020-10-11"):  # other forms of ISO 8601 that Python takes
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise AskedError(name, f"{value!r} is no day (write it as 2020-10-11)") from None


def _known(name: str, values: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """``capture,hold`` -> both; each must be one of the known."""
    asked = [one.strip().casefold() for value in values for one in value.split(",") if one.strip()]
    allowed = {str(one).casefold(): str(one) for one in known}
    for one in asked:
        if one not in allowed:
            raise AskedError(name, f"{one!r} is no {name} (known: {', '.join(allowed.values())})")
    return tuple(dict.fromkeys(allowed[one] for one in asked))


def claim_conditions(filters: Filters, model: Model) -> list[Condition]:
    """The conditions under which a claim is kept."""
    return [*_conditions(filters, model), *_days(filters, model)]


def event_conditions(filters: Filters, model: Model, *, told: bool = False) -> list[Condition]:
    """The conditions on `events`: one of its claims is kept; with `told`, or was told in the range without a day."""
    kept = claim_conditions(filters, model)
    if not kept:
        return []
    asked, given = f"SELECT event FROM claims {where(kept)}", values(kept)
    if told and (filters.first or filters.last):
        undated = [*_conditions(filters, model), *_told(filters, model)]
        asked, given = f"{asked} UNION SELECT event FROM claims {where(undated)}", (*given, *values(undated))
    return [Condition(f"events.number IN ({asked})", given)]


def _told(filters: Filters, model: Model) -> Iterator[Condition]:
    """Claims of events without days, by the days on which they were told."""
    days = ((filters.last or date.max).toordinal(), (filters.first or date.min).toordinal())
    yield Condition("claims.number <= ?", (int(model.meta["undated"]),))
    yield Condition("claims.on_first BETWEEN 1 AND ? AND claims.on_last >= ?", days)


def where(conditions: Iterable[Condition]) -> str:
    """``WHERE a AND b``; nothing where there are none."""
    sql = " AND ".join(condition.sql for condition in conditions)
    return f"WHERE {sql}" if sql else ""


def values(conditions: Iterable[Condition]) -> tuple[Any, ...]:
    """The values of all conditions, in their order."""
    return tuple(value for condition in conditions for value in condition.values)


def _conditions(filters: Filters, model: Model) -> Iterator[Condition]:
    plain = list(_of_codes(filters, model))
    if filters.place is not None:
        yield _at(filters.place, plain, model)
    if filters.side is not None:
        code = model.code("side", filters.side)
        yield Condition("(claims.voice = ?1 OR claims.doer = ?1 OR claims.sufferer = ?1)".replace("?1", str(code or -1)))
    if filters.source is not None:
        yield _said_by(filters.source)
    if filters.text is not None:
        having = having_words(filters.text)
        yield Condition(f"claims.number IN (SELECT rowid FROM words WHERE {having.sql})", having.values)
    yield from plain
    yield from _of_one(filters, model)


def _of_codes(filters: Filters, model: Model) -> Iterator[Condition]:
    """What `claims` and `spots` both know of a claim."""
    if filters.voice is not None:
        code = NONE if fold(filters.voice) == NOBODY else model.code("side", filters.voice)
        yield Condition("claims.voice = ?", (-1 if code is None else code,))
    for column, names in (("kind", filters.kind), ("polarity", filters.polarity)):
        if names:
            found = [model.code(column, name) for name in names]
            yield Condition(f"claims.{column} IN ({', '.join('?' * len(found))})", tuple(found))
    if filters.status:
        order = model.all_names("status")
        yield Condition("claims.status & ?", (sum(1 << order.index(name) for name in filters.status),))


def _of_one(filters: Filters, model: Model) -> Iterator[Condition]:
    if filters.report is not None:
        yield Condition("claims.report = ?", (model.report_number(filters.report) or -1,))
    if filters.event is not None:
        yield Condition("claims.event = ?", (model.event_number(filters.event) or -1,))


def _at(name: str, plain: Iterable[Condition], model: Model) -> Condition:
    """Claims of a place; what else is asked of a spot is asked there, before claims far apart are looked up."""
    if fold(name) == NOBODY:
        return Condition("claims.place = 0")
    found = model.places_named(name)
    here = Condition(f"spots.place IN ({', '.join('?' * len(found))})", found)
    asked = [here, *(Condition(one.sql.replace("claims.", "spots."), one.values) for one in plain)]
    return Condition(f"claims.number IN (SELECT claim FROM spots {where(asked)})", values(asked))


def _said_by(name: str) -> Condition:
    if fold(name) == NOBODY:
        return Condition("claims.source = 0")
    if name.startswith("s-"):
        return Condition("claims.source = (SELECT code FROM sources WHERE id = ?)", (name,))
    return Condition("claims.said IN (SELECT code FROM said WHERE instr(key, ?))", (key(name),))


def having_words(text: str) -> Condition:
    """A condition on `words`. Raises AskedError for a text without words."""
    try:
        return Condition("words MATCH ?", (match_words(text),))
    except LedgerError as fault:
        raise AskedError("text", str(fault), 422) from fault


def _days(filters: Filters, model: Model) -> Iterator[Condition]:
    """Numbers follow the days on which claims begin, so that a range of days is a range of numbers."""
    if filters.first is None and filters.last is None:
        return
    yield Condition("claims.number BETWEEN ? AND ?", model.numbers_of(filters.first, filters.last))
    if filters.first is not None:
        yield Condition("claims.last >= ?", (filters.first.toordinal(),))
