"""Six things that people come for, from the first click to the words that they must see. The words were written by hand."""

import json
import re
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.page.conftest import SAMPLES, Opener, read
from tests.page.watched import Watched
from tests.web.serving import TOKEN, serving

from rashomon.cli import main

pytestmark = pytest.mark.xdist_group("page")

ANDRIIVKA = "Andriivka, Donetsk Oblast, Ukraine"


def test_find_who_denies_an_event(opened: Opener) -> None:
    at = opened()
    accounts = at.view("Accounts")
    at.click(accounts.get_by_role("button", name=re.compile(rf"^15 Sep 2023 {ANDRIIVKA} capture")))
    assert accounts.get_by_role("heading", name=ANDRIIVKA).is_visible()
    at.click(accounts.get_by_role("link", name="6 denials"))
    denials = accounts.locator(".account.denial")
    assert denials.count() == 6
    tellers = {words.split(",")[0] for words in denials.locator(".who").all_inner_texts()}
    assert tellers == {"3rd Separate Assault Brigade", "Russia", "Russian Defense Ministry"}
    assert "denies the village had been retaken" in re.sub(r"\s+", " ", denials.first.inner_text())


def test_open_the_exact_sentence(opened: Opener) -> None:
    at = opened()
    at.click(at.view("Accounts").get_by_role("button", name=re.compile(rf"^15 Sep 2023 {ANDRIIVKA} capture")))
    at.click(
        at.view("Accounts").get_by_role("button", name=re.compile("3rd Separate Assault Brigade denies.*village had been retaken"))
    )
    text = at.view("Source text")
    assert text.get_by_role("heading", name="Kyiv takes back its word on Andriivka").is_visible()
    assert "".join(text.locator("mark.on").all_inner_texts()) == "the village had been retaken"
    assert "who disputes it" not in text.inner_text()
    assert (
        "The 3rd Assault Brigade, which is fighting in the area, denied that the village had been retaken."
        in text.locator(".text").inner_text()
    )


def test_number_of_origins_is_that_of_compare(opened: Opener, ledger: Path) -> None:
    at = opened("/?sel=event:072fbfb84699035e")
    shown = at.view("Accounts").locator(".independent").inner_text()
    told = CliRunner().invoke(main, ["compare", "072fbfb84699035e", "--ledger", str(ledger)], catch_exceptions=False).output
    assert shown == "7 independent origins"
    assert shown in " ".join(told.split())
    assert at.view("Accounts").locator(".badge").all_inner_texts() == re.findall(r"^(\d+)\. ", told, re.MULTILINE)


def test_as_of_a_day_is_a_ledger_read_to_that_day(opened: Opener, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (SAMPLES / "bakhmut-2023-09.jsonl").read_text(encoding="utf-8").splitlines()]
    known = tmp_path / "bakhmut-2023-09.jsonl"
    known.write_text("".join(json.dumps(row) + "\n" for row in rows if row["date"] <= "2023-09-16"), encoding="utf-8")
    then = read(tmp_path / "then.db", SAMPLES / "2023-09-14_port-harbour-gazette_andriivka.txt", known)

    at = opened()
    slider = at.page.get_by_role("slider", name="As of")
    slider.focus()
    slider.press("Home")  # the first report appeared on 6 September, the next on the 14th, the third day is the 16th
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    at.settle()
    assert at.page.url.endswith("/?as_of=2023-09-16")
    assert "reports until 16 Sep 2023" in at.view("Timeline").inner_text()
    with serving(then) as client:
        other = opened(client=client)
        assert at.view("Filters").locator(".totals").inner_text() == other.view("Filters").locator(".totals").inner_text()
        for view in ("Accounts", "All claims"):
            assert at.view(view).inner_text() == other.view(view).inner_text()
        assert marks(at) == marks(other)


def marks(at: Watched) -> list[str]:
    """The names of all marks on the map and the timeline."""
    return sorted(mark.get_attribute("aria-label") or "" for mark in at.page.locator("[data-mark]").all())


def test_correct_a_place_and_see_map_table_and_interface_change(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing)
    assert "token" not in at.page.url
    at.click(at.page.get_by_role("button", name=re.compile(r"^Unsure places \d")))
    at.click(at.view("Queue").get_by_role("button", name=re.compile("Novoselivka")).first)
    desk = at.view("Decision")
    desk.get_by_label("Your name").fill("Mara")
    desk.get_by_label("Reason").fill("the one near Kramatorsk is meant")
    at.click(desk.get_by_role("button", name=re.compile("^Novoselivka, Donetsk")).first)
    desk.get_by_text("Decided: correct").wait_for()

    told_of = reviewing.get("/api/v1/claims", params={"text": "Novoselivka"}).json()["items"]
    (claim,) = [one for one in told_of if one["places"][0]["resolved"]]
    assert claim["places"][0]["latitude"] == pytest.approx(48.7, abs=0.8)
    at.go(f"/?sel=claim:{claim['id']}")
    assert at.view("Map of claims").get_by_role("button", name=re.compile("^Novoselivka")).count() == 1
    assert "Mara correct place" in " ".join(at.view("Accounts").inner_text().split())
    at.go(f"/?place={claim['places'][0]['id']}")
    assert claim["quote"] in at.view("All claims").inner_text()


def test_a_region_and_an_unresolved_place_are_drawn_as_such(opened: Opener) -> None:
    at = opened("/?place=ua-orikhiv-10-km-180")
    area = at.view("Map of claims")
    assert area.locator(".area circle").count() == 1
    assert area.get_by_role("button", name="10 km south of Orikhiv, area: 1 claim").count() == 1
    assert area.locator(".mark").count() == 0
    at.go("/?place=ua-crimea")
    assert area.get_by_role("button", name=re.compile("^Crimea, region: ")).count() == 1
    assert area.locator(".area circle").count() >= 1
    at.go("/?text=Novoselivka")
    assert area.locator(".mark, .area").count() == 0
    at.click(area.get_by_role("button", name="1 name not resolved"))
    listed = at.page.locator("#unresolved").inner_text()
    assert "Novoselivka" in listed
    assert "near Kramatorsk" in listed
