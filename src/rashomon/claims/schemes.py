"""A claim's kind and words -> its ACLED sub-event type, None where that scheme has no home for it."""

import re

from rashomon.knowledge.cues import Cues
from rashomon.model import Kind, Party

# A government regains what it held; everybody else, a foreign army too, overtakes territory (ACLED codebook, Battles).
GOVERNMENT = re.compile(r"\b(?:army|government|state|security forces|police|national)\b", re.IGNORECASE)


def acled_type(kind: Kind, words: str, actor: Party | None, cues: Cues, *, recapture: bool = False) -> str | None:
    """ACLED's sub-event type for a claim with the given words (of its sentence)."""
    told = next((row.type for row, pattern in cues.telling if kind in row.kinds and pattern.search(words)), None)
    if told is not None:
        return told
    if kind is Kind.CAPTURE and (recapture or (actor is not None and GOVERNMENT.search(actor.name))):
        return "Government regains territory"
    return cues.otherwise.get(kind)
