"""Rows of words -> plain text of 100 columns, or Markdown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from textwrap import fill
from typing import TextIO

from rashomon.visible import visible

WIDTH = 100
MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


class Style(Enum):
    """What a row is."""

    TITLE = auto()
    SECTION = auto()
    NOTE = auto()
    EVENT = auto()
    LINE = auto()
    SOURCE = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, a line or an exact quote, and the id of the event of which it tells."""

    style: Style
    text: str
    event: str = ""


INDENTS = {Style.LINE: ("  ", "    "), Style.SOURCE: ("", "  ")}  # of the first line and of the rest


def write_rows(rows: Iterable[Row], out: TextIO, *, markdown: bool = False) -> None:
    """Write each row on lines of its own; exact quotes are never wrapped."""
    draw = _markdown if markdown else _plain
    for row in rows:
        out.write(visible(draw(row)))


def _plain(row: Row) -> str:
    text = row.text
    if row.style is Style.TITLE:
        return f"{text}\n{'=' * len(text)}\n"
    if row.style is Style.SECTION:
        return f"\n{_wrapped(text)}\n{'-' * min(WIDTH, len(text))}\n"
    if row.style is Style.EVENT:
        return f"\n{_wrapped(text, '* ', '  ')}\n"
    if row.style is Style.QUOTE:
        return f"    {text}\n"
    return f"{_wrapped(text, *INDENTS.get(row.style, ('', '')))}\n"


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return fill(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _markdown(row: Row) -> str:
    text = MARKUP.sub(r"\\\1", row.text)
    if row.style is Style.TITLE:
        return f"# {text}\n\n"
    if row.style is Style.SECTION:
        return f"\n## {text}\n\n"
    if row.style is Style.EVENT:
        return f"\n### {text}\n\n"
    if row.style is Style.LINE:
        return f"- {text}\n"
    if row.style is Style.QUOTE:
        return f"> {' '.join(text.splitlines())}\n\n"
    return f"{text}\n\n"
