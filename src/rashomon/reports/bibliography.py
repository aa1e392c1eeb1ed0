"""CSL JSON and Zotero's own JSON -> drafts: the abstract is the text; an item with an address alone is a lead."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from rashomon.errors import ReadingError
from rashomon.model import Issue
from rashomon.reports.draft import Draft, Source, issue_of
from rashomon.reports.records import drafts_of, row_of

_NEEDS = "add the abstract or the address in the bibliography"
# What a researcher keeps beside the publications: their own words, not published ones.
_ASIDE = frozenset({"note", "attachment", "annotation"})
_CSL = frozenset({"container-title", "issued", "accessed", "DOI", "ISSN", "abstract"})
_IN = ("container-title", "publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "programTitle", "publisher", "institution")


def is_bibliography(value: object) -> bool:
    """True where the first item has an `itemType` (Zotero), or a `type` and another field that only CSL has."""
    items = _items(value)
    if not items:
        return False
    first = _data(items[0])
    return "itemType" in first or ("type" in first and not _CSL.isdisjoint(first))


def read_bibliography(value: object, source: Source) -> Iterator[Draft | Issue]:
    """A draft for each item with an abstract, a lead for each with an address; notes and attachments are left out."""
    for number, item in enumerate(_items(value), 1):
        place, data = f"{source.name} item {number}", _data(item)
        if str(data.get("itemType", data.get("type"))) in _ASIDE:
            continue
        try:
            row = row_of(_record(data))
        except msgspec.ValidationError as fault:
            yield issue_of(ReadingError(place, str(fault), "correct that value"))
            continue
        if row.text is None and row.url is None:
            yield issue_of(ReadingError(place, "the item has neither abstract nor address", _NEEDS))
        else:
            yield from drafts_of(row, place, f"{source.stem}-{number}", source)


def _items(value: object) -> list[Mapping[str, Any]]:
    inner = value.get("items") if isinstance(value, dict) else value
    return inner if isinstance(inner, list) and all(isinstance(one, dict) for one in inner) else []


def _data(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Zotero's interface wraps what it knows of an item in `data`."""
    inner = item.get("data")
    return inner if isinstance(inner, dict) else item


def _record(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": item.get("citation-key") or item.get("citationKey") or item.get("key") or item.get("id"),
        "text": item.get("abstract") or item.get("abstractNote"),
        "date": item.get("date") or _issued(item.get("issued")),
        "outlet": next((item[name] for name in _IN if item.get(name)), None),
        "title": item.get("title"),
        "url": item.get("URL") or item.get("url"),
    }


def _issued(issued: Any) -> str | None:
    """``{"date-parts": [[2023, 9, 18]]}`` -> 2023-09-18; None for a mere month or year, which is no day."""
    if not isinstance(issued, dict):
        return issued if isinstance(issued, str) else None
    match issued.get("date-parts"):
        case [[year, month, day], *_] if all(str(part).isascii() and str(part).isdigit() for part in (year, month, day)):
            return f"{int(year):04}-{int(month):02}-{int(day):02}"
    told = issued.get("raw") or issued.get("literal")
    return told if isinstance(told, str) else None
