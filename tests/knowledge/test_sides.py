from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError
from rashomon.knowledge.entities import KINDS
from rashomon.knowledge.nations import load_nations
from rashomon.knowledge.sides import Entity, Sides, load_sides

CONFLICTS = {
    "russia-ukraine",
    "sudan",
    "israel-gaza-lebanon-yemen",
    "israel-iran",
    "drc-m23",
    "nagorno-karabakh",
    "tigray",
    "syria",
    "myanmar",
    "india-pakistan",
    "somalia",
    "lake-chad-sahel",
    "afghanistan",
    "libya",
    "philippines",
    "colombia",
}


@pytest.fixture(scope="module")
def sides() -> Sides:
    return load_sides()


def found(sides: Sides, text: str) -> list[tuple[str, str]]:
    return [(span.of(text), entity.name) for span, entity in sides.find(text)]


def marked(text: str) -> tuple[str, list[str]]:
    """A text without its square brackets, and what stood inside them."""
    pieces = text.split("[")
    return text.replace("[", "").replace("]", ""), [piece.partition("]")[0] for piece in pieces[1:]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[Ukraine’s General Staff] counted ten attacks.", ["General Staff of Ukraine"]),
        ("The [General Staff of the Ukrainian Armed Forces] counted ten.", ["General Staff of Ukraine"]),
        ("The [Russian Ministry of Defence] denied it.", ["Russian Defense Ministry"]),
        ("[Volodymyr Zelenskyy]’s speech was short.", ["Volodymyr Zelensky"]),
        ("Ukraine's president, [Volodimir Zelenskiy], spoke.", ["Volodymyr Zelensky"]),
        ("[Putin's troops] left, [Wagner mercenaries] stayed.", ["Russian forces", "Wagner Group"]),
        ("[Ukrainian] and [Russian soldiers] met.", ["Ukrainian forces", "Russian forces"]),
        ("[Kyiv’s forces] shelled the road, [Moscow] said.", ["Ukrainian forces", "Russia"]),
        ("[RSF fighters] and the [Sudanese Armed Forces] fought.", ["Rapid Support Forces", "Sudanese army"]),
        ("[Sudan’s army] fired back at [Hemedti].", ["Sudanese army", "Mohamed Hamdan Dagalo"]),
        ("[al-Burhan] and [Abdel-Fattah al-Burhan] are one.", ["Abdel Fattah al-Burhan"] * 2),
        ("[Israel's military] struck; [Hamas militants] replied.", ["Israeli forces", "Hamas"]),
        ("[Gaza’s Health Ministry] and the [Houthi rebels] spoke.", ["Gaza Health Ministry", "Houthis"]),
        ("[Iran's Revolutionary Guards] threatened.", ["Islamic Revolutionary Guard Corps"]),
        ("[M23 rebels] with [Rwandan troops] took the airport.", ["M23", "Rwandan army"]),
        ("[Baku] accused [Yerevan]; [Armenian units] fired.", ["Azerbaijan", "Armenia", "Armenian forces"]),
        ("[Tigray Defence Forces] met [Eritrean soldiers].", ["Tigrayan forces", "Eritrean forces"]),
        ("[HTS fighters] drove out [Assad's forces].", ["Hayat Tahrir al-Sham", "Syrian army"]),
        ("[Myanmar's junta] bombed a village, the [KIA] said.", ["Myanmar military", "Kachin Independence Army"]),
        ("[India's army] and [Pakistani troops] exchanged fire.", ["Indian forces", "Pakistani forces"]),
        ("[ISW] cited the [Kremlin].", ["ISW", "Kremlin"]),
        ("[US], [British] and [French officials] met.", ["US officials", "British officials", "French officials"]),
    ],
)
def test_names_of_every_conflict(sides: Sides, text: str, names: list[str]) -> None:
    plain, words = marked(text)
    assert found(sides, plain) == list(zip(words, names, strict=True))


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("The [Malian army] left.", "Malian forces", "Mali"),
        ("the [army of Mali] left", "Malian forces", "Mali"),
        ("the [army of Gabon] left", "Gabonese army", "Gabon"),
        ("[Turkish troops] crossed.", "Turkish forces", "Turkey"),
        ("the [Polish defence ministry] said", "Polish Defense Ministry", "Poland"),
        ("[Chad’s foreign ministry] said", "Chadian Foreign Ministry", "Chad"),
        ("the [Ministry of Defence of Kenya] said", "Kenyan Defense Ministry", "Kenya"),
        ("[Niger's ruling junta] said", "Nigerien government", "Niger"),
        ("the [Kenyan army's general staff] said", "General Staff of Kenya", "Kenya"),
        ("[NATO officials] said", "NATO officials", "NATO"),
        ("[Russian-installed authorities] said", "Russian-installed authorities", "Russia"),
        ("[Chadian rebels] said", "Chadian rebels", None),
        ("the [Sumy regional military administration] said", "Sumy Regional Military Administration", "Ukraine"),
        ("the [governor of Russia's Kursk] said", "Kursk governor", "Russia"),
        ("The Moscow-appointed [Kherson governor] said", "Kherson governor", "Russia"),
        ("the [governor of Kursk Oblast] said", "Kursk governor", "Russia"),
        ("the [Nikopol military administration] said", "Nikopol Military Administration", "Ukraine"),
        ("The [Biden administration] said", "US government", "United States"),
        ("[Hemedti's soldiers] fled", "Rapid Support Forces", "Rapid Support Forces"),
        ("[Iran-backed militias] fled", "Iranian-backed militias", None),
        ("the [mayor of Goma] said", "Goma mayor", "DR Congo"),
        ("A [Ukrainian governor] said", "Ukrainian governor", "Ukraine"),
        ("the [Timbuktu governor] said", "Timbuktu governor", None),
    ],
)
def test_compounds_need_no_list(sides: Sides, text: str, name: str, side: str | None) -> None:
    plain, words = marked(text)
    assert [(span.of(plain), e.name, e.side) for span, e in sides.find(plain)] == [(words[0], name, side)]


@pytest.mark.parametrize(
    "text",
    [
        "The army and the ministry said nothing to us, and who is it?",
        "Explosions were heard in Kyiv and near Moscow.",
        "The pro-Kremlin channel and a NATO-standard rifle.",
        "Ships left the Sea of Azov and the South China Sea.",
        "A farmer, Olena Zelensky, lost her house.",
        "A new way was found on the Donetsk side.",
        "On Monday governors and a mayor met; On Sunday governor A spoke.",
        "Settlers of the West Bank went west.",
    ],
)
def test_found_nowhere(sides: Sides, text: str) -> None:
    assert found(sides, text) == []


def test_name_glued_to_the_next_word(sides: Sides) -> None:
    assert found(sides, "It was Zelenskywhile others slept.") == [("Zelensky", "Volodymyr Zelensky")]


def test_office_gives_way_to_the_person(sides: Sides) -> None:
    assert found(sides, "Chadian president X spoke.") == [("Chadian president", "Chadian president")]
    assert found(sides, "Russian President Vladimir Putin spoke.") == [("Vladimir Putin", "Vladimir Putin")]


def test_every_noun_is_found_in_its_example(sides: Sides) -> None:
    nouns = load_nations().nouns()
    lost = [noun.example for noun in nouns if noun.kind not in {entity.kind for _, entity in sides.find(noun.example)}]
    assert len(nouns) > 60
    assert lost == []


def test_every_country_has_an_army_and_a_government(sides: Sides) -> None:
    lost = []
    for nation in load_nations().nation:
        text = f"The {nation.adj[0]} army said so, and {nation.name}'s government as well."
        sides_said = [(span.of(text), sides.side_of(nation.name) == entity.side) for span, entity in sides.find(text)]
        if sides_said != [(f"{nation.adj[0]} army", True), (f"{nation.name}'s government", True)]:
            lost.append((nation.name, sides_said))
    assert lost == []


def test_every_name_of_every_file_is_found(sides: Sides) -> None:
    lost = []
    for entity in sides.entities:
        for name in (entity.name, *entity.names):
            text = f"Earlier {name} said that it was over."
            if entity.name not in {other.name for _, other in sides.find(text)}:
                lost.append((name, entity.name))
    assert lost == []


def test_no_name_has_two_meanings(sides: Sides) -> None:
    owners: dict[str, set[str]] = {}
    for entity in sides.entities:
        for name in (entity.name, *entity.names):
            owners.setdefault(name, set()).add(entity.name)
    assert {name: names for name, names in owners.items() if len(names) > 1} == {}


def test_every_side_is_a_party_or_a_state(sides: Sides) -> None:
    known = {entity.name for entity in sides.entities if entity.kind in {"party", "ally"}}
    assert {entity.side for entity in sides.entities} - known == {None}
    assert {entity.kind for entity in sides.entities} == set(KINDS)


def test_ids_are_unique(sides: Sides) -> None:
    ids = [entity.id for entity in sides.entities]
    assert len(ids) == len(set(ids))


def test_conflicts_each_with_two_sides(sides: Sides) -> None:
    assert {conflict.id for conflict in sides.conflicts} == CONFLICTS
    assert all(conflict.title and len(conflict.against) > 0 and len(conflict.sides) > 1 for conflict in sides.conflicts)


def test_offices_run_forwards(sides: Sides) -> None:
    offices = [office for entity in sides.entities for office in entity.offices]
    assert len(offices) > 200
    assert all((office.first or 1980) <= (office.last or 2100) for office in offices)


def test_office_of_a_day(sides: Sides) -> None:
    syrskyi = sides.named("Oleksandr Syrsky")
    assert syrskyi is not None
    assert syrskyi.office == "commander-in-chief of the Armed Forces"
    assert syrskyi.office_on(date(2023, 5, 1)) == "commander of the Ground Forces"
    assert syrskyi.office_on(date(2010, 5, 1)) is None


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("the Russian Ministry of Defence", "Russian Defense Ministry"),
        ("AFU", "Ukrainian forces"),
        ("Ukrainian Armed Forces (AFU)", "Ukrainian forces"),
        ("RSF fighters", "Rapid Support Forces"),
        ("Putin's troops", "Russian forces"),
        ("rapid support forces", "Rapid Support Forces"),
        ("Ukrainian President Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Russia's", "Russia"),
        ("Valerij Herasymov", "Valery Gerasimov"),
        ("the village elder’s", "village elder"),
        ("a local group (unnamed)", "local group"),
        ("", ""),
    ],
)
def test_canonical(sides: Sides, printed: str, canonical: str) -> None:
    assert sides.canonical(printed) == canonical


def test_named_keeps_short_forms_apart_from_words(sides: Sides) -> None:
    assert sides.named("us") is None
    assert sides.named("who") is None
    assert sides.side_of("US") == "United States"
    assert sides.side_of("nobody at all") is None


@pytest.mark.parametrize(
    ("side", "others"),
    [
        ("Russia", {"Ukraine"}),
        ("Rapid Support Forces", {"Sudanese army"}),
        ("Iran", {"Israel", "United States"}),
        ("Brazil", set()),
    ],
)
def test_opponents(sides: Sides, side: str, others: set[str]) -> None:
    assert sides.opponents(side) == others


@pytest.mark.parametrize(
    ("noun", "side", "name"),
    [
        ("the army", "Sudan", "Sudanese army"),
        ("the army", "Sudanese army", "Sudanese army"),
        ("the defence ministry", "Russia", "Russian Defense Ministry"),
        ("The presidency", "Mali", "Malian presidency"),
        ("the fighters", "M23", "M23"),
        ("the army", None, None),
        ("the weather", "Russia", None),
    ],
)
def test_generic_nouns(sides: Sides, noun: str, side: str | None, name: str | None) -> None:
    entity = sides.resolve_generic(noun, side)
    assert (entity.name if entity else None) == name


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Moscow and Kyiv; Wagner Group fighters", "russia-ukraine"),
        ("The RSF shelled the Sudanese army", "sudan"),
        ("Israel struck Hezbollah in Lebanon", "israel-gaza-lebanon-yemen"),
        ("Israel struck Iran; the Revolutionary Guards answered", "israel-iran"),
        ("M23 took Goma, Kinshasa accused Rwanda", "drc-m23"),
        ("Azerbaijani forces fought Armenian forces", "nagorno-karabakh"),
        ("The TPLF fought Ethiopian troops", "tigray"),
        ("Hayat Tahrir al-Sham advanced on Syrian troops", "syria"),
        ("Myanmar's junta fought the Arakan Army", "myanmar"),
        ("Indian and Pakistani troops exchanged fire", "india-pakistan"),
        ("Al-Shabab militants attacked a base of the Somali army", "somalia"),
        ("Boko Haram raided a village, Nigerian troops said", "lake-chad-sahel"),
        ("Taliban fighters overran an outpost of the Afghan army", "afghanistan"),
        ("The LNA shelled forces of the GNA near Tripoli", "libya"),
        ("NPA rebels ambushed Philippine troops", "philippines"),
        ("ELN rebels and the Colombian army clashed", "colombia"),
    ],
)
def test_likeliest_conflict(sides: Sides, text: str, conflict: str) -> None:
    assert sides.conflicts_in(entity for _, entity in sides.find(text))[0].id == conflict


def test_no_conflict_without_its_sides(sides: Sides) -> None:
    assert sides.conflicts_in([Entity("world/observer/x", "X", "observer")]) == ()


@given(st.text(alphabet=st.sampled_from("RSF Ukraine's army-of the Zelensky’,.(\n")))
def test_spans_are_ordered_and_apart(sides: Sides, text: str) -> None:
    spans = [span for span, _ in sides.find(text)]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_file_extends_a_conflict(tmp_path: Path) -> None:
    path = write(tmp_path, 'extends = "sudan"\n[[force]]\nname = "Nile Battalion"\nside = "Sudanese army"\nnames = ["NB-7"]\n')
    entity = load_sides([path]).named("NB-7")
    assert entity is not None
    assert (entity.name, entity.side, entity.conflict) == ("Nile Battalion", "Sudanese army", "sudan")


def test_own_conflict(tmp_path: Path) -> None:
    text = 'conflict = "x"\ntitle = "X"\nagainst = [["Mozambique", "ASM"]]\n[[party]]\nname = "ASM"\n'
    own = load_sides([write(tmp_path, text)])
    assert own.opponents("Mozambique") == {"ASM"}
    assert found(own, "ASM fighters fled.") == [("ASM fighters", "ASM")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[force]]\nname = "A"\n[[force]]\nnmae = "B"\n',
            r"mine\.toml: force row 2: .*`nmae` \(known: name, side, names, shared, adj\)",
        ),
        ('[[forse]]\nname = "A"\n', r"mine\.toml: top level: .*`forse` \(known: conflict, extends, .*observer"),
        ('[[force]]\nname = "A"\nside = "Ukrane"\n', r'mine\.toml: force row 1: unknown side "Ukrane" \(known: .*Ukraine'),
        ('extends = "sudann"\n', r'mine\.toml: extends unknown conflict "sudann" \(known: .*sudan'),
        ('[[body]]\nname = "A"\nnames = ["SBU"]\n', r'mine\.toml: body row 1: "SBU" is Security Service of Ukraine and A'),
        ("[[body]]\nname = 3\n", r"mine\.toml: body row 1 name: Expected `str`, got `int`"),
        ("[[body\n", r"mine\.toml: top level: "),
    ],
)
def test_faults_name_file_row_and_what_is_known(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        load_sides([write(tmp_path, text)])


def test_missing_file() -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.toml: cannot be read"):
        load_sides([Path("nowhere.toml")])
