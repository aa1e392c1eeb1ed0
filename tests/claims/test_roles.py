"""Who acts and on whom, under canonical names."""

import pytest
from tests.claims.marked import WAR, claims_of, plain, wrong

from rashomon.model import Claim

UA, RU, SAF, RSF = "Ukrainian forces", "Russian forces", "Sudanese army", "Rapid Support Forces"

# text, kind, actor, target; None is nobody, "" is not asked
ROLES: list[tuple[str, str, str | None, str | None]] = [
    # actives
    ("Ukrainian forces captured Klishchiivka.", "capture", UA, "Klishchiivka"),
    ("Russia shelled Kherson.", "strike", RU, "Kherson"),
    ("The M23 rebels seized Goma.", "capture", "M23", "Goma"),
    ("RSF fighters attacked Sudanese soldiers near Nyala.", "attack", RSF, SAF),
    ("Hezbollah fired rockets at Haifa.", "strike", "Hezbollah", ""),
    ("The Arakan Army is besieging Sittwe.", "attack", "Arakan Army", "Sittwe"),
    ("Israel's military bombed Beirut.", "strike", "Israeli forces", "Beirut"),
    ("Kyiv's troops withdrew from Avdiivka.", "withdraw", UA, ""),
    ("The army of Sudan holds Omdurman.", "hold", SAF, "Omdurman"),
    ("Wagner mercenaries stormed the town.", "", "Wagner Group", ""),
    ("Russian shelling hit a school in Kherson.", "strike", RU, "school"),
    ("The hospital in Nyala was attacked by drones.", "strike", "", "hospital"),
    ("Ukrainian troops remained locked in heavy fighting near Vuhledar.", "attack", UA, ""),
    ("The Mykolaiv area was under Russian control for months.", "hold", RU, ""),
    ("The hills are under the control of the Wagner Group.", "hold", "Wagner Group", ""),
    ("Russian troops remained engaged in heavy fighting north of Kupiansk.", "attack", RU, UA),
    ("No group has claimed responsibility for the strike on the port.", "strike", None, "port"),
    ("Rwanda said its soldiers took no part in the capture of Bukavu.", "capture", "Rwandan army", "Bukavu"),
    # who announces what others did
    ("Hanna Maliar announced the liberation of Robotyne.", "capture", UA, "Robotyne"),
    ("The Sudanese army announced the recapture of Bahri.", "capture", SAF, "Khartoum North"),
    # nobody is named: whose ground it is tells who took or lost it
    ("The early fall of Avdiivka would be a blow.", "capture", RU, "Avdiivka"),
    ("Analysts spoke of the recapture of Robotyne.", "capture", UA, "Robotyne"),
    ("Nyala fell to the Rapid Support Forces.", "capture", RSF, "Nyala"),
    # what is fired is no target; what is no thing falls on those who have it
    ("India fired artillery across the border.", "strike", "Indian forces", None),
    ("There were no hits to homes in Kyiv.", "destruction", None, "homes"),
    ("An unknown number of fighters from both sides have died in Bakhmut.", "casualties", None, "fighters"),
    ("Russian electronic warfare intercepted, with a jamming system, two missiles.", "intercept", RU, "missiles"),
    ("All 40 drones launched were shot down by Ukrainian forces.", "intercept", UA, "drones"),
    ("Most missiles fired overnight were shot down by Ukrainian forces.", "intercept", UA, "missiles"),
    ("Russian troops were trying but failing to encircle Bakhmut.", "advance", RU, "Bakhmut"),
    ("Ukraine's security service said its sea drones had struck a tanker.", "strike", UA, "tanker"),
    ("Rebels of the ELN detonated a bomb outside a police station.", "strike", "ELN", None),
    ("Families were robbed and beaten by RSF fighters.", "abuse", RSF, "Families"),
    (
        "Azerbaijan denied Armenian allegations that it had shelled the village of Khnatsakh.",
        "strike",
        "Azerbaijani forces",
        "Khnatsakh",
    ),
    ("Nobody was hurt in the strike.", "casualties", None, None),
    # light verbs: the act falls on somebody else than the object
    ("The Sudanese army inflicted heavy losses on the Rapid Support Forces.", "casualties", SAF, RSF),
    ("M23 took control of Sake.", "capture", "M23", "Sake"),
    ("Israeli jets struck military targets near Tyre.", "strike", "Israeli forces", "military targets"),
    # aid: the giver acts, whom it is for is the target, never the thing
    ("Germany will send howitzers to Ukraine.", "aid", "Germany", "Ukraine"),
    ("Germany will send howitzers, Kyiv said.", "aid", "Germany", "Ukraine"),
    ("Ukraine's president asked allies for air defence systems.", "aid", "allies", "Ukraine"),
    ("Zelensky pleaded for partners to provide more air defence systems.", "aid", "partners", "Ukraine"),
    ("Kyiv welcomed the arrival of Western tanks.", "aid", "Western allies", "Ukraine"),
    # who claims it, orders it or announces it has done it
    ("Hezbollah claimed responsibility for an attack on an Israeli base near Safed.", "attack", "Hezbollah", "Israeli base"),
    ("The Ukrainian government ordered the evacuation of families from Kupiansk.", "evacuate", "Ukrainian government", "families"),
    ("Russia announced the arrest of three people.", "detain", "Russia", "people"),
    ("The Houthis threatened to shell Eilat.", "threaten", "Houthis", "Eilat"),
    ("Yevgeny Prigozhin said his fighters had taken the mine at Soledar.", "capture", "Wagner Group", ""),
    # passives
    ("Sake was captured by M23 fighters.", "capture", "M23", "Sake"),
    ("Goma was shelled by Rwandan troops.", "strike", "Rwandan army", "Goma"),
    ("Klishchiivka has been liberated by Ukrainian soldiers.", "capture", UA, "Klishchiivka"),
    ("El Fasher was encircled.", "advance", None, "El Fasher"),
    ("A convoy attacked by the Rapid Support Forces burned out near Nyala.", "attack", RSF, "convoy"),
    ("Two drones were shot down by Israeli forces.", "intercept", "Israeli forces", "drones"),
    # adjectives of nations beside weapons and units
    ("Ukrainian troops hold Robotyne.", "hold", UA, "Robotyne"),
    ("Russian artillery shelled Nikopol.", "strike", RU, "Nikopol"),
    ("Israeli jets bombed Beirut.", "strike", "Israeli forces", "Beirut"),
    ("Azerbaijani drones hit Stepanakert.", "strike", "Azerbaijani forces", "Stepanakert"),
    ("Pakistani shells hit Poonch.", "strike", "Pakistani forces", "Poonch"),
    ("A Ukrainian missile attack on Sevastopol was heard at night.", "strike", UA, "Sevastopol"),
    # nouns
    ("The mayor spoke of Russia's shelling of Kherson.", "strike", RU, "Kherson"),
    ("The general praised the recapture of Andriivka by Ukrainian troops.", "capture", UA, "Andriivka"),
    ("Attacks by M23 on Sake continued.", "attack", "M23", "Sake"),
    ("Russian forces launched an attack on Vovchansk.", "attack", RU, "Vovchansk"),
    ("The Sudanese army carried out air strikes on Nyala.", "strike", SAF, "Nyala"),
    # shared subjects, relatives, participles, control
    ("Russian troops, who attacked Vovchansk, hold Hlyboke.", "hold", RU, "Hlyboke"),
    ("Ukrainian forces managed to retake Robotyne.", "capture", UA, "Robotyne"),
    ("Ukrainian forces advanced, capturing Robotyne.", "capture", UA, "Robotyne"),
    # one's own and the enemy
    ("“Our fighters took Andriivka,” the General Staff of Ukraine said.", "capture", UA, "Andriivka"),
    ("“Our soldiers hold Sake,” an M23 spokesman said.", "hold", "M23", "Sake"),
    ("“We shot down six drones,” the Ukrainian Air Force said.", "intercept", UA, "drones"),
    ("“The enemy shelled Kherson,” the General Staff of Ukraine said.", "strike", RU, "Kherson"),
    ("“The enemy shelled Donetsk,” the Russian Defense Ministry said.", "strike", UA, "Donetsk"),
    ("The Russian Defense Ministry said its forces took Avdiivka.", "capture", RU, "Avdiivka"),
    ("The Sudanese army said it had retaken Bara.", "capture", SAF, "Bara"),
    ("Russian forces reached Avdiivka. They captured the coke plant.", "capture", RU, ""),
    # who does something after an attack, or because of it, need not have attacked
    ("The army withdrew from Goma after the shelling of Sake.", "strike", None, "Sake"),
    ("The army left Goma because of the bombing of Sake.", "strike", None, "Sake"),
    ("Rebel troops left Homs before the bombing of Hama.", "strike", None, "Hama"),
    ("The M23 broke the army by the shelling of Sake.", "strike", "M23", "Sake"),
    # "the army" of a group is the state's that it fights; its own troops are not
    ("The RSF said the army had bombed the market in Nyala.", "strike", SAF, "market"),
    ("Hamas said its fighters had attacked the army in Jabalia.", "attack", "Hamas", "Israeli forces"),
    ("Fano said the army had shelled Lalibela.", "strike", "Ethiopian forces", "Lalibela"),
    ("The Sudanese army said the army had retaken Bara.", "capture", SAF, "Bara"),
    ("The RSF said that troops had entered El Fasher.", "capture", RSF, "El Fasher"),
    # both sides of a clash are those of the war that is told of
    ("The two armies clashed near Toretsk after Russian shelling, Ukraine said.", "attack", UA, RU),
    ("The two armies stayed locked in combat near Toretsk, Ukraine said after Russian shelling.", "attack", UA, RU),
    ("The two brothers fought near Toretsk, Ukraine said after Russian shelling.", "attack", "brothers", None),
    # repel: who repels acts
    ("Ukrainian forces repelled Russian attacks near Marinka.", "repel", UA, RU),
    ("Russian attacks near Marinka were repelled by Ukrainian forces.", "repel", UA, RU),
    ("The Russian Defense Ministry said its troops had repelled a Ukrainian assault.", "repel", RU, UA),
    ("The Sudanese army foiled an RSF attack on Babanusa.", "repel", SAF, RSF),
    ("The Sudanese army beat back the Rapid Support Forces outside Bara.", "repel", SAF, RSF),
    ("The General Staff of Ukraine said the enemy's attacks were repelled.", "repel", UA, RU),
    # accuse: the accuser acts
    ("Ukraine accused Russia of shelling Kherson.", "accuse", "Ukraine", "Russia"),
    ("Kyiv blames Moscow for the blast.", "accuse", "Ukraine", "Russia"),
    ("Pakistan blamed India for the explosion.", "accuse", "Pakistan", "India"),
    ("The Sudanese army accused the Rapid Support Forces of looting Nyala.", "accuse", SAF, RSF),
    ("Rwanda was accused by Congo of arming M23.", "accuse", "DR Congo", "Rwanda"),
    ("Iran says Israel was to blame for the blast.", "accuse", "Iran", "Israel"),
    # who is behind something is told to have done it
    ("Iran says Israel was behind the strike on the depot.", "strike", "Israeli forces", "depot"),
    # casualties: who suffers is the target
    ("The Russian army lost 40 soldiers near Avdiivka.", "casualties", None, RU),
    ("Twelve Israeli soldiers died in Khan Younis.", "casualties", None, "Israeli forces"),
    ("Ukrainian forces killed 30 Russian soldiers.", "casualties", UA, RU),
    ("Three civilians were killed in Kherson.", "casualties", None, "civilians"),
    ("Ukrainian forces suffered heavy losses.", "casualties", None, UA),
    ("Nine Pakistani soldiers were wounded.", "casualties", None, "Pakistani forces"),
    # what befalls its subject, and whom a pointing object means
    ("A warehouse in Kherson caught fire.", "destruction", None, "warehouse"),
    ("The bridge at Sake collapsed after the shelling.", "destruction", None, "bridge"),
    ("Residents of Goma pointed the finger at M23.", "accuse", "", "M23"),
    ("Residents blamed the bombing on M23.", "accuse", "", "M23"),
    ("A bomber blew himself up at a checkpoint in Goma.", "strike", "", "checkpoint"),
    ("M23 laid siege to the airport of Goma.", "attack", "M23", "airport of Goma"),
    ("Shells landed in the courtyard of a clinic in Goma.", "strike", "", "clinic"),
    ("Russia sent 40 drones at Kyiv, and Ukrainian forces shot down 30 of them.", "intercept", UA, "drones"),
    ("Civilian casualties mounted in Goma.", "casualties", None, "civilians"),
    # nobody is named, or only himself
    ("The Congolese army left. Gunmen attacked a post in Masisi.", "attack", "Gunmen", "post"),
    ("Nigeria's military accused an aid group.", "accuse", "Nigerian forces", "aid group"),
    ("The militia said it had burned the market.", "destruction", "militia", "market"),
    ("Abdel Fattah al-Burhan said the army had left El Fasher.", "withdraw", SAF, ""),
    ("Abdel Fattah al-Burhan says Army has left El Fasher.", "withdraw", SAF, ""),
    # no side is invented
    ("Three people were arrested in Yerevan.", "detain", None, "people"),
]

WRONG = [
    *wrong(
        "the second of two captures goes with the first",
        ("M23 entered Goma and captured Sake.", "", "M23", "Sake"),
    ),
    *wrong(
        "an attack that fails has no side",
        ("The M23 assault on Sake failed.", "repel", "", "M23"),
    ),
    *wrong(
        "a capital that is hit is taken for its state",
        ("An explosion shook Khartoum.", "strike", None, "Khartoum"),
    ),
]

TEXTS = tuple(WAR + plain(case) for case in (*ROLES, *WRONG))


def claim_of(text: str, kind: str) -> Claim:
    """The first claim of that kind, the last one of all without a kind."""
    found = claims_of(TEXTS)[WAR + text]
    fitting = [claim for claim in found if claim.kind == kind] if kind else found[-1:]
    assert fitting, f"no {kind or 'claim'} among {[(c.kind.value, c.quote.of(WAR + text)) for c in found]}"
    return fitting[0]


@pytest.mark.parametrize(("text", "kind", "actor", "target"), [*ROLES, *WRONG])
def test_who_acts_on_whom(text: str, kind: str, actor: str | None, target: str | None) -> None:
    claim = claim_of(text, kind)
    parties = (claim.actor.name if claim.actor else None, claim.target.name if claim.target else None)
    asked = tuple("" if name == "" else found for name, found in zip((actor, target), parties, strict=True))
    assert asked == (actor, target)


CLASHES = [
    ("The Sudanese army clashed with the Rapid Support Forces in Omdurman.", {SAF, RSF}),
    ("Ukrainian and Russian forces clashed near Kreminna.", {UA, RU}),
    ("Indian and Pakistani soldiers exchanged fire.", {"Indian forces", "Pakistani forces"}),
    ("M23 is fighting the Congolese army in Masisi.", {"M23", "Congolese army"}),
    ("Fighting between Armenian and Azerbaijani troops broke out at dawn.", {"Armenian forces", "Azerbaijani forces"}),
    # nobody is named: the two sides of the war that the report is about
    ("Heavy fighting broke out in Omdurman. The Sudanese army and the Rapid Support Forces said little.", {SAF, RSF}),
    ("Clashes went on near Kreminna. Ukraine and Russia said little.", {UA, RU}),
]
CLASH_TEXTS = tuple(WAR + plain(case) for case in CLASHES)


@pytest.mark.parametrize(("text", "sides"), CLASHES)
def test_a_clash_keeps_all_its_parties(text: str, sides: set[str]) -> None:
    (claim,) = claims_of(CLASH_TEXTS)[WAR + text]
    assert {party.name for party in (claim.actor, claim.target) if party} == sides


def test_the_words_of_a_party_stand_in_the_text() -> None:
    text = "RSF fighters attacked Sudanese soldiers near Nyala."
    (claim,) = claims_of((text,))[text]
    assert claim.actor is not None
    assert claim.target is not None
    assert [p.span.of(text) for p in (claim.actor, claim.target) if p.span] == ["RSF fighters", "Sudanese soldiers"]
    assert [p.side for p in (claim.actor, claim.target)] == [RSF, SAF]
