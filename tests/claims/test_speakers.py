"""Marked sentences of our own: ``[S:who] {by which word} <what>``, over all forms of reporting and ten wars."""

import pytest
from tests.claims.attributed import found_in, plain, wanted, words
from tests.claims.marked import lines

# The verb before, after and inside what is said; every tense.
CLAUSES = """
# Russia's war on Ukraine
[S:The governor] {said} <that two villages were shelled>.
<Two villages were shelled overnight>, [S:the governor] {said}.
<Two villages were shelled overnight>, {said} [S:the governor].
<Two villages>, [S:the governor] {said}, <were shelled overnight>.
[S:The mayor of Kupiansk] {says} <the bridge is closed>.
[S:The General Staff] {has reported} <that nine attacks were repelled near Lyman>.
[S:The ministry] {added} <that a depot had burned down>.
[S:Ukrainian officials] {say} <the dam will hold>.
<The depot burned for two days>, [S:residents of Oleshky] {told} reporters.
[S:A soldier] {told} journalists <that the trench had flooded>.
<Drones reached the refinery twice>, [S:the operator of the plant] {confirmed} on Monday.
[S:The navy] {insisted} <that the corvette was afloat>.
[S:The air force] {claimed} <it had downed eleven drones over Odesa>.
On Friday [S:the regional administration] {wrote} <that the railway was cut>.
# Sudan
[S:The Sudanese army] {announced} <that it had entered Wad Madani>.
[S:Doctors in Omdurman] {said} <the hospital had run out of blood>.
<The airport remains shut>, [S:a spokesman for the paramilitaries] {told} the radio.
[S:The committee] {noted} <that forty families had left the camp>.
# Gaza, Lebanon, Yemen
[S:The Israeli military] {said} <it struck a launch site near Tyre>.
<A school was hit in Khan Younis>, [S:the civil defence] {said}.
[S:Hezbollah] {declared} <that its fighters had ambushed a patrol>.
[S:The Houthis] {claimed} <they had fired on a tanker in the Red Sea>.
[S:Medics] {said} <four children were among the dead>.
# Israel and Iran
[S:Iranian state television] {reported} <that air defences were active over Isfahan>.
[S:A senior Israeli officer] {said} <the strike had set the programme back>.
[S:The agency] {warned} <that the reactor hall was damaged>.
# Congo
[S:The Congolese army] {said} <rebels shelled Sake at dawn>.
[S:M23] {stated} <that it had withdrawn from the town>.
[S:A priest in Masisi] {said} <the road was mined>.
# Nagorno-Karabakh
[S:The Armenian defence ministry] {stated} <that a drone was downed near Martuni>.
[S:Baku] {says} <its troops have taken the heights>.
[S:Local officials] {reported} <that the corridor was closed again>.
# Tigray
[S:The Ethiopian government] {announced} <that its forces had reached Adigrat>.
[S:A nurse in Shire] {said} <the wounded lay in the corridors>.
# Syria
[S:The observatory] {said} <nine people were killed in Idlib>.
[S:The monitors] {reported} <that barrel bombs fell on Daraya>.
# Myanmar
[S:The junta] {said} <its troops had retaken Myawaddy>.
[S:The Karen National Union] {announced} <that the base had fallen>.
# India and Pakistan
[S:The Indian army] {said} <two posts were shelled across the line of control>.
[S:A Pakistani spokesman] {said} <that five drones had been shot down>.
<A shell struck the market, killing nine people>, [S:the district governor, Idris Amin], {wrote} on Telegram, calling it a crime.
[S:The air force] {said} <it had shot down ten drones, while two more had been lost over the lake>.
[S:The staff] {affirmed} <that nine guards had perished in the ambush>.
<The pass is out of reach>, {argued} [S:the analyst]: <the roads are mined>.
[S:The spokesman] {insisted} on X <that the airport was open>.
# Somalia, the Sahel
[S:The staff] {acknowledged} <to have lost soldiers in the north>.
[S:The militants] {claimed} <to have killed sixty soldiers>.
<Gunmen attacked a checkpoint near Homs>, {according to} [S:the Syrian army].
<Rebels attacked a village>, {according to} [S:Reuters].
# anywhere
[S:Analysts] {estimated} <that half of the fleet was lost>.
[S:The envoy] {concluded} <that neither side wanted talks>.
[S:Aid workers] {fear} <that the camp will be cut off>.
[S:The commander] {explained} <that the ridge had been given up>.
[S:The survey] {showed} <that most families had fled>.
[S:The investigators] {found} <that the shells came from the north>.
<The raid>, [S:the colonel] {stressed}, <had been planned for weeks>.
"""

QUOTATIONS = """
“<We will hold the line>,” {said} [S:the colonel].
“<We will hold the line>,” [S:the colonel] {said}.
“<We will hold the line>”, [S:the colonel] {said}.
«<We left at night with nothing>», {said} [S:a teacher from Sinjil].
"<The market burned for hours>," [S:a trader] {told} the radio.
„<Nobody came to help us>“, {said} [S:the priest].
[S:The mayor] {said}: “<The water is rising>.”
[S:The mayor] {wrote}: "<The water is rising fast>."
[S:He] {shouted}: “<Get down now>!”
“<The water is rising>,” {said} [S:the mayor]. “<Half of the town is gone.>”
“<The water is rising>,” [S:the mayor] {said}, “<and half of the town is gone.>”
“<They came at dawn. They shelled the market. Then they left,>” {said} [S:the trader].
“<It is a matter of days>”[S:Petrenko] {said} about the town.
[S:The minister] {called} <the raid “a grave mistake”>.
[S:The rebels] {described} <the truce as “dead paper”>.
[S:The ministry] {said} <it was “deeply concerned” about the dam>.
[S:The envoy] {said} <the offer was “not worth the paper”>.
“<Both bridges are down>,” {added} [S:the engineer, who lives in the town].
'“<Nothing is left>,” {said} [S:Amina Idris, a farmer from Kutum].
"<We buried eleven people>," [S:a volunteer] {recalled}.
“<We have no bread>,” {lamented} [S:an old woman in Derna].
"""

ORDERS_AND_DENIALS = """
[S:The mayor] {urged} <residents to leave the town>.
[S:The army] {ordered} <the evacuation of three villages>.
[S:The president] {vowed} <to retake the island>.
[S:The general] {promised} <that the siege would be broken>.
[S:The council] {demanded} <an immediate ceasefire>.
[S:The union] {called for} <talks on the prisoners>.
[S:Soldiers] {told} <the drivers to turn back>.
[S:The governor] {asked} <families to leave the shore>.
[S:The warlord] {threatened} <to close the strait>.
[S:The militia] {denied} <that it had shelled the market>.
[S:The militia] {denied} <firing on the convoy>.
[S:The ministry] {rejected} <claims that it used cluster bombs>.
[S:Rwanda] {denies} <any role in the attack>.
[S:The alliance] {dismissed} <reports of a retreat>.
[S:The minister] {accused} <the rebels of mining the road>.
[S:Ankara] {blamed} <the militia for the bombing>.
[S:The ministry] {confirmed} <the loss of the ship>.
[S:The army] {admitted} <that a patrol was lost>.
[S:The clerics] {condemned} <the shelling of the shrine>.
[S:The observers] {urged} <speeding up the exchange>.
[S:Nairobi] {has called for} <the rebels to free the port>.
[S:The command] {warned of} <a new wave of drones>.
[S:The agency] {advised} <drivers to avoid the pass>.
[S:The rebels] {pledged} <to free the hostages>.
"""

NOUNS = """
[S:Officials] {announced} <the discovery of a weapons cache>.
[S:The army] {reported} <a failed attempt to cross the river>.
[S:The ministry] {claimed} <the capture of two hamlets>.
[S:The police] {reported} <the arrest of nine gunmen>.
[S:Kabul] {welcomed} <the release of the pilots>.
[S:The ministry’s] {announcement} of <a truce> came at noon.
A {claim} by [S:the rebels] <that the garrison had surrendered> spread quickly.
Families doubted [S:the general’s] {statement} <that the town was safe>.
Nobody believed [S:the envoy’s] {denial} <that talks had failed>.
"""

FRAMES = """
{According to} [S:the governor], <two villages were shelled>.
<Two villages were shelled>, {according to} [S:the governor].
<The town has fallen>, {according to} [S:a report by the monitors].
{In the words of} [S:the envoy], <the truce is dead>.
<The truce is dead>, as [S:the envoy] {put} it.
<The pass is closed>, as [S:a driver] {told} us.
<Twelve trucks were stopped at the border>, {citing} [S:customs officers].
[S:Ukraine]: {} <Forty drones shot down over Odesa>
<The town is surrounded>, {says} [S:Ukraine]
[S:Kyiv] {says} <two bridges were hit>
[S:Officials] {were quoted as saying} <that the dam had burst>.
<The bridge has fallen>, [S:the minister] {was quoted} by Interfax as saying.
"<Bridges can be rebuilt>," [S:the minister] {was quoted} as saying.
"<We left everything behind>." — [S:Mariam Deng]
"""

LATE_WORDS = """
<The garrison>, [S:the colonel] {added}, <had been cut off for days>.
[S:The head of the district, Andriy Kovalchuk], {said} <that the power was back>.
[S:The deputy mayor of Kherson, Olena Moroz], {said} <the market was hit twice>.
<Fires broke out at two depots>, {according to} [S:the region’s governor, who visited the town].
[S:The monitors, who visited the town], {said} <that the school had burned>.
<The losses were heavy>, [S:a medic] {told} the station by telephone.
<Retaking the hill took nine days>, [S:officers] {announced} in the evening.
[S:The ministry] {said} on Tuesday <that the pilot was alive>.
[S:The ministry] {said} in a statement <that the pilot was alive>.
[S:The minister] {told} the Nordlys Wire <that the pilot was alive>.
[S:The minister] {said} after the meeting <that the pilot was alive>.
[S:The admiral] {did not rule out} <the loss of the port>.
"""


def shown(text: str) -> str:
    return "\n".join(str(words(found, text)) for found in found_in(text))


def check(marked: str) -> None:
    text = plain(marked)
    source, _, content = wanted(marked)
    assert (source, content) in [(s, c) for s, _, c in (words(found, text) for found in found_in(text))], shown(text)


@pytest.mark.parametrize("marked", lines(CLAUSES))
def test_a_clause_and_its_speaker(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", lines(QUOTATIONS))
def test_a_quotation_and_its_speaker(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", lines(ORDERS_AND_DENIALS))
def test_orders_promises_denials_and_blame(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", lines(NOUNS))
def test_nouns_that_are_announced_and_nouns_of_saying(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", lines(FRAMES))
def test_according_to_colons_and_other_frames(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", lines(LATE_WORDS))
def test_words_between_the_speaker_and_what_is_said(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", lines(CLAUSES + ORDERS_AND_DENIALS + NOUNS))
def test_the_cue_is_the_word_of_saying(marked: str) -> None:
    text = plain(marked)
    source, cue, content = wanted(marked)
    found = [c for s, c, w in (words(found, text) for found in found_in(text)) if (s, w) == (source, content)]
    assert any(c and c in cue for c in found), shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "The village was shelled at dawn.",
        "Troops crossed the river on Friday.",
        "Footage shows smoke over the port.",
        "The market, which burned down, stood near the bridge.",
        "The ministry did not say that the pilot was dead.",
        "The rebels could threaten to close the port.",
        "Kharkiv: The village of Lyptsi burned down.",
        # a march is no demand, a withdrawn version nobody's word
        "Ukrainian troops were pressing forward in Robotyne.",
        "The rebels pressed ahead with their offensive near Goma.",
        "The army is pressing on towards Bahri.",
        "Correction: An earlier version said that twelve civilians had been killed in Kherson.",
        "A previous version of this story said that Israel had bombed a school.",
    ],
)
def test_plain_narration_is_nobodys_word(text: str) -> None:
    assert [found for found in found_in(text) if not found.rule.startswith("mind")] == []
