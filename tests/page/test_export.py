"""Send to the desk: one file that opens from disk and asks for nothing."""

import json
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from tests.page.conftest import Opener

from rashomon.exports import FORMATS

pytestmark = pytest.mark.xdist_group("page")


def test_one_file_opens_from_disk_with_the_selection(opened: Opener, browser: Browser, tmp_path: Path) -> None:
    at = opened("/?place=ua-andriivka-bakhmut&from=2023-09-14&to=2023-09-16")
    with at.page.expect_download() as coming:
        at.page.get_by_role("link", name="Send to the desk").click()
    assert "/export.html?place=ua-andriivka-bakhmut&from=2023-09-14&to=2023-09-16" in coming.value.url
    file = tmp_path / "desk.html"
    coming.value.save_as(file)
    assert file.read_text(encoding="utf-8").count("<script") == 0

    context = browser.new_context(offline=True, java_script_enabled=False)
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    words = page.locator("body").inner_text()
    for expected in (
        "Andriivka",
        "Ukrainian troops had recaptured the village of Andriivka, south of Bakhmut",
        "3rd Separate Assault Brigade",
    ):
        assert expected in words
    assert page.locator("svg").count() >= 2  # a map and a timeline
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data"}
    assert [url for url in asked if url.startswith("file:")] == [file.as_uri()]
    context.close()


def test_every_format_of_the_selection_can_be_taken_along(opened: Opener, tmp_path: Path) -> None:
    at = opened("/?place=ua-andriivka-bakhmut&kind=capture")
    at.page.get_by_role("button", name="other formats").click()
    links = at.page.get_by_role("list", name="Formats of the whole selection").get_by_role("link")
    assert links.all_inner_texts() == list(FORMATS)
    for name in FORMATS:
        with at.page.expect_download() as coming:
            links.filter(has_text=re.compile(f"^{name}$")).click()
        coming.value.save_as(tmp_path / f"{name}.zip")
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            told = json.loads(archive.read("manifest.json"))
        assert (told["format"], told["filters"]) == (name, {"place": "ua-andriivka-bakhmut", "kind": "capture"})


@pytest.mark.parametrize(("rows", "forms"), [("claims", 2), ("events", 2), ("reports", 1), ("sources", 1), ("places", 2)])
def test_every_list_can_be_taken_along(opened: Opener, tmp_path: Path, rows: str, forms: int) -> None:
    at = opened(f"/?rows={rows}&voice=Ukraine")
    links = at.view("All claims").locator(".get").get_by_role("link")
    assert links.count() == forms
    for link in links.all():
        with at.page.expect_download() as coming:
            link.click()
        coming.value.save_as(tmp_path / "file")
        assert len((tmp_path / "file").read_text(encoding="utf-8")) > 200
        assert coming.value.suggested_filename.startswith(f"{rows}.")


def test_the_brief_prints_to_paper(opened: Opener, tmp_path: Path) -> None:
    at = opened("/brief?week=2023-09-18")
    paper = at.page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    at.page.emulate_media(media="print")
    assert at.page.locator("nav:visible").count() == 0
