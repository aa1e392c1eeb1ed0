"""Draft -> Report: passages, boilerplate, sentences, language and date put together."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from rashomon.errors import BudgetError, ReadingError
from rashomon.model import DatedBy, Issue, Part, Report
from rashomon.reports.boilerplate import boilerplate
from rashomon.reports.draft import MAX_TEXT, Draft, Given, Source, issue_of
from rashomon.reports.language import language
from rashomon.reports.passages import passages
from rashomon.reports.published import Printed, published
from rashomon.reports.sentences import sentences

READ_LANGUAGE = "en"


def assemble(draft: Draft, source: Source, given: Given) -> Iterator[Report | Issue]:
    """The report of `draft`, then what could not be done about it."""
    place = source.name if draft.name == source.stem else f"{source.name} {draft.name}"
    if len(draft.text) > MAX_TEXT:
        size = f"{len(draft.text) / 1e6:.0f} million characters, over {MAX_TEXT // 1_000_000}"
        yield issue_of(BudgetError(place, f"the text has {size}", "split it into reports"), "too-large")
        return
    if not draft.text.strip():
        yield issue_of(ReadingError(place, "the text is empty", "remove the file or fill it"))
        return
    report = _with_spans(draft, given)
    told = [(DatedBy.GIVEN, given.published.isoformat())] if given.published else []
    day, issues = published(Printed(draft.name, [*told, *draft.dates], report.url, draft.text, report.passages))
    report = replace(report, published=day)
    yield report
    yield from (replace(issue, name=place, report=report.id) for issue in issues)
    if report.language != READ_LANGUAGE:
        detail = f"the language is {report.language}; claims are found in {READ_LANGUAGE} only (translate it first)"
        yield Issue("not-read", place, detail, report.id)


def _with_spans(draft: Draft, given: Given) -> Report:
    text = draft.text
    found = passages(text, draft.title)
    split = sentences(text, found)
    furniture = boilerplate(text, found, split)
    headline = next((passage.span.of(text) for passage in found if passage.part is Part.HEADLINE), None)
    return Report(
        name=draft.name,
        outlet=given.outlet or draft.outlet,
        title=draft.title or headline,
        url=given.url or draft.url,
        text=text,
        source_hash=_digest(draft.content),
        language=language(text, furniture),
        published=None,
        passages=found,
        sentences=split,
        boilerplate=furniture,
    )


@lru_cache(maxsize=1)
def _digest(content: bytes) -> str:
    """SHA-256, once for all the reports of one file: an export holds thousands."""
    return sha256(content).hexdigest()
