"""What a line looks like: words that passages and boilerplate judge alike."""

import re

MAX_HEADING_WORDS = 25
ENDS = re.compile(r"[.!?…,;؟।。！？][\"'”’»)\]\\*_]*$")
_ASKS = re.compile(r"[^.“\"]*[?!]$")
_WORD = re.compile(r"\w+")


def words(line: str) -> list[str]:
    """The words of a line, lower case, without punctuation."""
    return _WORD.findall(line.casefold())


def folded(line: str) -> str:
    """The words of a line in one string: two copies of one headline are equal."""
    return " ".join(words(line))


def is_heading(line: str) -> bool:
    """True for a short line without end punctuation, or a short question: ``Fighting near the dam``."""
    length = line.count(" ") + 1
    if length > MAX_HEADING_WORDS:
        return False
    if line.endswith(":"):
        return length <= 4
    return ENDS.search(line) is None or (length <= 12 and line[0] not in "“\"'" and _ASKS.match(line) is not None)
