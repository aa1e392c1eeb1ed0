"""A noun for what the report tells as done takes it for granted, also under a verb that looks ahead."""

import pytest
from tests.claims.marked import WAR, claims_of

from rashomon.model import Kind

GRANTED = [
    "Rebels captured Goma on Monday. The fall of Goma could change the war.",
    "Rebels seized Sake last week. Analysts said that the capture of Sake would open the road to Goma.",
    "A missile destroyed the bridge in Kherson. Japan will send engineers after the destruction of the bridge in Kherson.",
    "The militia shelled Goma. Elections in the province will not be delayed by the shelling of Goma, the governor said.",
    "The army could shell Goma in reprisal for the attack on Bukavu, and in revenge for the shelling of Sake.",
]
AHEAD = [
    # nothing was told
    "The rebels fought for Sake. The capture of Sake would open the road to Goma.",
    # what begins now, and what is planned
    "The militia shelled Goma. The army will begin the shelling of Goma tomorrow.",
    "Rebels captured Goma. Analysts said that a capture of Goma would change the war.",
    # another one than the one that was told
    "Rebels captured a part of Goma. The final capture of Goma could change the war.",
    "Rebels captured Goma. The fall of Bukavu could change the war.",
    "Russian troops captured Kherson. The capture of Kherson by Ukrainian forces would change the war.",
    # only in doubt
    "Rebels have probably captured Goma. The fall of Goma could change the war.",
]


def last(text: str) -> str:
    """The certainty of the last claim."""
    found = claims_of(tuple(WAR + one for one in (*GRANTED, *AHEAD)))[WAR + text]
    return str([claim.certainty for claim in found if claim.kind in (Kind.CAPTURE, Kind.DESTRUCTION, Kind.STRIKE)][-1])


@pytest.mark.parametrize("text", GRANTED)
def test_what_is_told_as_done_is_taken_for_granted(text: str) -> None:
    assert last(text) == "stated"


@pytest.mark.parametrize("text", AHEAD)
def test_what_is_not_told_as_done_lies_ahead(text: str) -> None:
    assert last(text) == "intended"
