"""An edition <-> JSON lines: all six tables in one file, each line with its `table`; read back without loss."""

from collections.abc import Iterator

import msgspec

from rashomon.errors import ReadingError
from rashomon.exports.columns import Line
from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, json_lines, one_file
from rashomon.exports.tables import LINES


def write_jsonl(edition: Edition) -> Output:
    """Reports, claims and the rest, table by table."""
    rows = [row for lines in LINES.values() for row in lines(edition)]
    return one_file(json_lines(rows), len(rows))


def read_jsonl(content: bytes, name: str = "export.jsonl") -> Iterator[Line]:
    """The lines that were written. Raises ReadingError with the number of a line that is none of the six tables."""
    decoder = msgspec.json.Decoder(Line)
    for number, line in enumerate(content.splitlines(), 1):
        try:
            yield decoder.decode(line)
        except msgspec.MsgspecError as fault:
            raise ReadingError(name, f"line {number}: {fault}", "export it again with this version") from fault
