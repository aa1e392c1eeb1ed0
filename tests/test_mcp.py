"""The server for chat assistants, asked by the protocol's own client over standard input and output."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from click.testing import CliRunner

from rashomon.cli import main
from rashomon.ledger import Ledger
from rashomon.model import Report, Span
from rashomon.views.marks import visible

mcp = pytest.importorskip("mcp")
pytest.importorskip("pydantic")

from rashomon.mcp.answers import quote_link  # noqa: E402

SAMPLES = Path(__file__).resolve().parents[1] / "src" / "rashomon" / "samples"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "war.db"
    done = CliRunner().invoke(main, ["read", str(SAMPLES), "--ledger", str(path)])
    assert done.exit_code in (0, 3), done.output
    return path


class Assistant:
    """A client with a server process of its own, asked one question after another."""

    def __init__(self, portal: BlockingPortal, client: Any) -> None:
        self._portal = portal
        self._client = client

    def tools(self) -> Any:
        """What the server can do."""
        return self._portal.call(self._client.list_tools).tools

    def ask(self, tool: str, **arguments: Any) -> Any:
        """The result of a call, which may be an error."""
        return self._portal.call(self._client.call_tool, tool, arguments)

    def __call__(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The answer of a call."""
        result = self.ask(tool, **arguments)
        assert not result.is_error, result.content
        assert isinstance(result.structured_content, dict)
        return result.structured_content


@contextmanager
def assistant_of(ledger: Path) -> Iterator[Assistant]:
    command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "rashomon.cli", "mcp", "--ledger", str(ledger)])
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(mcp.Client(command)) as client:
        yield Assistant(portal, client)


@pytest.fixture(scope="module")
def call(ledger: Path) -> Iterator[Assistant]:
    with assistant_of(ledger) as assistant:
        yield assistant


def assert_quoted(accounts: list[dict[str, Any]], ledger: Path) -> None:
    """Every account's words stand in its report where it says."""
    assert accounts
    with Ledger.open(ledger) as book:
        texts = {report.id: report.text for report in book.reports()}
    for account in accounts:
        text = texts[account["report"]["id"]]
        assert visible(text[account["start"] : account["end"]]) == account["quote"]
        assert account["quote"] in account["sentence"]
        assert account["report"]["doc"] == account["doc"]


def test_the_tools_say_what_they_do_and_that_they_only_read(call: Assistant) -> None:
    tools = call.tools()
    assert [tool.name for tool in tools] == ["search_claims", "event_accounts", "place_history", "brief"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    kinds = str(tools[0].input_schema)
    assert "capture" in kinds
    assert "assess" in kinds


def test_claims_come_with_quotes_offsets_and_a_way_to_read_them(ledger: Path, call: Assistant) -> None:
    answer = call("search_claims", place="Andriivka", kind="capture", limit=3)
    assert_quoted(answer["claims"], ledger)
    assert answer["found"] >= answer["shown"] == len(answer["claims"]) == 3
    assert answer["how_to_read"].startswith("A claim is what somebody says")
    assert {claim["kind"] for claim in answer["claims"]} == {"capture"}


def test_filters_hold_together_and_a_place_goes_by_any_of_its_names(call: Assistant) -> None:
    days = {"first": "2023-09-14", "last": "2023-09-18"}
    usual, other = (call("search_claims", place=name, **days, limit=100) for name in ("Bakhmut", "Artyomovsk"))
    assert usual["found"] > 0
    assert [claim["id"] for claim in usual["claims"]] == [claim["id"] for claim in other["claims"]]
    for claim in usual["claims"]:
        assert claim["when"][0] <= days["last"]
        assert days["first"] <= claim["when"][1]
    words = call("search_claims", words="recaptured", source="Maliar")
    assert all("recaptured" in claim["quote"] and "Maliar" in claim["source"] for claim in words["claims"])
    assert call("search_claims", place="Nowhere at all")["claims"] == []


def test_an_event_has_its_accounts_origins_and_disputes(ledger: Path, call: Assistant) -> None:
    claims = call("search_claims", place="Andriivka", kind="capture", limit=100)["claims"]
    answer = call("event_accounts", event=claims[0]["id"][:12])
    assert_quoted(answer["accounts"], ledger)
    ids = {account["id"] for account in answer["accounts"]}
    assert claims[0]["id"] in ids
    assert {one for origin in answer["origins"] for one in origin["claims"]} <= ids
    assert {one for stance in answer["stances"] for one in (stance["claim"], stance["to"])} <= ids
    assert any(stance["stance"] == "denies" and stance["because"] for stance in answer["stances"])
    assert answer["independent_origins"] == len(answer["origins"])


def test_a_place_has_its_holds_and_events_as_of_a_day(ledger: Path, call: Assistant) -> None:
    now = call("place_history", place="Andriivka", limit=2)
    then = call("place_history", place="Andriivka", as_of="2023-09-14")
    assert now["holds"]
    assert now["shown"] == 2
    for hold in now["holds"]:
        assert_quoted(hold["accounts"], ledger)
    for event in now["events"]:
        assert_quoted(event["accounts"], ledger)
    assert then["found"] < now["found"]
    told = [account["report"]["published"][1] for event in then["events"] for account in event["accounts"]]
    assert max(told) <= "2023-09-14"


def test_a_brief_cites_every_quote(call: Assistant) -> None:
    answer = call("brief", place="Andriivka", disputed=True, limit=2)
    assert answer["brief"].startswith("# Who claims what")
    assert "## The exact words" in answer["brief"]
    assert {report["doc"] for report in answer["reports"]}


def test_the_ledger_is_looked_at_anew_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    article = tmp_path / "2023-09-18_a.txt"
    article.write_text(
        "Officials in Kharkiv said on Monday that at least three people were killed in a missile strike on the city."
    )

    with Ledger.open(path, write=True):
        pass
    with assistant_of(path) as call:
        before = call("place_history", place="Kharkiv")["found"]
        CliRunner().invoke(main, ["read", str(article), "--ledger", str(path)])
        after = call("place_history", place="Kharkiv")["found"]
    assert (before, after > 0) == (0, True)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("event_accounts", {"event": "zzzz"}, "zzzz: no such event (search_claims gives ids)"),
        ("event_accounts", {"event": ""}, "an empty id: no such event"),
        ("search_claims", {"words": "!!!"}, "has no words"),
        ("search_claims", {"kind": "party"}, "kind"),
        ("search_claims", {"limit": 1000}, "limit"),
    ],
)
def test_a_bad_question_is_answered_in_a_line(call: Assistant, tool: str, arguments: dict[str, Any], words: str) -> None:
    result = call.ask(tool, **arguments)
    assert result.is_error
    assert words in result.content[0].text


def test_without_the_extra_a_line_says_how_to_get_it(ledger: Path) -> None:
    without = "import sys; sys.modules['mcp'] = None; from rashomon.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", without, "mcp", "--ledger", str(ledger)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: mcp: the package mcp is not installed (pip install 'rashomon[mcp]')\n"


def test_a_ledger_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["mcp", "--ledger", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert "no such ledger" in done.output


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        ("https://e.org/a#top", "Shells fell.", "https://e.org/a#:~:text=Shells%20fell."),
        ("https://e.org/a", "a well-known, old mill", "https://e.org/a#:~:text=a%20well%2Dknown%2C%20old%20mill"),
        ("https://e.org/a", "one two three four five six seven eight nine",
         "https://e.org/a#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine"),
        ("javascript:alert(1)", "Shells fell.", None),
        (None, "Shells fell.", None),
    ],
)  # fmt: skip
def test_a_link_opens_the_page_at_the_quote(url: str | None, words: str, link: str | None) -> None:
    report = Report("a", None, None, url, words, "", "en", None)
    assert quote_link(report, Span(0, len(words))) == link
