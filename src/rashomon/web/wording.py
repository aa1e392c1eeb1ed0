"""How the templates put values into words; text of reports loses what would steer the reader's screen, nothing else."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.doors import Days
from rashomon.views.marks import visible
from rashomon.views.phrases import known_phrases
from rashomon.views.wording import count, day_words, days_words
from rashomon.web.drawn_map import slug
from rashomon.web.items.briefs import Citation

NUMBER = re.compile(r"\[(\d+)\]")
LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"  # from right to left
APART = "A-Za-z\u00c0-\u024f\u0370-\u052f()“”\\[\\]\n"  # what ends a run of them
RUN = re.compile(f"[{LEFTWARD}](?:[^{APART}]*[{LEFTWARD}])?")


@cache
def environment() -> Environment:
    """Jinja with everything escaped, nothing left undefined, and no character that steers a screen on any page."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_steady,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= FILTERS
    return found


def _steady(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def plain_link(kind: str, id: str) -> str:
    """The address of a kind of pages, for a page that is about no record."""
    return f"/{kind}"


def shown(text: object) -> str:
    """Words without control and direction characters; Jinja escapes what is markup."""
    return visible(str(text))


def told(text: object) -> Markup:
    """Words as `shown` has them, for the page's own prose: each run from right to left keeps to itself."""
    return isolated(escape(shown(text)))


def isolated(escaped: Markup) -> Markup:
    """Each run of words from right to left in an element of its own, so that it turns round nothing beside it."""
    return Markup(RUN.sub(r"<bdi>\g<0></bdi>", str(escaped)))


def days(interval: Days | None) -> str:
    """``12 to 14 Sep 2023``, or nothing."""
    return days_words(*interval) if interval else ""


def day(one: date | None) -> str:
    """``12 Sep 2023``, or nothing."""
    return day_words(one) if one else ""


def moment(at: datetime) -> str:
    """``12 Sep 2023, 10:05 UTC``."""
    return f"{day_words(at.date())}, {at:%H:%M} UTC"


def bounds(told: Any) -> str:
    """``at least 7``, ``5 to 8``, ``12``, of a toll (low, high) or an amount (min, max)."""
    low, high = (told.low, told.high) if hasattr(told, "low") else (told.min, told.max)
    if low is None or high is None:
        return "not stated" if low is high else f"at least {low:,}" if high is None else f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def cited(text: str, claims: Sequence[str]) -> Markup:
    """Numbers in brackets as links to the accounts of these claims on the same page."""
    return _linked(text, lambda number: f"#claim-{claims[number - 1]}" if 0 < number <= len(claims) else None)


def noted(text: str) -> Markup:
    """Numbers in brackets as links to the notes at the end."""
    return _linked(text, lambda number: f"#note-{number}")


def note_id(text: str) -> str:
    """``[3] The Courier, ...`` -> note-3."""
    found = NUMBER.match(text)
    return f"note-{found[1]}" if found else ""


def sourced(text: str, citations: Sequence[Citation]) -> Markup:
    """The head of a note, its number a link to the claim's page."""
    return _linked(text, lambda number: f"/claim/{citations[number - 1].claim}" if 0 < number <= len(citations) else None, most=1)


def _linked(text: str, target: Callable[[int], str | None], most: int = 0) -> Markup:
    def link(found: re.Match[str]) -> str:
        to = target(int(found[1]))
        return f'<a class="cite" href="{escape(to)}">{found[0]}</a>' if to else found[0]

    return isolated(Markup(NUMBER.sub(link, str(escape(text)), count=most)))


def worded(kind: Mapping[str, Any]) -> str:
    """A JSON schema in a few words: ``array of string``, ``string or null``."""
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2]
    if "anyOf" in kind:
        return " or ".join(worded(one) for one in kind["anyOf"])
    if kind.get("type") == "array":
        inner = kind.get("items") or {}
        parts = kind.get("prefixItems")
        return f"[{', '.join(worded(one) for one in parts)}]" if parts else f"array of {worded(inner) if inner else 'any'}"
    return str(kind.get("format") or kind.get("type") or "any")


FILTERS: dict[str, Callable[..., Any]] = {
    "shown": shown,
    "told": told,
    "isolated": isolated,
    "days": days,
    "day": day,
    "moment": moment,
    "bounds": bounds,
    "cited": cited,
    "noted": noted,
    "note_id": note_id,
    "sourced": sourced,
    "worded": worded,
    "slug": slug,
    "counted": count,
    "says": lambda name: known_phrases().says(name),
}
