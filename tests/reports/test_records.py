"""Lists of articles, bibliographies and tables: the same parts under the names that other programs give them; leads."""

import json
from datetime import date

import pytest

from rashomon.model import LEAD, Issue, Report
from rashomon.reports import Given, read
from rashomon.reports.draft import NOTHING

TEXT = "The army said on Monday that it had entered the village."
URL = "https://example.org/2023/village"
NEWSAPI = {"source": {"id": None, "name": "The Example"}, "author": "x", "title": "Mill falls", "description": "Short.",
           "url": URL, "urlToImage": None, "publishedAt": "2023-03-05T08:00:00Z", "content": TEXT}  # fmt: skip
MEDIA_CLOUD = {"stories_id": 77, "media_name": "The Example", "media_url": "example.org", "publish_date": "2023-03-05 08:00:00",
               "title": "Mill falls", "url": URL, "language": "en", "text": TEXT}  # fmt: skip
GUARDIAN = {"id": "world/2023", "webTitle": "Mill falls", "webUrl": URL, "webPublicationDate": "2023-03-05T08:00:00Z",
            "fields": {"bodyText": TEXT, "publication": "The Example"}}  # fmt: skip
EVENT_REGISTRY = {"uri": "1", "title": "Mill falls", "body": TEXT, "url": URL, "date": "2023-03-05",
                  "source": {"uri": "example.org", "title": "The Example"}}  # fmt: skip
CSL = {"id": "mill2023", "type": "article-newspaper", "title": "Mill falls", "container-title": "The Example", "URL": URL,
       "abstract": TEXT, "issued": {"date-parts": [["2023", 3, 5]]}, "note": "ask the mayor"}  # fmt: skip
ZOTERO = {"key": "ABCD", "version": 1, "library": {}, "data": {"key": "ABCD", "itemType": "newspaperArticle", "title": "Mill falls",
          "abstractNote": TEXT, "publicationTitle": "The Example", "date": "2023-03-05", "url": URL}}  # fmt: skip
TABLE = f'Headline;Publication;Publish Date;Link;Body\nMill falls;The Example;2023-03-05;{URL};"{TEXT}"\n'


def given_as(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else json.dumps(value, indent=1).encode()


def read_as(value: object, name: str = "export", given: Given = NOTHING) -> tuple[list[Report], list[Issue]]:
    found = read(name, given_as(value), given)
    return [one for one in found if isinstance(one, Report)], [one for one in found if isinstance(one, Issue)]


@pytest.mark.parametrize("name", ["export", "export.json"])
@pytest.mark.parametrize(
    "value",
    [
        {"status": "ok", "totalResults": 1, "articles": [NEWSAPI]},
        {"stories": [MEDIA_CLOUD], "pagination_token": None},
        [MEDIA_CLOUD],
        {"response": {"status": "ok", "results": [GUARDIAN]}},
        {"articles": {"page": 1, "results": [EVENT_REGISTRY]}},
        [CSL],
        [ZOTERO],
        {"config": {}, "items": [ZOTERO["data"]]},
        NEWSAPI,
        TABLE,
        TABLE.replace(";", ","),
        TABLE.replace(";", "\t"),
        "\ufeff" + TABLE,
    ],
    ids=str,
)
def test_every_export_gives_the_same_report(value: object, name: str) -> None:
    name = "export" if isinstance(value, str) else name
    ((report,), issues) = read_as(value, name)
    assert issues == []
    assert (report.text, report.title, report.outlet, report.url) == (TEXT, "Mill falls", "The Example", URL)
    assert report.published is not None
    assert report.published.first == date(2023, 3, 5)


GDELT = {"articles": [{"url": URL, "url_mobile": "", "title": "Mill falls", "seendate": "20230305T081500Z", "socialimage": "",
         "domain": "example.org", "language": "English", "sourcecountry": "Norland"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (GDELT, "“Mill falls”, example.org, 20230305T081500Z"),
        (f"\ufeffURL,MobileURL,Date,Title\n{URL},,2023-03-05 08:15:00,Mill falls\n", "“Mill falls”, 2023-03-05 08:15:00"),
        ([{**CSL, "abstract": ""}], "“Mill falls”, The Example, 2023-03-05"),
        ([{**MEDIA_CLOUD, "text": None}], "“Mill falls”, The Example, 2023-03-05 08:00:00"),
        ({"results": [{**NEWSAPI, "content": "ONLY AVAILABLE IN PAID PLANS", "description": None}]},
         "“Mill falls”, The Example, 2023-03-05T08:00:00Z"),
    ],
    ids=["gdelt", "gdelt-csv", "csl", "media-cloud", "newsdata"],
)  # fmt: skip
def test_an_article_that_is_only_named_is_a_lead(value: object, told: str) -> None:
    reports, (issue,) = read_as(value)
    assert reports == []
    assert (issue.kind, issue.name, issue.is_unread) == (LEAD, URL, False)
    assert issue.detail == f"{told}: listed, not read (rashomon read ADDRESS reads it)"


def test_a_text_that_the_service_cut_is_told_of() -> None:
    cut = {"articles": [{**NEWSAPI, "content": f"{TEXT} It… [+2145 chars]"}]}
    ((report,), (issue,)) = read_as(cut)
    assert report.text == f"{TEXT} It"
    assert (issue.kind, issue.detail) == ("cut-short", f"only the beginning of the text is in the file (rashomon read {URL})")


def test_what_the_researcher_wrote_beside_a_publication_is_not_read() -> None:
    note = {"key": "N", "data": {"key": "N", "itemType": "note", "note": "The army lies."}}
    bare = {"id": "b", "type": "article-newspaper", "title": "Bare", "issued": {"date-parts": [[2023]]}}
    ((report,), issues) = read_as([ZOTERO, note])
    assert (report.name, issues) == ("ABCD", [])
    ((report,), (issue,)) = read_as([CSL, bare], "a.json")
    assert "mayor" not in report.text
    assert (issue.name, issue.detail) == (
        "a.json item 2", "the item has neither abstract nor address (add the abstract or the address in the bibliography)",
    )  # fmt: skip


def test_a_month_is_no_day_of_publication() -> None:
    ((report,), _) = read_as([{**CSL, "issued": {"date-parts": [[2023, 3]]}, "URL": "https://example.org/village"}])
    assert report.published is None


# tables


def test_columns_named_by_the_user_win() -> None:
    table = f"event_date,source,notes,coder_text,when\n2023-03-01,The Example,{TEXT},It fled.,2023-03-05\n"
    ((report,), _) = read_as(table)
    assert (report.text, report.outlet, report.published) == (TEXT, "The Example", None)
    ((report,), _) = read_as(table, given=Given(columns=(("text", "coder_text"), ("date", "when"))))
    assert report.text == "It fled."
    assert report.published is not None
    assert report.published.first == date(2023, 3, 5)


@pytest.mark.parametrize(
    ("table", "columns", "detail"),
    [
        ("a,b\n1,2\n", (), "no column is known to hold the text; there are: a, b "
         "(name it: --column text=NAME; usual names are text, body, bodytext, content, fulltext)"),
        ("a,text\n1,x\n", (("text", "Words"),), "there is no column 'Words' (the columns are: a, text)"),
        ("\n\n", (), "the file is empty (remove it or fetch it again)"),
    ],
)  # fmt: skip
def test_a_table_without_a_text_names_its_columns(table: str, columns: tuple[tuple[str, str], ...], detail: str) -> None:
    reports, (issue,) = read_as(table, "a.csv", Given(columns=columns))
    assert reports == []
    assert issue.detail == detail


def test_bad_lines_are_issues_and_the_others_are_read() -> None:
    table = f'text,date\n"{TEXT}\nIt left.",2023-03-05\n,2023-03-06\na,b,c\n{TEXT},soon\n'
    reports, issues = read_as(table, "a.csv")
    assert [(report.name, report.text) for report in reports] == [("a-1", f"{TEXT}\nIt left."), ("a-4", TEXT)]
    assert [(issue.kind, issue.name) for issue in issues] == [
        ("unreadable", "a.csv line 3"), ("unreadable", "a.csv line 4"), ("date-unparsed", "a.csv a-4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "prose",
    ["Shelling, text by The Example\n\nThe army fled.", "By Anna Novak, The Example\nThe army fled.", "Date: soon\nText: none\n"],
)
def test_prose_with_commas_is_no_table(prose: str) -> None:
    ((report,), _) = read_as(prose, "a")
    assert report.text == prose
