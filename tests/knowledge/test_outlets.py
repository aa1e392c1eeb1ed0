from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.outlets import KINDS, Outlets, load_outlets
from rashomon.knowledge.sides import load_sides


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    return load_outlets()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Agence France-Presse and the Associated Press agreed", ["AFP", "AP"]),
        ("state news agency TASS, citing RIA Novosti", ["TASS", "RIA Novosti"]),
        ("he wrote on the Telegram messaging app", ["Telegram"]),
        ("posted on X, formerly Twitter", ["X"]),
        ("he said on X.", ["X"]),
        ("an X-ray of plan X", []),
        ("said SUNA; Radio Dabanga heard", ["SUNA", "Radio Dabanga"]),
        ("The Kyiv Independent and Ukrainska Pravda", ["The Kyiv Independent", "Ukrainska Pravda"]),
        ("Al-Manar and al-Masirah", ["Al Manar", "Al Masirah"]),
        ("the time was right, the sun shone", []),
        ("told The Sun in an interview", ["The Sun newspaper"]),
        ("a Reuters-owned van", []),
    ],
)
def test_found_in_text(outlets: Outlets, text: str, names: list[str]) -> None:
    assert [outlet.name for _, outlet in outlets.find(text)] == names


def test_span_covers_the_printed_name(outlets: Outlets) -> None:
    text = "as France-Presse’s man wrote"
    assert [span.of(text) for span, _ in outlets.find(text)] == ["France-Presse"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bbc.co.uk/news/world-1", "BBC"),
        ("http://bbc.com", "BBC"),
        ("t.me/channel/5", "Telegram"),
        ("https://notbbc.com/x", None),
        ("https://en.interfax.com.ua/news", "Interfax-Ukraine"),
        ("", None),
    ],
)
def test_by_domain(outlets: Outlets, url: str, name: str | None) -> None:
    outlet = outlets.by_domain(url)
    assert (outlet.name if outlet else None) == name


@pytest.mark.parametrize(("name", "known"), [("the guardian", "The Guardian"), ("AFP", "AFP"), ("the Gazette of Nowhere", None)])
def test_named(outlets: Outlets, name: str, known: str | None) -> None:
    outlet = outlets.named(name)
    assert (outlet.name if outlet else None) == known


def test_state_media_have_a_known_side(outlets: Outlets) -> None:
    sides = load_sides()
    run = {outlet.side for outlet in outlets.all if outlet.side}
    assert {"Russia", "Sudanese army", "Hezbollah"} <= run
    assert [side for side in run if sides.named(side) is None] == []


def test_every_name_and_domain(outlets: Outlets) -> None:
    assert {outlet.kind for outlet in outlets.all} == set(KINDS)
    for outlet in outlets.all:
        assert all(outlets.by_domain(f"https://www.{domain}/a") is outlet for domain in outlet.domains)
        for name in {outlet.name, *outlet.names} - set(outlet.short):
            assert outlet in [other for _, other in outlets.find(f"It was {name} that told it.")], name


def test_own_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[paper]]\nname = "The Village Voice of X"\ndomains = ["vvx.example"]\n', encoding="utf-8")
    outlet = load_outlets([path]).by_domain("https://vvx.example/1")
    assert outlet is not None
    assert (outlet.name, outlet.kind) == ("The Village Voice of X", "paper")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[paper]]\nnaem = "A"\n', r"mine\.toml: paper row 1: .*`naem` \(known: name, names, side, domains, short, after\)"),
        ('[[papers]]\nname = "A"\n', r"mine\.toml: top level: .*`papers` \(known: agency, paper, broadcaster, channel\)"),
        ('[[paper]]\nname = "A"\nnames = ["AFP"]\n', r'mine\.toml: "AFP" names both AFP and A'),
    ],
)
def test_faults(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        load_outlets([path])
