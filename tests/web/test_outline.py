"""How borders are drawn: by ISO 3166-2 and by who claims what, not as the base data has them."""

import json
from importlib.resources import files

import pytest

OUTLINE = json.loads((files("rashomon.web") / "basemap/outline.json").read_text(encoding="utf-8"))


def crosses(layer: str, west: float, south: float, east: float, north: float) -> bool:
    """True where a line of the layer has a corner in the box."""
    return any(west <= x <= east and south <= y <= north for line in OUTLINE[layer] for x, y in line)


@pytest.mark.parametrize(
    ("where", "box", "layer"),
    [
        ("Kharkiv and Belgorod: two states, nobody claims both", (35.5, 50.0, 37.4, 50.6), "borders"),
        ("Donetsk and Dnipropetrovsk: Russia sees a border, Ukraine none", (36.5, 47.8, 37.2, 48.9), "disputed"),
        ("Luhansk and Rostov: Ukraine sees a border, Russia none", (39.5, 48.0, 40.2, 49.8), "disputed"),
        ("Perekop: both sides of it are claimed by the same two", (33.4, 45.9, 34.2, 46.3), "regions"),
        ("Abkhazia and Georgia", (41.4, 42.3, 42.2, 42.9), "disputed"),
        ("Kashmir, the line of control", (73.5, 33.0, 75.5, 34.8), "disputed"),
        ("France and Spain", (-1.0, 42.3, 2.5, 43.2), "borders"),
    ],
)
def test_border_is_drawn_as_what_it_is(where: str, box: tuple[float, float, float, float], layer: str) -> None:
    drawn = {name for name in ("borders", "disputed", "regions") if crosses(name, *box)}
    assert layer in drawn, where
    assert layer != "borders" or "disputed" not in drawn
    assert layer != "disputed" or "borders" not in drawn
    assert where[:7] != "Perekop" or drawn == {"regions"}
