"""How a chain is put into words."""

import pytest
from tests.events.factories import claim, report

from rashomon.views.wording import speaker

TOLD = report("Shells fell on Oldmill.", outlet="A", name="a")


@pytest.mark.parametrize(
    ("channel", "way"),
    [("Telegram", "on Telegram"), ("evening report", "in evening report"), ("reporters", "to reporters")],
)
def test_somebody_speaks_on_in_or_to_a_channel(channel: str, way: str) -> None:
    assert speaker([claim(TOLD, "Shells fell", source="Mara Lind", channel=channel)]) == f"Mara Lind ({way})"
