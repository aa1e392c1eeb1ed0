"""Record -> something to look at: reads what was computed before, computes nothing, prints nothing."""

from collections.abc import Callable
from typing import TextIO

from rashomon.model import Record
from rashomon.views.brief import write_brief
from rashomon.views.marks import mark, sentence_around
from rashomon.views.timeline import write_timeline

__all__ = ["EXPORTERS", "mark", "sentence_around", "write_brief", "write_timeline"]

EXPORTERS: dict[str, Callable[[Record, TextIO], None]] = {
    "brief": write_brief,
    "timeline": write_timeline,
}
