"""Each view shows what it should, and what is chosen in one is chosen in all."""

import re
from pathlib import Path

import httpx
import pytest
from tests.events.factories import told
from tests.page.conftest import Opener
from tests.web.serving import serving, write_ledger

from rashomon.model import Claim, Report

pytestmark = pytest.mark.xdist_group("page")

TICKS = "all => all.map(one => [one.textContent, one.getAttribute('x')])"
RETAKEN = "072fbfb84699035e"  # Hanna Maliar, 14 Sep 2023: Ukrainian troops had recaptured the village of Andriivka


def test_map_marks_claims_by_side_and_rings_what_is_disputed(opened: Opener) -> None:
    at = opened("/?place=ua-andriivka-bakhmut")
    button = at.view("Map of claims").get_by_role("button", name=re.compile("^Andriivka: "))
    mark = at.view("Map of claims").locator(".mark").filter(has=at.page.get_by_role("button", name=re.compile("^Andriivka: ")))
    told = button.get_attribute("aria-label") or ""
    assert re.match(r"Andriivka: 34 claims, by 21 Ukraine, 11 Russia, 2 no known side; 15 of disputed events; ", told)
    assert "Ukraine says: Ukraine holds it since 14 Sep 2023, as claimed" in told
    assert mark.locator(".dispute").count() == 1
    assert mark.locator(".flag .cloth").count() >= 1
    shapes = mark.locator(":scope > g > g[data-side] > .sign").evaluate_all("all => all.map(one => one.getAttribute('d'))")
    assert len(shapes) == len(set(shapes)) == 3


def test_the_head_of_a_disputed_event_counts_what_disputes_it(opened: Opener, server: httpx.Client) -> None:
    found = server.get("/api/v1/events?status=disputed&limit=100").json()["items"]
    accounts_of = [server.get(f"/api/v1/events/{one['id']}").json() for one in found]
    without_denial = next(one for one in accounts_of if not any(claim["polarity"] == "denied" for claim in one["claims"]))
    at = opened(f"/?sel=event:{without_denial['event']['id']}")
    accounts = at.view("Accounts")
    assert "claimed and denied" in accounts.locator(".standing").inner_text()
    number = int(accounts.locator(".sum .hot b").inner_text())
    assert number == accounts.locator(".account.denial").count() > 0
    assert "contradiction" in accounts.locator(".sum .hot").inner_text()


def test_a_claim_of_the_address_comes_into_sight(opened: Opener, server: httpx.Client) -> None:
    events = server.get("/api/v1/events?sort=-claims&limit=1").json()["items"]
    last = server.get(f"/api/v1/events/{events[0]['id']}").json()["origins"][-1]["claims"][-1]
    at = opened(f"/?sel=claim:{last}")
    account = at.view("Accounts").locator(f"#claim-{last}")
    account.wait_for()
    seen, box = at.view("Accounts").bounding_box(), account.bounding_box()
    assert seen
    assert box
    assert seen["y"] <= box["y"] < seen["y"] + seen["height"]


def test_one_claim_of_another_month_takes_no_room_from_a_battle(opened: Opener, tmp_path: Path) -> None:
    days = [f"2024-08-{day}" for day in range(10, 15)]
    stories = [told(f"Shells fell on Oldmill on {day}.", on=day, published=day) for day in days]
    early = told("Shells fell on Oldmill this year.", on="2024-01-02", published="2024-08-20")
    with serving(write_ledger(tmp_path / "battle.db", [early, *stories, *more(30)])) as client:
        at = opened("/", client=client)
        ticks = at.view("Timeline").locator(".axis text")
        ticks.first.wait_for()
        found = {words: float(x) for words, x in ticks.evaluate_all(TICKS)}
    august = min(x for words, x in found.items() if "Aug" in words)
    start, end = min(found.values()), max(found.values())
    assert august - start < (end - start) * 0.25


def more(number: int) -> list[tuple[Report, Claim]]:
    return [told(f"Rockets fell on Oldmill, round {n}.", on="2024-08-15", published="2024-08-16") for n in range(number)]


def test_map_layers_can_be_taken_away(opened: Opener) -> None:
    at = opened("/?place=ua-andriivka-bakhmut")
    area = at.view("Map of claims")
    area.get_by_label("Control, as claimed").uncheck()
    assert area.locator(".flag").count() == 0
    area.get_by_label("Claims", exact=True).uncheck()
    assert area.locator(".mark").count() == 0


def test_timeline_shows_denials_doubt_and_two_holders(opened: Opener) -> None:
    at = opened("/?from=2023-09-13&to=2023-09-24&place=ua-klishchiivka")
    lane = at.view("Timeline")
    assert lane.locator(".ribbon").count() >= 2
    assert lane.locator(".ribbon rect.conflict").count() >= 2
    sides = set(lane.locator(".ribbon").evaluate_all("all => all.map(one => one.dataset.side)"))
    assert {"ukraine", "russia"} <= sides
    assert all(words.endswith("as claimed") for words in lane.locator(".ribbon title").all_text_contents())
    at.go("/?polarity=denied&from=2023-09-19&to=2023-09-21")
    assert at.view("Timeline").locator(".claim.denied .cross").count() >= 1


def test_timeline_by_source(opened: Opener) -> None:
    at = opened()
    at.click(at.view("Timeline").get_by_role("button", name="by source"))
    assert at.page.url.endswith("/?lanes=source")
    assert at.view("Timeline").locator(".name").first.inner_text().startswith("Russian Defense Ministry")


def test_a_brush_over_the_days_sets_the_range_of_all_views(opened: Opener) -> None:
    at = opened()
    before = at.view("Filters").inner_text()
    brush = at.page.get_by_role("group", name="Range of days").bounding_box()
    assert brush is not None
    at.page.mouse.move(brush["x"] + brush["width"] * 0.45, brush["y"] + 15)
    at.page.mouse.down()
    at.page.mouse.move(brush["x"] + brush["width"] * 0.62, brush["y"] + 15, steps=5)
    at.page.mouse.up()
    at.settle()
    assert re.search(r"\?from=2023-\d\d-\d\d&to=202\d-\d\d-\d\d$", at.page.url)
    assert at.view("Filters").inner_text() != before
    assert "El Fasher" not in at.view("Map of claims").locator(".name").all_text_contents()


def test_handles_of_the_range_move_with_the_keyboard(opened: Opener) -> None:
    at = opened()
    handle = at.page.get_by_role("slider", name="First day")
    handle.focus()
    handle.press("ArrowRight")
    at.settle()
    assert at.page.url.endswith("/?from=2023-01-02")
    assert handle.get_attribute("aria-valuetext") == "2 Jan 2023"


def test_what_is_chosen_in_one_view_is_chosen_in_all(opened: Opener) -> None:
    at = opened("/?place=ua-andriivka-bakhmut&from=2023-09-14&to=2023-09-14")
    at.click(at.view("All claims").get_by_role("button", name=re.compile("^Ukrainian troops had recaptured")))
    assert at.page.url.endswith(f"sel=claim:{RETAKEN}")
    assert (
        "Ukrainian troops had recaptured the village of Andriivka, south of Bakhmut"
        in at.view("Accounts").locator(".on").inner_text()
    )
    assert (
        "".join(at.view("Source text").locator("mark.on").all_inner_texts())
        == "Ukrainian troops had recaptured the village of Andriivka, south of Bakhmut"
    )
    assert at.view("Timeline").locator(".ring, .many .here").count() >= 1
    assert at.view("Map of claims").locator(".mark.on").count() == 1
    assert at.view("All claims").locator("tr.on").count() == 1


def test_from_the_text_to_the_accounts(opened: Opener) -> None:
    at = opened(f"/?sel=claim:{RETAKEN}")
    at.click(at.view("Source text").get_by_role("button", name=re.compile("^Andriivka had been liberated: Hanna Maliar")))
    assert "Andriivka had been liberated" in at.view("Accounts").locator(".on").inner_text()
    assert at.page.url.endswith("/?sel=claim:10b6483180f7be15")


def test_from_the_map_to_the_place_and_its_events(opened: Opener) -> None:
    at = opened("/?place=ua-verbove-polohy")
    at.click(at.view("Map of claims").get_by_role("button", name=re.compile("^Verbove: ")))
    accounts = at.view("Accounts")
    assert accounts.get_by_role("heading", name="Verbove").is_visible()
    at.click(accounts.get_by_role("button", name=re.compile("^22 Sep 2023 advance, repel")))
    assert "2 independent origins" in accounts.inner_text()


def test_from_the_timeline_to_the_claim_with_the_keyboard_alone(opened: Opener) -> None:
    at = opened("/?place=ua-verbove-polohy")
    mark = at.view("Timeline").locator("[data-mark][tabindex='0']")
    mark.focus()
    at.page.keyboard.press("ArrowRight")
    at.page.keyboard.press("Enter")
    at.settle()
    assert re.search(r"sel=claim:[0-9a-f]{16}$", at.page.url)
    assert at.view("Source text").locator("mark.on").count() >= 1


def test_chain_and_parts_are_shown_on_hover_and_focus(opened: Opener) -> None:
    at = opened(f"/?sel=claim:{RETAKEN}")
    text = at.view("Source text")
    assert "Hanna Maliar → 2023-09-14_port-harbour-gazette_andriivka" in " ".join(
        at.view("Accounts")
        .locator(".on .chain")
        .evaluate_all("all => all.map(one => [...one.children].map(li => li.textContent).join(' → '))")
    )
    part = text.get_by_label("Parts of the chosen claim").get_by_role("button", name="Hanna Malyar")
    part.focus()
    assert text.locator(".lit").all_inner_texts() == ["Hanna Malyar"]
    part.blur()
    assert text.locator(".lit").count() == 0
    text.get_by_label("Parts of the chosen claim").get_by_role("button", name="recaptured").hover()
    assert text.locator(".lit").all_inner_texts() == ["recaptured"]


def test_boilerplate_is_dimmed_not_cut(opened: Opener, server: httpx.Client) -> None:
    (report,) = [one for one in server.get("/api/v1/reports").json()["items"] if one["doc"] == "2023-09-18_meridian-courier_live"]
    at = opened(f"/?sel=report:{report['id']}")
    dimmed = " ".join(at.view("Source text").locator(".boilerplate").all_inner_texts())
    assert "Sample report, written for Rashomon" in dimmed


def test_every_number_opens_what_it_counts(opened: Opener) -> None:
    at = opened()
    for name, rows, first in (
        ("events", "events", "Told by"),
        ("reports", "reports", "Title"),
        ("sources", "sources", "Offices"),
        ("places", "places", "What it is"),
    ):
        at.click(at.view("Filters").get_by_role("button", name=re.compile(rf"^\d+ {name}$")))
        assert f"rows={rows}" in at.page.url
        assert first in at.view("All claims").locator("thead").inner_text()
    number = at.view("Filters").get_by_role("button", name=re.compile(r"^\d+ disputed$"))
    disputed = int(number.inner_text().split()[0])
    at.click(number)
    assert at.view("All claims").locator("tbody tr").count() == disputed


def test_table_sorts_on_the_server(opened: Opener) -> None:
    at = opened()
    table = at.view("All claims")
    at.click(table.get_by_role("button", name="Place", exact=True))
    assert at.page.url.endswith("sort=place")
    assert table.get_by_role("columnheader", name="Place").get_attribute("aria-sort") == "ascending"
    at.click(table.get_by_role("button", name=re.compile("^Show more")))
    table.locator("tbody tr").nth(150).wait_for()
    assert table.locator("tbody tr").count() == 200


def test_filters_narrow_all_views_and_can_be_taken_away(opened: Opener) -> None:
    at = opened()
    at.click(at.view("Filters").get_by_role("button", name=re.compile(r"^Russia \d+")))
    at.view("Filters").get_by_role("button", name="Kind").click()
    at.click(at.page.get_by_role("checkbox", name=re.compile("^attack")))
    at.page.keyboard.press("Escape")
    assert at.page.url.endswith("/?voice=Russia&kind=attack")
    rows = at.view("All claims").locator("tbody tr")
    assert set(rows.locator("td:nth-child(3)").all_inner_texts()) == {"attack"}
    at.click(at.page.get_by_role("button", name=re.compile("^said by Russia")))
    assert at.page.url.endswith("/?kind=attack")
    at.click(at.page.get_by_role("button", name="Clear all"))
    assert at.page.url.endswith("/")


def test_words_are_searched_in_quotes(opened: Opener) -> None:
    at = opened()
    at.page.get_by_role("searchbox", name="Search the words of the quotes").fill('"losing village"')
    at.page.keyboard.press("Enter")
    at.settle()
    quotes = at.view("All claims").locator("tbody .quote").all_inner_texts()
    assert quotes == [] or all("losing village" in quote.lower() for quote in quotes)
    assert "text=" in at.page.url


def test_nothing_found_says_what_to_do(opened: Opener) -> None:
    at = opened("/?text=zzzz")
    assert "Nothing matches these filters" in at.view("All claims").inner_text()
    assert "No event matches" in at.view("Accounts").inner_text()
    assert "No claim of these filters" in at.view("Timeline").inner_text()


def test_a_fault_is_told_with_its_remedy(opened: Opener) -> None:
    at = opened("/?kind=flood", refused=True)
    alert = at.view("All claims").get_by_role("alert")
    assert "flood" in alert.inner_text()
    assert alert.get_by_role("button", name="Try again").is_visible()


def test_brief_cites_and_copies_markdown(opened: Opener) -> None:
    at = opened("/?view=brief&day=2023-09-18")
    at.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=at.origin)
    assert at.page.get_by_role("heading", name="Who claims what").is_visible()
    assert "3rd Separate Assault Brigade (Ukraine) denies it [3]" in at.page.locator("article").inner_text()
    at.page.get_by_role("button", name="Copy as Markdown").click()
    at.page.get_by_text("Copied as Markdown.").wait_for()
    assert "# Who claims what" in at.page.evaluate("navigator.clipboard.readText()")
    assert at.page.get_by_role("link", name="Page to print and cite").get_attribute("href") == "/brief?week=2023-09-18"


def test_legend_says_what_counts_measure_and_how_borders_are_drawn(opened: Opener) -> None:
    at = opened("/?view=legend")
    words = at.page.locator("main").inner_text()
    assert "The counts measure reporting, not truth." in words
    assert "A border is dashed where some state sees a border and another sees none." in words


def test_words_from_right_to_left_run_so(opened: Opener) -> None:
    at = opened("/?text=قواتنا")
    at.go("/?source=Sudan&from=2025-10-27")
    quotes = at.page.locator("[dir=auto]")
    assert quotes.count() > 0
    (report,) = [
        one for one in at.page.evaluate("fetch('/api/v1/reports').then(r => r.json())")["items"] if one["doc"] == "own-arabic"
    ]
    at.go(f"/?sel=report:{report['id']}")
    heading = at.view("Source text").get_by_role("heading").first
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
