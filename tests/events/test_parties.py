"""Who opposes whom, who observes, and which names are papers."""

import pytest

from rashomon.events.parties import is_paper, opposed, speaking_side
from rashomon.model import ChainRole, Link


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Ukraine", "Russia", True),
        ("Russia", "Ukraine", True),
        ("Ukraine", "Britain", False),
        ("Russia", "United States", False),
        ("Sudanese army", "Rapid Support Forces", True),
        ("Russia", "Rapid Support Forces", False),
        ("Russia", "Russia", False),
        ("Russia", "third party", False),
        ("Russia", None, False),
        # sides of which nothing is known
        ("Lowland", "Highland", True),
    ],
)
def test_opposed(left: str | None, right: str | None, *, expected: bool) -> None:
    assert opposed(left, right) is expected


@pytest.mark.parametrize(
    ("name", "side", "speaks", "paper"),
    [
        ("MONUSCO", None, "third party", False),
        ("Institute for the Study of War", None, "third party", False),
        ("Anna Novak", "North", "North", False),
        ("Anna Novak", None, None, False),
        ("Reuters", None, None, True),
        ("The Lantern Review", "media", "media", True),
    ],
)
def test_voices(name: str, side: str | None, speaks: str | None, *, paper: bool) -> None:
    link = Link(ChainRole.SOURCE, name, side=side)
    assert speaking_side(link) == speaks
    assert is_paper(link) is paper


def test_the_reporters_own_voice_has_no_side() -> None:
    assert speaking_side(None) is None
