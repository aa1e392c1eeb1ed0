import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.claims.parse.grammar import parse
from rashomon.claims.places import find_places
from rashomon.claims.places.choice import weigh
from rashomon.claims.places.mentions import Mention
from rashomon.claims.places.scene import Scene
from rashomon.knowledge import Knowledge, load
from rashomon.knowledge.gazetteer_added import add
from rashomon.knowledge.gazetteer_columns import find_columns
from rashomon.knowledge.gazetteer_files import Table
from rashomon.knowledge.places import ADDED, Gazetteer, kilometres, places_file
from rashomon.model import Part, Passage, PlaceRole, Report, Span, Where

BRACKETS = re.compile(r"\[([^]]*)\]")


def places(text: str, know: Knowledge | None = None) -> tuple[Where, ...]:
    """The places of a report that has these lines as passages and its sentences split at stops."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    stops = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.?!](?=\s)|(?=\n)|$)", text)]
    passages = tuple(Passage(line, Part.BODY) for line in lines)
    report = Report("r", None, None, None, text, "0" * 64, "en", None, passages, tuple(s for s in stops if s.of(text).strip()))
    know = know or load()
    (parsed,) = parse([report], load().is_name)
    return find_places(parsed, know, parsed.at_tokens(know.sides.find(text)))


def marked(text: str) -> tuple[str, list[str]]:
    return BRACKETS.sub(r"\1", text), BRACKETS.findall(text)


def named(found: tuple[Where, ...]) -> list[str]:
    return [where.place.name if where.place else "?" for where in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on [Bakhmut] and [Chasiv Yar].", ["Bakhmut", "Chasiv Yar"]),
        ("Fighting went on in [Kiev] for a week.", ["Kyiv"]),
        ("The army left [El-Fasher] and [Zamzam camp].", ["El Fasher", "Zamzam camp"]),
        ("Troops entered the [Donetsk region] on Monday.", ["Donetsk Oblast"]),
        ("Two drones fell in the [Belgorod oblast].", ["Belgorod Oblast"]),
        ("Shelling was heard in the [Kursk] and [Bryansk] regions.", ["Kursk Oblast", "Bryansk Oblast"]),
        (
            "Air defence worked in the [Poltava], [Sumy] and [Kharkiv] regions overnight.",
            ["Poltava Oblast", "Sumy Oblast", "Kharkiv Oblast"],
        ),
        ("Power failed across [eastern Ukraine].", ["Eastern Ukraine"]),
        ("Sirens sounded in [Ukraine's east] at night.", ["Eastern Ukraine"]),
        ("A strike hit [southern Lebanon].", ["Southern Lebanon"]),
        ("Mines lie around the [Zaporizhzhia nuclear power plant].", ["Zaporizhzhia Nuclear Power Plant"]),
        ("Aid trucks waited at the [Kerem Shalom crossing].", ["Kerem Shalom crossing"]),
        ("A ship was hit in the [Red Sea].", ["Red Sea"]),
        ("Rebels shelled [Goma] and [Sake] in [North Kivu].", ["Goma", "Sake", "North Kivu"]),
        ("Fires burned on the [Crimean Bridge].", ["Crimean Bridge"]),
        ("They met in [Ankara], [Turkey].", ["Ankara", "Turkey"]),
        ("Shells fell on [Lyman, Donetsk Oblast].", ["Lyman"]),
        ("A depot burned in [Sloviansk, Donestk Oblast].", ["Sloviansk"]),
        ("Guns were heard in [Svyatohirs'k, Donetsk Oblast].", ["Svyatohirsk"]),
        ("Two drones fell in the [Charkov oblast].", ["Kharkiv Oblast"]),
        ("Guns were heard in [Bahkmut, Donetsk Oblast].", ["Bakhmut"]),
        ("Nothing moved on the [Zaporizhzhia front].", ["Zaporizhzhia Oblast"]),
        ("Fighting went on in the [Bakhmut district].", ["Bakhmut district"]),
        ("Explosions shook the [Ukrainian capital] and the [Lebanese capital].", ["Kyiv", "Beirut"]),
        ("A missile came down on [Polish territory].", ["Poland"]),
        ("[Bakhmut] was shelled. Attacks went on in the [east].", ["Bakhmut", "Eastern Ukraine"]),
        ("They shelled [Kherson] and the [south of the country].", ["Kherson", "Southern Ukraine"]),
        ("Power failed in [southern] and [eastern Ukraine].", ["Southern Ukraine", "Eastern Ukraine"]),
        ("[Artyomovsk], [Bakhmout] and [Artemivsk] are spellings of one town.", ["Bakhmut"] * 3),
        ("Troops crossed the [Dnipro River] near [Kherson].", ["Dnipro River", "Kherson"]),
    ],
)
def test_places_and_their_words(text: str, names: list[str]) -> None:
    plain, words = marked(text)
    found = places(plain)
    assert [where.text for where in found] == words
    assert named(found) == names


@pytest.mark.parametrize(
    "text",
    [
        "Rob Lyman said that the army held its line.",
        "The Kyiv Independent reported losses.",
        "The Minsk agreements failed long ago.",
        "President Zelensky thanked the soldiers.",
        "Most of the men were at the bar in May.",
        "The general spoke of reform, of hope and of victory.",
        "Russian and Ukrainian officers met.",
        "Sake was drunk by the soldiers, and the sake was cheap.",
        "The Azov brigade held its positions.",
        "Storm Shadow missiles were delivered.",
        "The 3rd Assault Brigade attacked.",
        "Colonel James Paris saw the wreck.",
        "They crossed the Dnipro at night.",
        "The Bakhmutka River was in flood.",
    ],
)
def test_persons_papers_forces_and_plain_words_are_no_places(text: str) -> None:
    assert places(text) == ()


def test_a_family_name_stays_one_through_the_report() -> None:
    text = "Senator Tim Dayton visited the base. Dayton said that more help was on its way. Shells hit Kherson."
    assert named(places(text)) == ["Kherson"]


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("Troops near Bakhmut retook Andriivka and Klishchiivka.", 48.50, 37.97),
        ("Shells hit Opytne near Avdiivka and Tonenke.", 48.10, 37.72),
        ("Shells hit Opytne near Bakhmut and Klishchiivka.", 48.56, 38.02),
        ("The village of Bilohorivka in the Luhansk region was shelled.", 48.93, 38.25),
        ("The army shelled Lyman in the Donetsk region.", 48.99, 37.81),
        ("Sudan's army bombed Kutum in North Darfur.", 14.20, 24.66),
    ],
)
def test_among_namesakes_the_report_decides(text: str, latitude: float, longitude: float) -> None:
    near = [w.place for w in places(text) if w.place and kilometres(w.place.latitude, w.place.longitude, latitude, longitude) < 5]
    assert near, [[(c.place.name, c.place.admin, c.score, c.reason) for c in w.candidates] for w in places(text)]


def test_a_country_that_opens_the_next_clause_says_nothing() -> None:
    found = places("At talks in Paris, the United States and its allies agreed. American and British envoys came.")
    assert [where.place.admin for where in found if where.text == "Paris" and where.place] == [("France",)]


def test_a_name_of_many_villages_alone_stays_unresolved() -> None:
    (where,) = [w for w in places("Ukraine's army shelled Mykhailivka.") if w.text == "Mykhailivka"]
    assert not where.resolved
    assert where.place is None
    assert 2 <= len(where.candidates) <= 5
    assert all(candidate.reason for candidate in where.candidates)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("Klishivka", "Klishchiivka"), ("Paraskovivka", "Paraskoviivka"), ("Rabotyno", "Robotyne"), ("Kurdyumyvka", "Kurdiumivka")],
)
def test_unknown_spellings_beside_known_places(spelling: str, name: str) -> None:
    found = places(f"Battles raged near {spelling} and in the town of Bakhmut in the Donetsk region. Orikhiv was shelled.")
    (where,) = [w for w in found if w.text == spelling]
    assert where.candidates[0].place.name == name


def test_unknown_words_in_other_slots_are_left_alone() -> None:
    assert named(places("Klishivko spoke in Bakhmut. Paraskovivko agreed.")) == ["Bakhmut"]


ROLES = [
    ("KYIV, Ukraine (AP) — Shells fell.", ["dateline", "dateline"]),
    ("Lviv (Reuters) - Shells fell.", ["dateline"]),
    ("Fighters attacked Bakhmut.", ["event"]),
    ("Shells fell in Kherson.", ["event"]),
    ("Kherson was shelled.", ["event"]),
    ("He told reporters in Vilnius that talks go on.", ["speaker"]),
    ("The minister said in Kharkiv that losses were high.", ["speaker"]),
    ("Drones launched from Kursk crossed the border.", ["origin"]),
    ("The army withdrew from Lyman.", ["event"]),
    ("A column moved towards Kupiansk.", ["goal"]),
    ("Russia said that Bakhmut had fallen.", ["mention", "event"]),
    ("Kyiv wants more shells.", ["mention"]),
    ("The army invaded Ukraine.", ["event"]),
    ("There were strikes on Iran.", ["event"]),
    ("Allies of Ukraine sent tanks.", ["mention"]),
    ("Nobody stopped Moscow's momentum.", ["mention"]),
    ("A drone fell in Moscow.", ["event"]),
    ("Smoke rose over Moscow's suburbs.", ["event"]),
    ("They cut the road to Kupiansk.", ["goal"]),
    ("A missile came from the airspace of Belarus.", ["origin"]),
    ("The siege of Kyiv was over.", ["event"]),
    ("They shelled Russian-occupied Ukraine.", ["event"]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles(text: str, roles: list[str]) -> None:
    assert [where.role.value for where in places(text)] == roles


def test_a_place_that_only_locates_another_is_mentioned() -> None:
    found = {where.text: where.role for where in places("The army took the village of Robotyne, south of Orikhiv.")}
    assert found == {"Robotyne": PlaceRole.EVENT, "Orikhiv": PlaceRole.MENTION}


def test_a_direction_with_a_distance_is_computed_and_says_so() -> None:
    (where,) = places("The line runs 10 km south of Orikhiv.")
    assert where.text == "Orikhiv"
    assert where.place
    assert (where.place.name, where.place.feature) == ("10 km south of Orikhiv", "area")
    assert kilometres(where.place.latitude, where.place.longitude, 47.48, 35.79) < 2
    assert where.place.radius >= 2
    assert where.candidates[0].reason.startswith("computed: 10 km south of Orikhiv")


def test_a_direction_without_a_distance_goes_into_the_reason() -> None:
    (where,) = places("The line runs northwest of Bakhmut.")
    assert named((where,)) == ["Bakhmut"]
    assert where.candidates[0].reason.startswith("the text says northwest of it")


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("The army shelled Andriivka, 10 km southwest of Bakhmut.", 48.50, 37.97),
        ("The army shelled Andriivka, about 60 km southeast of Kharkiv.", 49.54, 36.63),
        ("The army shelled Mykhailivka (9 miles east of Orikhiv).", 47.57, 35.99),
    ],
)
def test_a_direction_picks_the_namesake_or_computes_the_area(text: str, latitude: float, longitude: float) -> None:
    place = places(text)[0].place
    assert place
    assert kilometres(place.latitude, place.longitude, latitude, longitude) <= max(25, place.radius)
    assert place.radius == 0 or place.feature == "area"


def test_countries_of_the_name_of_a_state_need_the_report() -> None:
    assert named(places("Tbilisi is the capital of Georgia. Russia holds part of Georgia.")) == [
        "Tbilisi",
        "Georgia",
        "Russia",
        "Georgia",
    ]
    found = [w for w in places("Tbilisi is the capital of Georgia. Russia holds part of Georgia.") if w.text == "Georgia"]
    assert {where.place.feature for where in found if where.place} == {"country"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Kyiv", "near", "Bakhmut", "the", "Donetsk", "region", ",", "eastern", "Ukraine", "'s", "east", "Al", "-", "X"]
        ),
        max_size=12,
    )
)
def test_spans_are_words_of_the_report_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = places(text) if text.strip() else ()
    assert all(where.span.of(text) == where.text for where in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(len(where.candidates) <= 5 for where in found)
    assert all(where.resolved == (where.place is not None) for where in found)
    assert all(0 <= candidate.score <= 1 for where in found for candidate in where.candidates)


ELSEWHERE = [
    "The RSF shelled El Fasher and Zamzam camp in North Darfur. Sudan's army left Karima and Kutum.",
    "Rebels took Sake, west of Goma, in North Kivu. Fighters came from Masisi.",
    "Strikes hit Khan Younis in the Gaza Strip. Israeli forces entered Rafah.",
]


@pytest.fixture(scope="module")
def with_villages(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The knowledge with Ukrainian villages of foreign names, and one that only the file has."""
    link = tmp_path_factory.mktemp("cache") / places_file().name
    link.symlink_to(places_file())
    names = ["El Fasher", "Karima", "Kutum", "Sake", "Goma", "Masisi", "Rafah", "Fighters", "Strikes", "Rebels", "Oldmill"]
    rows = tuple((name, f"{47 + number / 10}", "33.5", "UA") for number, name in enumerate(names))
    table = Table("table", ("name", "lat", "lon", "country"), rows, 2)
    add(Path("villages.csv"), table, find_columns(table, {}), beside=link)
    return replace(load(), places=Gazetteer(link, link.with_name(ADDED)))


@pytest.mark.parametrize("text", ELSEWHERE)
def test_added_places_change_nothing_in_reports_from_other_countries(with_villages: Knowledge, text: str) -> None:
    assert places(text, with_villages) == places(text)


def test_added_places_are_found_where_the_report_speaks_of_their_country(with_villages: Knowledge) -> None:
    text = "Russian troops shelled Kherson and Oldmill."
    assert named(places(text)) == ["Kherson"]
    assert named(places(text, with_villages)) == ["Kherson", "Oldmill"]


def test_near_tells_where_the_first_lies_and_nothing_else_is_taken_for_it() -> None:
    found = places("Ukraine's army shelled Andriivka near Bakhmut.")
    assert [(w.text, w.role.value, w.resolved) for w in found[-2:]] == [("Andriivka", "event", True), ("Bakhmut", "mention", True)]
    assert kilometres(found[-2].candidates[0].place.latitude, found[-2].candidates[0].place.longitude, 48.50, 37.97) < 5
    (far,) = [w for w in places("Ukraine's army shelled Novopokrovka near Soledar.") if w.text == "Novopokrovka"]
    assert not far.resolved


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("The army bombed a market in Tora, North Darfur.", "Tora", None),  # one of the name is known, in Ivory Coast
        ("In the Kherson region, guns were heard in Shyroka Balka.", "Shyroka Balka", None),  # known: that of Odesa
        ("Guns were heard in Shyroka Balka in the Odesa region.", "Shyroka Balka", "Shyroka Balka"),
        ("Guns were heard in Nikopol from Enerhodar in the Zaporizhzhia region.", "Nikopol", "Nikopol"),
        ("In the Donetsk region, guns were heard near Lyman.", "Lyman", "Lyman"),
    ],
)
def test_a_region_beside_the_name_may_not_contradict(text: str, name: str, place: str | None) -> None:
    assert named(tuple(one for one in places(text) if one.text.startswith(name) and one.place)) == ([place] if place else [])


@pytest.mark.parametrize(
    ("likeness", "told", "points", "resolved"),
    [
        (75.0, frozenset(), (), False),
        (95.0, frozenset(), (), True),
        (75.0, frozenset({"Donetsk Oblast"}), (), True),
        (75.0, frozenset(), ("Chasiv Yar",), True),
        (75.0, frozenset(), ("Kyiv",), False),
    ],
)
def test_a_spelling_little_like_needs_its_region_or_neighbours(
    likeness: float, told: frozenset[str], points: tuple[str, ...], resolved: bool
) -> None:
    know = load().places
    bakhmut = know.named("Bakhmut")[0]
    scene = Scene(Counter({"Ukraine": 3}), frozenset(), tuple(know.named(name)[0] for name in points))
    assert weigh(Mention(0, 0, "Bokhmud", (bakhmut,), (likeness,)), told, scene, know)[1] is resolved


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("This contradicts the Defence Ministry in Moscow.", PlaceRole.MENTION),
        ("Officers of the General Staff in Kyiv doubt it.", PlaceRole.MENTION),
        ("This angers the government in Khartoum.", PlaceRole.MENTION),
        ("A drone struck the Defence Ministry in Moscow.", PlaceRole.EVENT),
        ("A drone fell on the ministry in Kyiv.", PlaceRole.EVENT),
        ("The ministry in Khartoum was shelled.", PlaceRole.EVENT),
    ],
)
def test_the_seat_of_a_ministry_is_where_it_speaks_unless_it_is_hit(text: str, role: PlaceRole) -> None:
    assert [where.role for where in places(text) if where.text in ("Moscow", "Kyiv", "Khartoum")] == [role]
