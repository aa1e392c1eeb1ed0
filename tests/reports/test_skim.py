"""What is passed over before it is parsed: other languages, other news, repetitions; and large archives in stretches."""

import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.intake import Plan, read, read_into
from rashomon.ledger import Ledger
from rashomon.model import Issue, Report
from rashomon.reports import Skim, stretches, warc
from rashomon.reports.skim import is_of_war, page_words

# warcio leaves its own buffers open.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

WAR = "The army said on Monday that its troops had entered village number {} after a week of shelling by Russian artillery. "
PEACE = "The bakery on the corner sells {} kinds of bread, and the baker said on Monday that people queue for them every morning. "
RUSSIAN = "Пекарня на углу продаёт {} сортов хлеба, и пекарь сказал в понедельник, что люди каждое утро стоят за ними в очереди. "
FILLER = """Visitors came from the valley and the coast, some by train, others on foot, carrying baskets, umbrellas and small
children; an orchestra played while waiters brought tea, cheese, pears and honey. Nobody hurried. The mayor thanked gardeners,
teachers, carpenters and the old clockmaker, whose tower had been repaired with copper, glass and timber before autumn rain.
Photographs of bridges, mills and orchards hung beside letters, maps, stamps and a yellow bicycle. """


def page(text: str, number: int) -> str:
    article = f"<p>{text.format(number)}</p><p>{FILLER if text is not RUSSIAN else text.format(number) * 3}</p>"
    return f"<html><head><title>Page {number}</title></head><body><article>{article}</article></body></html>"


def archive(path: Path, pages: list[tuple[str, int]]) -> Path:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    for text, number in pages:
        body = page(text, number).encode()
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        address = f"https://example.org/2023/03/05/page-{number}"
        writer.write_record(writer.create_warc_record(address, "response", payload=BytesIO(body), http_headers=head))
    path.write_bytes(out.getvalue())
    return path


def test_a_skimmed_archive_gives_the_reports_of_war_and_counts_the_rest(tmp_path: Path) -> None:
    pages = [(WAR, 1), (PEACE, 2), (RUSSIAN, 3), (WAR, 4), (PEACE, 5), (WAR, 1)]
    path = archive(tmp_path / "news.warc.gz", pages)
    *reports, issue = read(path, skim=True)
    assert [one.name for one in reports] == ["page-1", "page-4"]
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.name) == ("skipped", str(path))
    told = "passed over: 2 about no conflict, 1 in other languages, 1 the same once more (leave out --skim to read them)"
    assert issue.detail == told
    assert not issue.is_unread
    assert len([one for one in read(path) if isinstance(one, Report)]) == 6


def test_texts_and_rows_are_skimmed_one_by_one(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    line = '{{"id": "{}", "text": "{}", "outlet": "The Gazette", "url": "https://example.org/{}"}}\n'
    words = " ".join(FILLER.split())
    texts = [WAR.format(1) + words, PEACE.format(2) + words, WAR.format(1) + words]
    rows.write_text("".join(line.format(n, text, n) for n, text in enumerate(texts)))
    *reports, issue = read(rows, skim=True)
    assert [one.name for one in reports] == ["0"]
    assert isinstance(issue, Issue)
    assert "1 about no conflict, 1 the same once more" in issue.detail


def test_a_few_words_are_read_whatever_they_are() -> None:
    assert is_of_war(PEACE)
    assert not is_of_war(PEACE + FILLER)
    assert is_of_war(WAR + FILLER)


def test_a_party_to_a_conflict_counts() -> None:
    words = "Nobody was hurt by the raid, said the mayor. " + FILLER
    assert not is_of_war(words)
    assert not is_of_war("Hamas was not mentioned. " + FILLER)
    assert is_of_war("Hamas fired. Israel and its military answered. " + FILLER)


def test_paragraphs_are_the_words_of_a_page() -> None:
    menu = "<ul><li>War in Ukraine</li></ul><script>var troops = 'missile';</script>"
    assert "War" not in page_words(f"<body>{menu}<p>{FILLER}</p></body>")
    assert "missile" not in page_words(f"<body>{menu}</body>")
    assert "War in Ukraine" in page_words(f"<body>{menu}</body>")
    assert "bread & butter" in page_words("<p>bread &amp; butter</p>")


def test_skimming_once_more_forgets_nothing_between_sources(tmp_path: Path) -> None:
    skim = Skim()
    assert skim.told("a") is None
    found = list(read([archive(tmp_path / f"{n}.warc.gz", [(WAR, 1)]) for n in (1, 2)], skim=True))
    assert [type(one) for one in found] == [Report, Issue]


def test_a_large_archive_is_read_in_stretches_and_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "news.warc.gz", [(WAR, number) for number in range(12)])
    whole = [one for one in read(path) if isinstance(one, Report)]
    assert list(stretches(path)) == []
    monkeypatch.setattr(warc, "STRETCH", 2000)
    parts = list(stretches(path))
    assert len(parts) > 3
    assert b"".join(part.content() for part in parts) == path.read_bytes()
    assert [one for one in read(path) if isinstance(one, Report)] == whole
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        first = list(read_into(book, path))
        again = list(read_into(book, path))
    assert sum(step.reports for step in first) == 12
    assert [step.known for step in again] == [step.known for step in again if step.sources]
    assert sum(step.known for step in again) == 12


def test_an_archive_cut_in_a_stretch_says_after_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "news.warc.gz", [(WAR, number) for number in range(12)])
    path.write_bytes(path.read_bytes()[:-40])
    monkeypatch.setattr(warc, "STRETCH", 2000)
    *reports, issue = read(path)
    assert [one.name for one in reports] == [f"page-{number}" for number in range(11)]
    assert isinstance(issue, Issue)
    assert issue.kind == "cut-short"
    assert issue.name.startswith(f"{path}#bytes=")
    assert "the archive ends early, after " in issue.detail


SCRIPT = """
import sys
from pathlib import Path
from rashomon.reports import warc
warc.STRETCH = 2000
from rashomon.cli import main
main()
"""


def test_a_killed_run_goes_on_at_the_record_where_its_last_whole_stretch_ended(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz", [(WAR, number) for number in range(60)])
    ledger = tmp_path / "war.db"
    command = [sys.executable, "-c", SCRIPT, "read", str(path), "--ledger", str(ledger), "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as job:
        until = time.monotonic() + 120
        while time.monotonic() < until and _ended(ledger) < 2:
            time.sleep(0.01)
        job.send_signal(signal.SIGKILL)
    ended = _ended(ledger)
    assert ended >= 2
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.startswith(f"{ledger}: ")
    assert " 0 already known" not in done.stderr
    with Ledger.open(ledger) as book:
        assert [one.name for one in book.reports()] == [f"page-{number}" for number in range(60)]
        assert book.faults() == []


def _ended(ledger: Path) -> int:
    from rashomon.errors import LedgerError

    try:
        with Ledger.open(ledger) as book:
            return sum(entry.act == "finish" for entry in book.log())
    except LedgerError:
        return 0


def test_what_was_skimmed_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    path = archive(tmp_path / "news.warc.gz", [(WAR, 1), (PEACE, 2)])
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        list(read_into(book, path, Plan(skim=True)))
        assert [one.name for one in book.reports()] == ["page-1"]
        list(read_into(book, path, Plan()))
        assert [one.name for one in book.reports()] == ["page-1", "page-2"]
        assert [issue.kind for issue in book.issues() if issue.report is None] == []
