"""What each of the smaller formats holds, row by row of made-up editions, and by the rules of its users for the sample."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from tests.exports import made
from tests.exports.made import BAKHMUT, PEOPLE, RUSSIANS, SEA, SOLEDAR, UKRAINE, UKRAINIANS

from rashomon.exports import FORMATS, Edition
from rashomon.exports.ucdp import COLUMNS, priogrid
from rashomon.knowledge.plover import QUADS
from rashomon.model import Certainty, Judgement, Kind, Polarity, Quantity, Span, Verdict

STRIKE = {"kind": Kind.STRIKE, "acled": "Air/drone strike", "actor": RUSSIANS}


def sheet_of(name: str, edition: Edition) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS[name].write(edition).files[""].decode(), newline="")))


def lines_of(name: str, edition: Edition) -> list[dict]:
    return [json.loads(line) for line in FORMATS[name].write(edition).files[""].splitlines()]


def page_of(name: str, edition: Edition, part: str = ""):
    return json.loads(FORMATS[name].write(edition).files[part])


def killed(text: str, number: int, **more):
    dead = Quantity(Span(0, len(text)), "people killed", number, number)
    return made.told(text, kind=Kind.CASUALTIES, acled="Attack", place=BAKHMUT, target=PEOPLE, quantities=(dead,), **more)


# PLOVER


def test_a_plover_record_points_at_its_words(edition: Edition) -> None:
    texts = {report.name: report.text for report in edition.record.reports}
    rows = lines_of("plover", edition)
    assert rows
    for row in rows:
        info = row["text_info"]
        assert texts[row["cite_info"]["citation"]][info["start"] : info["end"]] == info["text_story"]
        assert row["event"] in QUADS[row["quad_code"]]


def test_a_plover_record_of_a_strike() -> None:
    (row,) = lines_of("plover", made.edition(made.told("A drone hit Soledar.", place=SOLEDAR, **STRIKE)))
    assert (row["event"], row["quad_code"], row["mode"], row["context"]) == ("ASSAULT", 4, ["drone"], ["military"])
    assert row["actor"] == [{"code": "RUS", "sector": ["MIL"], "entity_text": "Russian forces"}]
    assert row["recipient"] == [{"code": None, "sector": ["UNK"], "entity_text": None}]
    (place,) = row["event_loc"]
    assert (place["geonameid"], place["country_code"], place["province"], place["resolution"]) == (
        "692932",
        "UKR",
        "Donetsk Oblast",
        4,
    )


def test_a_plover_record_without_a_day_has_none() -> None:
    (row,) = lines_of("plover", made.edition(made.told("A drone hit Soledar.", place=SOLEDAR, on=None, **STRIKE)))
    assert row["date"] is None
    assert row["cite_info"]["publication"] == "2024-03-05"


def test_kinds_without_a_home_in_plover_are_counted() -> None:
    output = FORMATS["plover"].write(
        made.edition(made.told("They hold it.", kind=Kind.HOLD), made.told("It will last.", kind=Kind.ASSESS))
    )
    assert output.left_out == {"no home in the scheme: hold": 1, "no home in the scheme: assess": 1}


# UCDP


def test_ucdp_has_its_49_columns_in_order(edition: Edition) -> None:
    head = next(csv.reader(io.StringIO(FORMATS["ucdp"].write(edition).files[""].decode())))
    assert head == list(COLUMNS)
    assert (len(head), head[0], head[5], head[-1]) == (49, "id", "type_of_violence", "gwnob")


def test_ucdp_takes_only_what_kills_and_bounds_it() -> None:
    edition = made.edition(
        killed("8 people were killed.", 8, actor=RUSSIANS, source="mayor"),
        killed("12 people were killed.", 12, actor=RUSSIANS, source="army", outlet="Daily"),
        made.told("A drone hit Soledar.", place=SOLEDAR, **STRIKE),
    )
    (row,) = sheet_of("ucdp", edition)
    assert (row["low"], row["best"], row["high"]) == ("8", "8", "12")
    assert int(row["deaths_a"]) + int(row["deaths_b"]) + int(row["deaths_civilians"]) + int(row["deaths_unknown"]) == 8
    assert (row["type_of_violence"], row["side_a"], row["deaths_civilians"], row["gwnoa"]) == ("3", "Russian forces", "8", "365")
    assert FORMATS["ucdp"].write(edition).left_out == {"no death is stated": 1}


@pytest.mark.parametrize(
    ("place", "precision", "point"),
    [(BAKHMUT, "1", True), (made.DONETSK, "4", True), (UKRAINE, "6", False), (SEA, "7", True)],
)
def test_ucdp_never_puts_a_country_at_its_middle(place, precision, point) -> None:
    report, claim = killed("8 people were killed.", 8, actor=RUSSIANS)
    (row,) = sheet_of("ucdp", made.edition((report, replace(claim, places=made.told("x", place=place)[1].places))))
    assert (row["where_prec"], bool(row["latitude"]), bool(row["geom_wkt"])) == (precision, point, point)


def test_priogrid_cells_are_counted_from_the_south_west() -> None:
    assert priogrid(-90, -180) == 1
    assert priogrid(-90, -179.5) == 2
    assert priogrid(-89.5, -180) == 721
    assert priogrid(89.9, 179.9) == 259200  # 360 rows of 720


# maps


def test_timemap_has_strings_and_sources_that_are_there(edition: Edition) -> None:
    events, sources = page_of("timemap", edition, "events"), page_of("timemap", edition, "sources")
    filters = {one["id"] for one in page_of("timemap", edition, "associations")}
    known = {one["id"] for one in sources}
    assert events
    for event in events:
        lists = {"sources", "associations"}
        assert all(isinstance(value, str) for name, value in event.items() if name not in lists)
        assert set(event["sources"]) <= known
        assert set(event["associations"]) <= filters
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", event["date"])


def test_maps_leave_out_what_has_no_settlement_and_say_so() -> None:
    edition = made.edition(
        made.told("A drone hit Soledar.", place=SOLEDAR, **STRIKE),
        made.told("Drones flew over Ukraine.", place=UKRAINE, outlet="Daily", **STRIKE),
        made.told("A drone was seen.", place=None, on=None, outlet="Evening", **STRIKE),
    )
    output = FORMATS["geojson"].write(edition)
    assert output.rows[""] == 1
    assert output.left_out == {"place is no point: country": 1, "place not stated": 1}
    assert FORMATS["timemap"].write(edition).left_out == output.left_out


# HXL


def test_hxl_has_a_hashtag_under_every_header(edition: Edition) -> None:
    header, hashtags, *rows = csv.reader(io.StringIO(FORMATS["hxl"].write(edition).files[""].decode(), newline=""))
    assert len(header) == len(hashtags) == len(set(hashtags))
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*", tag) for tag in hashtags)
    wanted = "#event+type #date+start #date+end #date+reported #adm1+name #country+code #loc+name #geo+lat #geo+lon #meta+source"
    assert {*wanted.split(), "#description"} <= set(hashtags)
    assert len(rows) == len(edition.record.events)


def test_hxl_leaves_empty_what_nobody_counts() -> None:
    _, row = sheet_of("hxl", made.edition(made.told("A drone hit Soledar.", place=SOLEDAR, **STRIKE)))
    assert (row["Killed, lowest count"], row["Place"], row["First group"]) == ("", "Soledar", "Russian forces")


def test_hxl_gives_no_lowest_count_to_up_to_190() -> None:
    text = "Up to 190 people were killed at Soledar."
    dead = Quantity(Span(0, 16), "people killed", None, 190)
    _, row = sheet_of("hxl", made.edition(made.told(text, kind=Kind.CASUALTIES, place=SOLEDAR, quantities=(dead,))))
    assert (row["Killed, lowest count"], row["Killed, highest count"]) == ("", "190")


# control


def held(text: str, holder, source: str, day: str):
    side = holder.side
    more = {"source": source, "side": side, "on": day, "published": day, "outlet": f"{side} Times {day}"}
    return made.told(text, kind=Kind.HOLD, actor=holder, place=BAKHMUT, **more)


def test_control_has_a_column_a_claimant_and_weighs_nobody() -> None:
    edition = made.edition(
        held("Russia holds Bakhmut.", RUSSIANS, "Igor Konashenkov", "2023-05-20"),
        held("Ukraine holds Bakhmut.", UKRAINIANS, "Hanna Maliar", "2023-05-21"),
        held("Ukraine holds Bakhmut still.", UKRAINIANS, "Hanna Maliar", "2023-05-22"),
    )
    rows = [
        (row["date"], row["status_russia"], row["status_ukraine"], row["status_agreed"]) for row in sheet_of("control", edition)
    ]
    assert rows == [
        ("2023-05-20", "RU", "", "RU"),
        ("2023-05-21", "RU", "UA", "CONTESTED"),
        ("2023-05-22", "RU", "UA", "CONTESTED"),
    ]


def test_control_says_nothing_of_days_after_the_last_report(edition: Edition) -> None:
    days = [row["date"] for row in sheet_of("control", edition) if row["asciiname"] == "Klishchiivka"]
    holding = {claim for hold in edition.record.holds if hold.place.name == "Klishchiivka" for claim in hold.claims}
    told = [edition.report(claim).published for claim in edition.record.claims if claim.id in holding]
    assert max(days) == str(max(published.last for published in told if published))


# ClaimReview


def test_only_reviewed_claims_are_offered() -> None:
    seen, unseen = made.told("A drone hit Soledar.", place=SOLEDAR, **STRIKE), made.told("Shells fell.", outlet="Daily", **STRIKE)
    review = Judgement(seen[1].id, Verdict.SAME, "Mara Lind", datetime(2024, 3, 6, tzinfo=UTC), "same crater in both videos")
    edition = made.edition(seen, unseen, reviews={seen[1].id: review}, site="https://desk.example")
    (found,) = page_of("claimreview", edition)
    assert found["url"] == f"https://desk.example/claims/{seen[1].id}"
    assert found["itemReviewed"]["@type"] == "Claim"
    assert found["itemReviewed"]["firstAppearance"]["publisher"] == "Morning Post"
    assert (found["author"]["name"], found["reviewBody"], found["datePublished"]) == (
        "Mara Lind",
        "same crater in both videos",
        "2024-03-06",
    )
    assert "ratingValue" not in found["reviewRating"]
    assert FORMATS["claimreview"].write(edition).left_out == {"no person has decided about the claim": 1}


# briefs


class Tags(HTMLParser):
    """The tags of a page, and whether each was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.seen, self.words = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_html_holds_hostile_words_as_words() -> None:
    edition = made.edition(
        made.told("<script>alert(1)</script><img src=x onerror=alert(2)> A drone hit Soledar.", place=SOLEDAR, **STRIKE)
    )
    page = FORMATS["html"].write(edition).files[""].decode()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.seen & {"script", "img", "a", "iframe", "link"}
    assert "<script>alert(1)</script>" in "".join(tags.words)


def test_html_and_markdown_tell_the_same_events(edition: Edition) -> None:
    page, text = (FORMATS[name].write(edition).files[""].decode() for name in ("html", "markdown"))
    assert page.count("<h3>") == len(re.findall(r"^### ", text, re.MULTILINE)) > 20


def test_denied_and_intended_claims_reach_formats_that_can_say_so() -> None:
    denial = made.told("They deny it.", place=SOLEDAR, polarity=Polarity.DENIED, source="ministry", **STRIKE)
    plan = made.told("They will strike.", place=SOLEDAR, certainty=Certainty.INTENDED, outlet="Daily", **STRIKE)
    rows = lines_of("plover", made.edition(denial, plan))
    assert sorted(row["mode"][-1] for row in rows) == ["future", "negation"]
