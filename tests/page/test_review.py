"""Review: the queue, decisions with a name and a reason, the history, all with the keyboard."""

import re
from pathlib import Path
from shutil import copyfile

import httpx
import pytest
from click.testing import CliRunner
from tests.page.conftest import Opener
from tests.page.layout import FAULTS_OF_LAYOUT
from tests.web.serving import TOKEN, serving

from rashomon.cli import main
from rashomon.ledger import Ledger

APART = ("positions 10 km south of Orikhiv", "Shelling near Orikhiv")  # words of two claims of one report, told as two events

pytestmark = pytest.mark.xdist_group("page")


def test_review_is_not_offered_without_the_option(opened: Opener) -> None:
    at = opened("/?view=review")
    assert "Review is off" in at.page.locator("main").inner_text()
    assert at.page.get_by_role("link", name="Review").count() == 0


def test_review_without_the_token_says_where_it_is(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened("/?view=review", client=reviewing)
    assert "The review token is missing" in at.page.locator("main").inner_text()


def test_a_decision_needs_a_name_and_a_reason_and_can_be_undone(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing)
    at.click(at.page.get_by_role("button", name=re.compile(r"^Unsure days \d")))
    queue, desk = at.view("Queue"), at.view("Decision")
    first = queue.locator("[aria-current]").inner_text()
    at.page.locator("#main").focus()
    at.page.keyboard.press("j")
    at.settle()
    assert queue.locator("[aria-current]").inner_text() != first
    at.page.keyboard.press("k")
    at.settle()
    assert queue.locator("[aria-current]").inner_text() == first

    at.page.keyboard.press("r")
    assert "A judgement needs your name and a reason." in desk.inner_text()
    desk.get_by_label("Your name").fill("Mara")
    desk.get_by_label("Reason").fill("told of the past")
    desk.get_by_label("Reason").blur()
    (doubt, *_) = reviewing.get("/api/v1/review", params={"reason": "day"}, headers={"Authorization": f"Bearer {TOKEN}"}).json()[
        "items"
    ]
    at.page.keyboard.press("r")
    desk.get_by_text("Rejected. The record is woven anew.").wait_for()
    at.settle()
    assert doubt["quote"] not in [
        one["quote"]
        for one in reviewing.get("/api/v1/claims", params={"limit": 500}).json()["items"]
        if one["id"] == doubt["claim"]
    ]
    (judged,) = reviewing.get("/api/v1/judgements", headers={"Authorization": f"Bearer {TOKEN}"}).json()["items"]
    assert (judged["by"], judged["verdict"], judged["claim"], judged["reason"]) == (
        "Mara",
        "reject",
        doubt["claim"],
        "told of the past",
    )


def test_the_queue_opens_the_report_at_its_words(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing)
    quote = at.view("Decision").locator("blockquote").inner_text()
    assert "".join(at.view("Source text").locator("mark.on").all_inner_texts()) == quote


def asked_for(client: httpx.Client, path: str) -> dict:
    answer = client.get(path, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def told_in(client: httpx.Client, words: str) -> dict:
    (claim,) = (one for one in asked_for(client, "/api/v1/claims?limit=500")["items"] if words in one["quote"])
    return claim


def test_two_claims_are_put_side_by_side_and_judged_with_the_keyboard(opened: Opener, reviewing: httpx.Client) -> None:
    """The way there and back: two events become one by a decision, and two again when it is taken back."""
    one, other = told_in(reviewing, APART[0]), told_in(reviewing, APART[1])
    assert one["event"] != other["event"]
    at = opened(f"/?view=review&sel=claim:{one['id']}#token={TOKEN}", client=reviewing)
    desk, keys = at.view("Decision"), at.page.keyboard
    assert one["quote"] in desk.inner_text()
    desk.get_by_label("Your name").fill("Mara")
    desk.get_by_label("Reason").fill("one raid, told twice")
    desk.get_by_label("Reason").blur()

    keys.press("p")
    keys.type("Orikhiv")
    at.settle()
    offered = desk.get_by_role("listbox", name="Claims to choose from")
    chosen = offered.get_by_role("option", selected=True)
    while APART[1] not in (before := chosen.inner_text()):
        keys.press("ArrowDown")
        assert chosen.inner_text() != before, offered.inner_text()
    keys.press("Enter")
    pair = desk.get_by_role("region", name="Same or different")
    cells = pair.get_by_role("row", name="Words").get_by_role("cell").all_inner_texts()
    assert [words in cell for words, cell in zip(APART, cells, strict=True)] == [True, True]
    assert "They are two events now." in pair.inner_text()
    at.photograph("review-pair")

    keys.press("s")
    desk.get_by_text("Decided: the same happening. The record is woven anew.").wait_for()
    at.settle()
    assert told_in(reviewing, APART[0])["event"] == told_in(reviewing, APART[1])["event"]
    (judged,) = asked_for(reviewing, "/api/v1/judgements")["items"]
    assert (judged["verdict"], judged["claim"], judged["other"]) == ("same", one["id"], other["id"])
    assert (judged["by"], judged["reason"]) == ("Mara", "one raid, told twice")

    desk.get_by_label("Reason").fill("two raids after all")
    at.click(desk.get_by_role("button", name="Undo the last decision"))
    desk.get_by_text("Taken back. The record is woven anew.").wait_for()
    at.settle()
    assert told_in(reviewing, APART[0])["event"] != told_in(reviewing, APART[1])["event"]


def test_a_disputed_pair_stands_side_by_side_from_the_start(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing)
    at.click(at.page.get_by_role("button", name=re.compile(r"^Disputed \d+$")))
    pair = at.view("Decision").get_by_role("region", name="Same or different")
    assert "They are told as one event now." in pair.inner_text()
    assert pair.get_by_role("button", name="Different happenings").is_enabled()
    assert at.page.evaluate(FAULTS_OF_LAYOUT) == []


def test_a_claim_of_the_workbench_can_be_judged(opened: Opener, reviewing: httpx.Client) -> None:
    claim = told_in(reviewing, APART[0])
    at = opened(f"/?sel=claim:{claim['id']}#token={TOKEN}", client=reviewing)
    at.click(at.view("Accounts").get_by_role("link", name="Judge this claim"))
    assert at.view("Decision").locator("blockquote").inner_text() == claim["quote"]


def test_a_reviewer_of_a_team_signs_in_and_decides_under_the_own_name(opened: Opener, ledger: Path, tmp_path: Path) -> None:
    path = copyfile(ledger, tmp_path / "team.db")
    make = ["token", "create", "mara", "--role", "reviewer", "--ledger", str(path)]
    token = CliRunner().invoke(main, make).stdout.strip()
    with serving(path, "--review", "--name", "desk.example.org") as client:
        at = opened("/brief", client=client, refused=True)
        assert at.page.get_by_role("heading", name="Sign in").is_visible()
        at.page.get_by_label("Token").fill(token)
        at.page.get_by_role("button", name="Sign in").click()
        assert at.page.url.endswith("/brief")
        at.go("/?view=review")
        desk = at.view("Decision")
        assert desk.get_by_label("Your name").input_value() == "mara"
        assert desk.get_by_label("Your name").get_attribute("readonly") is not None
        desk.get_by_label("Reason").fill("told of the past")
        desk.get_by_label("Reason").blur()
        at.page.keyboard.press("r")
        desk.get_by_text("Rejected. The record is woven anew.").wait_for()
        at.settle()
        bearer = {"Authorization": f"Bearer {token}"}
        (judged,) = client.get("/api/v1/judgements", headers=bearer).json()["items"]
        assert (judged["by"], judged["verdict"]) == ("mara", "reject")
    with Ledger.open(path) as book:
        assert [one.detail for one in book.log()][-1] == "reject, by mara over HTTP"
