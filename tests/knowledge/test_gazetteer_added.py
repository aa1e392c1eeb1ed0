"""What users add: merged at look-up, taken out again, without effect on other countries."""

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError, SetupError
from rashomon.knowledge.gazetteer_added import Outcome, add, remove, source_name, sources
from rashomon.knowledge.gazetteer_columns import find_columns
from rashomon.knowledge.gazetteer_files import Table
from rashomon.knowledge.places import ADDED, Gazetteer, is_added, load_places, places_file
from rashomon.model import Place

HEADER = ("name", "latitude", "longitude", "region", "country")
OLDMILL = ("Oldmill", "48.51", "37.02", "Donetska", "UA")


@cache
def shipped() -> Path:
    load_places()
    return places_file()


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """The gazetteer, as if it were in a folder of its own."""
    link = tmp_path / shipped().name
    link.symlink_to(shipped())
    return link


def take(beside: Path, *rows: tuple[str, ...], file: str = "villages.csv", **told: str) -> Outcome:
    table = Table("table", HEADER, rows, 2)
    return add(Path(file), table, find_columns(table, told), beside=beside, attribution="A list, CC BY")


def known(beside: Path) -> Gazetteer:
    return Gazetteer(beside, beside.with_name(ADDED))


def test_an_added_village_is_found_in_its_region_and_credited(beside: Path) -> None:
    outcome = take(beside, OLDMILL)
    (place,) = known(beside).named("Oldmill")
    assert (place.admin, place.feature, is_added(place)) == (("Ukraine", "Donetsk Oblast"), "settlement", True)
    assert known(beside).place(place.id) == place
    assert known(beside).near_spelling("Oldmyl")[0].place == place
    assert "A list, CC BY" in known(beside).attributions()
    assert (outcome.source.name, outcome.source.places, outcome.countries, outcome.known) == ("villages", 1, ("UA",), 0)


def test_a_known_settlement_is_not_told_twice_and_gets_the_new_name(beside: Path) -> None:
    table = Table("table", ("name", "name_local", "lat", "lon"), (("Bakhmut", "Oldmill Town", "48.60", "38.01"),), 2)
    outcome = add(Path("a.csv"), table, find_columns(table, {}), beside=beside)
    assert outcome.known == 1
    assert known(beside).named("Bakhmut") == load_places().named("Bakhmut")
    assert [place.id for place in known(beside).named("Oldmill Town")] == ["ua-bakhmut"]


def test_codes_of_regions_are_read_by_the_known_settlements_that_carry_them(beside: Path) -> None:
    rows = [
        ("Bakhmut", "48.59", "38.00", "X7", ""),
        ("Soledar", "48.68", "38.09", "X7", ""),
        ("Oldmill", "48.51", "37.02", "X7", ""),
    ]
    take(beside, *rows)
    (place,) = known(beside).named("Oldmill")
    assert place.admin == ("Ukraine", "Donetsk Oblast")


def test_a_file_without_regions_takes_them_from_the_neighbours(beside: Path) -> None:
    table = Table("table", HEADER[:3], (("Bakhmut", "48.59", "38.00"), ("Oldmill", "48.55", "38.05")), 2)
    add(Path("a.csv"), table, find_columns(table, {}), beside=beside)
    assert known(beside).named("Oldmill")[0].admin == ("Ukraine", "Donetsk Oblast")


def test_the_country_must_be_told_or_shown(beside: Path) -> None:
    with pytest.raises(KnowledgeError, match="does not say in which country its places are"):
        take(beside, ("Oldmill", "48.51", "37.02", "", ""))
    with pytest.raises(KnowledgeError, match="country 'Ruritania' is not known"):
        take(beside, ("Oldmill", "48.51", "37.02", "", "Ruritania"))
    assert take(beside, ("Oldmill", "48.51", "37.02", "", "UKR")).countries == ("UA",)


def test_the_same_file_again_replaces_what_it_gave(beside: Path) -> None:
    take(beside, OLDMILL)
    take(beside, ("Newford", "48.6", "37.1", "Donetsk", "UA"))
    assert known(beside).named("Oldmill") == ()
    assert [source.places for source in sources(beside)] == [1]


def test_removing_takes_all_out_and_leaves_the_other_files(beside: Path) -> None:
    take(beside, OLDMILL)
    take(beside, ("Newford", "48.6", "37.1", "Donetsk", "UA"), file="more.csv")
    assert remove("villages", beside=beside).places == 1
    assert (known(beside).named("Oldmill"), len(known(beside).named("Newford"))) == ((), 1)
    with pytest.raises(KnowledgeError, match=r"villages: no such source \(added: more\)"):
        remove("villages", beside=beside)


def test_two_lists_of_one_village_give_one_place(beside: Path) -> None:
    take(beside, OLDMILL)
    outcome = take(beside, ("Oldmill", "48.53", "37.03", "Donetsk", "UA"), file="more.csv")
    assert outcome.known == 1
    assert len(known(beside).named("Oldmill")) == 1
    remove("villages", beside=beside)
    assert len(known(beside).named("Oldmill")) == 1


def test_a_file_without_places_changes_nothing(beside: Path) -> None:
    take(beside, OLDMILL)
    with pytest.raises(KnowledgeError, match="none of its 1 rows is a place; line 2: latitude 'x' is no number"):
        take(beside, ("Newford", "x", "37.1", "", ""), file="more.csv")
    assert [source.name for source in sources(beside)] == ["villages"]
    assert list(beside.parent.glob("*.part")) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SetupError, match="set RASHOMON_CACHE to another folder"):
        take(tmp_path / "file" / shipped().name, OLDMILL)


ABROAD = ["El Fasher", "Goma", "Khartoum", "Lashkargah", "Myitkyina", "Paris", "Moscow", "Gaza", "Springfield", "Aleppo", "Uvira"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ABROAD), st.floats(46, 51), st.floats(25, 38)), min_size=1, max_size=8))
def test_adding_never_changes_answers_in_other_countries(
    tmp_path_factory: pytest.TempPathFactory, villages: list[tuple[str, float, float]]
) -> None:
    link = tmp_path_factory.mktemp("cache") / shipped().name
    link.symlink_to(shipped())
    take(link, *((name, str(latitude), str(longitude), "", "UA") for name, latitude, longitude in villages))
    before, after = Gazetteer(link), known(link)

    def abroad(places: tuple[Place, ...]) -> list[Place]:
        return [place for place in places if place.admin[:1] != ("Ukraine",)]

    for name in ABROAD:
        assert abroad(after.named(name)) == abroad(before.named(name))
        assert after.named(name)[0] == before.named(name)[0]
        assert after.is_name(name) == before.is_name(name)


def test_look_ups_stay_fast_with_thirty_thousand_villages(beside: Path) -> None:
    rows = [(f"Mill{n:05}a", f"{46 + n % 500 / 100:.3f}", f"{25 + n // 500 / 5:.3f}", "Donetsk", "UA") for n in range(30_000)]
    start = time.process_time()
    take(beside, *rows)
    assert time.process_time() - start < 10
    places = known(beside)
    places.named("Mill00001a")
    start = time.process_time()
    for name, *_ in rows[:2000]:
        places.named(name)
    assert (time.process_time() - start) / 2000 < 0.001


@pytest.mark.parametrize(
    ("path", "name"), [("data/UA places.tsv.gz", "UA-places"), ("UA.zip", "UA"), ("a.b.csv", "a.b"), (".csv", "places")]
)
def test_the_name_of_a_source_is_that_of_its_file(path: str, name: str) -> None:
    assert source_name(Path(path)) == name
