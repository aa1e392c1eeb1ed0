"""Words that must not be kept -> masked or taken out of every table, index and free page; a tombstone and the reason stay."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.errors import LedgerError
from rashomon.ledger.log import FEED, JUDGEMENT, LEDGER, REPORT, SOURCE, SOURCES, Act, enter, record, report_subject
from rashomon.ledger.rows import claim_values, issue_of, issue_values, place_values, report_values, stored_report
from rashomon.ledger.schema import claims, feeds, issues, judgements, log, places, reports, sources
from rashomon.ledger.stores import dialect_of
from rashomon.model import Judgement, Report, ReportId

N = TypeVar("N")
MASK = "█"
BETWEEN = r"(?:[\s\-_+.]|%20)+"  # what parts the words of a name in texts, addresses and file names
TAKEN_OUT = "[redacted]"


@dataclass(frozen=True, slots=True)
class Why:
    """Who redacts, and for what reason: both are kept for good."""

    by: str
    reason: str

    def told(self, amount: int) -> str:
        """As the log keeps it."""
        return msgspec.json.encode({"by": self.by, "reason": self.reason, "masked": amount}).decode()


class Masker:
    """Masks names letter by letter, so that every offset stays true; remembers which spellings it met, and what looks like them."""

    def __init__(self, names: Sequence[str]) -> None:
        """Raises LedgerError for a name without letters."""
        empty = next((name for name in names if not any(letter.isalnum() for letter in name)), None)
        if empty is not None or not names:
            raise LedgerError(f"{empty!r}: is no name (give at least one letter)")
        forms = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
        whole = "|".join(BETWEEN.join(map(re.escape, name.split())) for name in sorted(forms, key=lambda name: (-len(name), name)))
        self._name = re.compile(rf"(?<![^\W_])(?:{whole})(?![^\W_])", re.IGNORECASE)
        words = sorted({re.escape(word) for name in forms for word in name.split() if len(word) > 2})
        near = "|".join(rf"\w{{0,30}}{word}\w{{0,30}}" for word in words)
        self._near = re.compile(near or r"(?!)", re.IGNORECASE)
        self.met: Counter[str] = Counter()
        self.near: Counter[str] = Counter()

    def __call__(self, words: str) -> str:
        """The words, of the same length, with every name masked."""
        masked = words
        while self.holds(masked):  # a name that begins with a sign may stand free only when the one before it is masked
            masked = self._name.sub(self._mask, masked)
        self.near.update(self._near.findall(masked))
        return masked

    def holds(self, words: str) -> bool:
        """True where one of the names stands in the words."""
        return self._name.search(words) is not None

    def _mask(self, name: re.Match[str]) -> str:
        self.met[name[0]] += 1
        return re.sub(r"\S", MASK, name[0])


def masked(noun: N, mask: Callable[[str], str]) -> N:
    """The noun with every text in it masked, however deep."""
    found: Any = noun
    if isinstance(noun, str) and not isinstance(noun, Enum):
        found = mask(noun)
    elif isinstance(noun, tuple):
        found = tuple(masked(part, mask) for part in noun)
    elif is_dataclass(noun):
        found = replace(found, **{name: masked(getattr(noun, name), mask) for name in noun.__dataclass_fields__})
    return found  # type: ignore[no-any-return]


def redact(connection: Connection, what: Masker | ReportId, why: Why) -> bool:
    """Mask names, or take a report out; True where the file is to be written anew then."""
    if isinstance(what, Masker):
        redact_names(connection, what, why)
    else:
        redact_report(connection, what, why)
    return pending(connection)


def redact_names(connection: Connection, mask: Masker, why: Why) -> None:
    """Mask the names wherever they stand; a feed of such an address is forgotten. Raises LedgerError where `why` holds one."""
    if mask.holds(why.by) or mask.holds(why.reason):
        raise LedgerError("the reason holds the name itself, and is kept for good (give another)")
    for row in connection.execute(select(reports).order_by(reports.c.number)).all():
        _mask_report(connection, row, mask, why)
    for identity in connection.exec_driver_sql("SELECT DISTINCT report FROM issues WHERE report NOTNULL").scalars().all():
        _mask_issues(connection, issues.c.report == identity, mask, why)
    for name in connection.exec_driver_sql(SOURCES).scalars().all():
        _mask_source(connection, name, mask, why)
    for url, noun in connection.execute(select(feeds.c.url, feeds.c.noun)).all():
        if masked(noun, mask) != noun:
            _forget_feed(connection, url, why)
    with dialect_of(connection).unguarded(connection):
        for row in connection.execute(select(judgements)).all():
            _put_judgement(connection, row, masked(row.noun, mask), why)
    dialect_of(connection).index_anew(connection)


def redact_report(connection: Connection, identity: ReportId, why: Why) -> None:
    """Take a report out with its claims and issues, and the words of decisions about them; its id stays, as a tombstone."""
    row = connection.execute(select(reports).where(reports.c.id == identity)).first()
    if row is None:  # it was taken out before
        return
    told = set(connection.execute(select(claims.c.id).where(claims.c.report == identity)).scalars())
    connection.execute(delete(issues).where(issues.c.report == identity))
    connection.execute(delete(reports).where(reports.c.id == identity))
    enter(connection, Act.REDACT, REPORT, identity, why.told(1))
    for name in connection.execute(select(sources.c.name).where(sources.c.source_hash == row.source_hash)).scalars().all():
        connection.execute(delete(sources).where(sources.c.name == name))
        enter(connection, Act.REDACT, SOURCE, name, why.told(1))
    with dialect_of(connection).unguarded(connection):
        for decision in connection.execute(select(judgements)).all():
            about = {decision.left, decision.right} & told or any(one.report == identity for one in decision.noun.anchors)
            noun = replace(decision.noun, reason=TAKEN_OUT, value=decision.noun.value and TAKEN_OUT) if about else decision.noun
            _put_judgement(connection, decision, noun, why)
    dialect_of(connection).index_anew(connection)


def _mask_report(connection: Connection, row: Any, mask: Masker, why: Why) -> None:
    before = sum(mask.met.values())
    told = stored_report(row)
    report: Report = replace(masked(told, mask), redacted=told.id, source_hash=told.source_hash)
    found = [(claim, masked(claim, mask)) for claim in connection.execute(_claims_of(told.id)).scalars().all()]
    amount = sum(mask.met.values()) - before
    if not amount:
        return
    connection.execute(update(reports).where(reports.c.id == told.id).values(**report_values(report, mask(row.reader))))
    for was, now in found:
        connection.execute(delete(places).where(places.c.claim == was.id))
        connection.execute(update(claims).where(claims.c.id == was.id).values(**claim_values(now, report)))
        if names := place_values(now):
            connection.execute(insert(places), names)
    enter(connection, Act.REDACT, REPORT, told.id, why.told(amount))


def _claims_of(report: ReportId) -> Any:
    return select(claims.c.noun).where(claims.c.report == report).order_by(claims.c.number)


def _mask_issues(connection: Connection, which: Any, mask: Masker, why: Why) -> None:
    """The issues of one report."""
    before = sum(mask.met.values())
    rows = connection.execute(select(issues).where(which)).all()
    for row in rows:
        _put_issue(connection, row, mask)
    amount = sum(mask.met.values()) - before
    if amount:
        enter(connection, Act.REDACT, REPORT, rows[0].report, why.told(amount))


def _put_issue(connection: Connection, row: Any, mask: Masker) -> None:
    values = issue_values(masked(issue_of(row), mask), row.source and mask(row.source))
    try:
        with connection.begin_nested():
            connection.execute(update(issues).where(issues.c.number == row.number).values(**values))
    except IntegrityError:  # two that differed by the name alone are one now
        connection.execute(delete(issues).where(issues.c.number == row.number))


def _mask_source(connection: Connection, name: str | None, mask: Masker, why: Why) -> None:
    """A source and its issues; where the masked name is another source's, that one stays alone."""
    before = sum(mask.met.values())
    now = name and mask(name)
    of_source = select(issues).where(issues.c.report.is_(None), issues.c.source.is_not_distinct_from(name))
    for row in connection.execute(of_source).all():
        _put_issue(connection, row, mask)
    if sum(mask.met.values()) == before:
        return
    if now != name:
        reader = connection.execute(select(sources).where(sources.c.name == name)).first()
        connection.execute(delete(sources).where(sources.c.name == name))
        if reader and not connection.execute(select(sources).where(sources.c.name == now)).first():
            connection.execute(insert(sources), reader._asdict() | {"name": now, "reader": mask(reader.reader)})
        enter(connection, Act.REDACT, SOURCE, name, why.told(1))
    enter(connection, Act.REDACT, SOURCE, now, why.told(1))


def _forget_feed(connection: Connection, url: str, why: Why) -> None:
    """What a server told last under that address: no feed answers to a masked one."""
    connection.execute(delete(feeds).where(feeds.c.url == url))
    enter(connection, Act.REDACT, FEED, url, why.told(1))


def _put_judgement(connection: Connection, row: Any, noun: Judgement, why: Why) -> None:
    if noun != row.noun:
        connection.execute(update(judgements).where(judgements.c.number == row.number).values(noun=noun))
        enter(connection, Act.REDACT, JUDGEMENT, row.number, why.told(1))


def is_redacted(connection: Connection, report: ReportId) -> bool:
    """True for a report whose words were masked or taken out: it must not be read again."""
    done = select(log.c.number).where(log.c.subject == report_subject(report), log.c.act == Act.REDACT).limit(1)
    return connection.execute(done).first() is not None


def pending(connection: Connection) -> bool:
    """True where words were redacted and the file was not written anew since."""
    rows = connection.exec_driver_sql("SELECT act FROM log WHERE act IN ('redact', 'scrub') ORDER BY number DESC LIMIT 1")
    return bool(rows.scalar() == Act.REDACT)


def scrubbed(connection: Connection) -> None:
    """Enter in the log that nothing of what was redacted is left in the file."""
    record(connection, Act.SCRUB, LEDGER, {})
