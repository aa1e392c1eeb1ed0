"""What happened: marked sentences of ten wars for every kind."""

from collections import Counter

import pytest
from _pytest.mark import ParameterSet
from tests.claims.marked import WAR, claims_of, lines, overlap, plain, told, unmark, wrong

from rashomon.model import Kind

# each is read after a sentence about a war; a kind marks the claim's words
SENTENCES = lines(
    """
    # capture
    capture: [Soldiers took the village of Robotyne on Friday].
    capture: [The border town was seized by M23 fighters overnight].
    capture: [Rebels have overrun an army base near Muse].
    Officials announced capture: [the liberation of two villages near Kupiansk].
    capture: [Control of the airport passed to the Rapid Support Forces on Sunday].
    capture: [The last garrison in the province fell to the paramilitaries].
    capture: [The brigade raised its flag over the town hall of Shusha].
    capture: [Several hamlets were occupied by Eritrean soldiers in the first week].
    capture: [Syrian rebels took control of the airbase near Hama].
    capture: [The seizure of the crossing by Israeli troops] surprised the mediators.
    capture: [Indian soldiers cleared the ridge of intruders].
    capture: [Ukraine regained Snihurivka in November].
    capture: [Armenian positions on the heights were captured at dawn].
    # hold
    hold: [The army still holds the northern bank of the river].
    hold: [Ukrainian marines are defending Krynky].
    hold: [M23 controls the road to Bunagana].
    hold: [Government troops kept control of the steelworks].
    hold: [The hill remains under Armenian control].
    hold: [The city is in the hands of the Arakan Army].
    hold: [The front line remained unchanged in June].
    hold: [Hezbollah fighters are entrenched in the hills above the town].
    hold: [Tigrayan forces dug in along the ridge].
    hold: [The garrison of El Fasher is holding out].
    hold: [The brigade consolidated its positions near Verbove].
    hold: [Defenders stood firm outside Lashio].
    hold: [Rebels keep grip on Aleppo suburbs]
    hold: [Resistance fighters retain two bases in Kayah].
    # withdraw
    withdraw: [Russian forces withdrew from the right bank in November].
    withdraw: [The garrison abandoned the base without a shot].
    withdraw: [Government soldiers fled Goma by boat].
    withdraw: [The battalion fell back to a second line of trenches].
    withdraw: [Israel pulled its tanks out of the camp].
    withdraw: [The militia has given up three villages near Babanusa].
    withdraw: [Armenian units were pulled back from the pass].
    The ministry confirmed withdraw: [the withdrawal of Eritrean troops from Adwa].
    withdraw: [Junta troops retreat from Falam]
    withdraw: [Syrian soldiers left their posts along the highway].
    withdraw: [Both armies moved back from the line of control].
    # advance
    advance: [Ukrainian brigades advanced two kilometres south of Orikhiv].
    advance: [The army broke through the first line of defence].
    advance: [Paramilitaries encircled the garrison of El Obeid].
    advance: [Rebels have made gains along the Thai border].
    advance: [M23 fighters are closing in on Uvira].
    advance: [Israeli tanks pushed deeper into Khan Younis].
    advance: [Azerbaijani forces gained ground in the south].
    advance: [The column reached the outskirts of Damascus].
    Officers spoke of advance: [a breakthrough near Zaporizhzhia].
    advance: [Rebels inch closer to Homs]
    advance: [Tigrayan fighters cut the road to Djibouti].
    advance: [The ring around the town was closed on Monday].
    advance: [The brigade has made progress on the southern flank].
    advance: [Pakistani troops crossed the line of control].
    # attack
    attack: [The enemy tried to advance towards Chasiv Yar].
    attack: [Rebels attacked an army post near the lake].
    attack: [Fierce fighting continued around the airport of Khartoum].
    attack: [Soldiers clashed with M23 in Masisi].
    attack: [The army launched an offensive in Kachin state].
    attack: [The base came under attack at midnight].
    attack: [Heavy clashes erupted on the border between Armenia and Azerbaijan].
    attack: [Gunmen ambushed a military convoy outside Hama].
    attack: [Russian troops tried to storm the town].
    attack: [The siege of the fortress lasted nearly three months].
    attack: [Israeli troops raided the camp at night].
    attack: [Indian and Pakistani soldiers exchanged fire across the line of control].
    attack: [Eritrean units were fighting near Shire].
    attack: [Fighters of the Arakan Army are besieging Sittwe].
    attack: [A ground operation began in southern Lebanon on Tuesday].
    # repel
    repel: [Ukrainian forces repelled nine attacks near Marinka].
    repel: [The army beat back the rebels outside Sake].
    repel: [An attempt to cross the river was thwarted].
    repel: [The assault failed within hours].
    repel: [Defenders pushed the paramilitaries back from the gates of El Fasher].
    repel: [The offensive was halted at Debre Birhan].
    repel: [Armenian soldiers stopped the advance on Jermuk].
    repel: [Three incursions were driven off by border guards].
    repel: [The garrison fended off an assault from the north].
    repel: [Kurdish fighters held off an attack on the dam].
    repel: [The army foiled an infiltration bid in Kupwara].
    # strike
    strike: [Mortar rounds landed in a camp near Goma].
    destruction: [The runway was put out of action].
    strike: [Russian artillery shelled Kherson on Monday].
    strike: [Two missiles hit a power station in Odesa].
    strike: [Government jets bombed a market in Sagaing].
    strike: [Israeli warplanes struck the southern suburbs of Beirut].
    strike: [A drone attack set an oil depot on fire in Port Sudan].
    strike: [Heavy shelling was heard near the port].
    strike: [The militia fired forty rockets at Haifa].
    strike: [The town came under artillery fire].
    strike: [A car bomb exploded outside the ministry].
    strike: [The air force carried out strikes on rebel positions].
    strike: [An explosion shook the capital].
    strike: [The harbour was bombarded for three hours].
    strike: [Iran launched ballistic missiles at an airbase].
    strike: [Pakistani guns pounded villages along the line of control].
    # intercept
    intercept: [Air defence shot down nine drones over Poltava].
    intercept: [A missile was intercepted above Tel Aviv].
    intercept: [The navy downed two Houthi drones in the Red Sea].
    intercept: [All four rockets were destroyed in the air].
    intercept: [A fighter jet was shot down near Srinagar].
    intercept: [Electronic warfare units jammed eleven drones].
    intercept: [Rebels brought down a military helicopter in Kachin].
    intercept: [The downing of the jet] was filmed from the ground.
    intercept: [Army downs Azerbaijani drone]
    intercept: [Air defences destroyed three missiles over the sea].
    intercept: [The drone was knocked out of the sky above Belgorod].
    # casualties
    casualties: [Three civilians were killed in Kherson].
    casualties: [At least seven soldiers died near Goma].
    casualties: [The blast wounded twelve people].
    casualties: [The battalion suffered heavy losses].
    casualties: [The death toll rose to 40].
    casualties: [There were no casualties].
    casualties: [Two peacekeepers went missing near Naqoura].
    casualties: [Rescuers found five bodies under the rubble].
    casualties: [Armenia lost 105 soldiers in two days].
    casualties: [Twelve bodies were exhumed in the forest].
    casualties: [A child was injured by shrapnel].
    casualties: [The strike claimed nine lives].
    casualties: [The army has taken serious casualties].
    # destruction
    destruction: [A bridge over the Nile was destroyed].
    destruction: [Shrapnel damaged a kindergarten].
    destruction: [The blast wave shattered windows in forty houses].
    destruction: [Two tanks were burned out near Vuhledar].
    destruction: [The army destroyed a rebel weapons depot].
    destruction: [Half of the city was left without electricity].
    destruction: [A fire broke out at the refinery after the attack].
    destruction: [A landing ship was sunk off Crimea].
    destruction: [The mosque was reduced to rubble].
    destruction: [There was heavy damage to the port of Hodeidah].
    destruction: [Hospital wrecked in Rafah]
    destruction: [Whole villages were razed in Rakhine].
    # abuse
    abuse: [Gunmen executed prisoners at the hospital].
    abuse: [Investigators found two mass graves outside the town].
    abuse: [Paramilitaries looted the market in Nyala].
    abuse: [Hundreds of children were deported to Russia].
    abuse: [Detainees were tortured in the basement of the police station].
    abuse: [Fighters took fifteen villagers hostage].
    abuse: [Hunger is being used as a weapon in El Fasher].
    abuse: [Aid workers kidnapped in North Kivu]
    abuse: [The militia massacred civilians in the border town].
    abuse: [Civilians were used as human shields].
    The office documented abuse: [the summary execution of captured soldiers].
    # detain
    detain: [Police arrested two suspects over the bombing].
    detain: [The brigade captured twelve soldiers].
    detain: [Forty fighters surrendered at the steelworks].
    detain: [Ukraine and Russia exchanged prisoners on Friday].
    detain: [Six sailors were taken prisoner].
    detain: [The group released three hostages].
    detain: [A pilot was captured by villagers].
    detain: [Security forces detained an informer in Mandalay].
    detain: [Army frees 30 captured rebels]
    detain: [The last defenders laid down their arms].
    detain: [Syria's new authorities arrested an officer of the old guard].
    # deploy
    deploy: [The ministry deployed two brigades to the border].
    deploy: [Russia is massing troops near Kupiansk].
    deploy: [Reinforcements arrived in Goma on Sunday].
    deploy: [The president ordered a partial mobilisation].
    deploy: [Rwanda sent soldiers across the border].
    deploy: [Tanks were moved to the southern front].
    deploy: [The junta has called up reservists].
    Observers noted deploy: [a buildup of troops along the border].
    deploy: [India rushes troops to Kashmir]
    deploy: [The army reinforced its garrison in Babanusa].
    deploy: [A carrier group is heading for the Red Sea].
    deploy: [An air defence battery was stationed near Isfahan].
    # evacuate
    evacuate: [Hundreds of families were evacuated from Kupiansk].
    evacuate: [Thousands of residents have fled the city].
    evacuate: [People were told to leave their homes].
    evacuate: [The fighting displaced 40,000 people].
    evacuate: [The governor ordered the evacuation of the island].
    evacuate: [The population of Avdiivka has fallen to a thousand].
    evacuate: [Armenians are leaving Nagorno-Karabakh in long columns].
    evacuate: [Patients were moved out of the hospital].
    evacuate: [Villagers flee border clashes]
    evacuate: [Some 3,000 refugees crossed into Chad].
    evacuate: [Families sought shelter in a monastery].
    evacuate: [Trains took children to safety].
    # aid
    aid: [Germany delivered two air defence systems to Kyiv].
    aid: [Parliament approved military aid worth two million].
    aid: [The union will train Ukrainian soldiers].
    aid: [Washington promised more ammunition].
    aid: [Iran has supplied drones to the army].
    aid: [Rwanda is arming the rebels].
    aid: [The minister asked for more tanks].
    aid: [Denmark sends howitzers to Ukraine]
    aid: [Food parcels were handed out in Idlib].
    aid: [A package of air defence missiles was announced on Tuesday].
    aid: [The army received a shipment of shells].
    # negotiate
    negotiate: [Envoys of both sides held talks in Doha].
    negotiate: [The parties agreed on a ceasefire].
    negotiate: [Peace talks will resume next week].
    negotiate: [The foreign minister met his Rwandan counterpart in Luanda].
    negotiate: [Qatar is mediating between Israel and Hamas].
    negotiate: [Both armies signed a truce in Pretoria].
    negotiate: [The rebels rejected the ceasefire].
    negotiate: [China brokered a truce in northern Shan].
    negotiate: [India, Pakistan agree to halt fire]
    negotiate: [Ukraine applied for membership of the alliance].
    negotiate: [The ceasefire was extended by two days].
    negotiate: [Talks on a prisoner swap broke down].
    # threaten
    threaten: [The general threatened to bomb the dam].
    threaten: [Tehran vowed revenge].
    threaten: [The junta issued an ultimatum to the rebels].
    threaten: [The army will not hesitate to use force].
    threaten: [The ultimatum to the garrison expires on Friday].
    threaten: [Israel threatened to strike again].
    threaten: [Houthis threaten Red Sea shipping]
    threaten: [Baku threatened a new offensive].
    # accuse
    accuse: [The ministry accused the militia of mining the road].
    accuse: [Kyiv blames Moscow for the blast].
    accuse: [The army holds the rebels responsible for the fire].
    accuse: [Rwanda is accused of arming M23].
    accuse: [Each side blamed the other for breaking the truce].
    # who is behind a deed is told to have done it
    Syria said attack: [Israel was behind the raid].
    Officials said strike: [Israel was behind the air strike on the port].
    accuse: [Khartoum blames paramilitaries for drone raid]
    accuse: [The junta was blamed for the strike on the school].
    accuse: [Witnesses pointed the finger at Eritrean soldiers].
    accuse: [India charged Pakistan with sheltering militants].
    accuse: [The rebels bear responsibility for the deaths].
    # assess
    assess: [The battle is a turning point of the war].
    Analysts said that assess: [the counteroffensive had not failed].
    The general said assess: [new shells would have little effect on the front].
    The envoy was adamant that assess: [the situation at the front was stable].
    assess: [Soldiers described the battle as hell].
    # any attack, any support: none is told
    The minister said threaten: [the country reserves the right to respond to any attack].
    # what somebody remains engaged in; what escalates
    attack: [Ukrainian troops remained locked in heavy fighting near Vuhledar].
    attack: [Clashes between soldiers and rebels have escalated sharply].
    # what pictures show
    abuse: [Satellite images have shown piles of bodies near the wall].
    # captives who are killed
    A survivor said abuse: [the men were gathered in a yard and killed].
    destruction: [Phone lines have been cut in Goma].
    destruction: [There were no hits on power stations].
    aid: [The delivery of Patriot batteries from Germany] was welcomed in Kyiv.
    casualties: [Soldiers shot a woman near the bridge].
    assess: [The move raised fears of a wider war].
    assess: [The war has reached a stalemate].
    The general said assess: [the situation in the east was tense].
    The minister believes assess: [the war will last for years].
    assess: [Ammunition is running out].
    assess: [The army has lost the initiative].
    The institute said assess: [Moscow wanted to wear down the defenders].
    assess: [The fighting has exhausted both armies].
    The envoy warned that assess: [the conflict could spread across the region].
    assess: [Fears grow of wider war in Kivu]
    “assess: [Time is on the side of the defenders],” the commander said.
    # two kinds in one sentence
    repel: [The garrison repelled an attack] and casualties: [killed 100 fighters].
    strike: [Drones hit a depot in Engels], and intercept: [six were shot down].
    casualties: [Two people were killed] and destruction: [a school was damaged].
    capture: [Rebels took the town] and abuse: [executed captured soldiers].
    withdraw: [The army left the base] after capture: [rebels overran its outer posts].
    negotiate: [Envoys met in Geneva] while strike: [jets bombed the suburb].
    deploy: [Russia sent reinforcements to the town], but hold: [Ukrainian troops still hold the station].
    strike: [Missiles struck the port] and destruction: [sank a ferry].
    attack: [Fighters stormed the prison] and detain: [freed sixty captives].
    advance: [The army crossed the river] and capture: [took two villages].
    aid: [Berlin promised tanks], and threaten: [Moscow threatened retaliation].
    destruction: [The bridge was destroyed] before withdraw: [the garrison withdrew].
    casualties: [Some 200 fighters were eliminated near Pokrovsk].
    abuse: [Soldiers raped women in the camp].
    detain: [Ninety prisoners of war returned home].
    aid: [The first relief convoy reached the camp].
    """
)

WRONG: list[ParameterSet] = [
    *wrong(
        "a headline's verb or participle is parsed as a noun",
        "capture: [Junta retakes hill town in northern Shan]",
        "attack: [Clashes rage in Omdurman]",
        "repel: [Army repulses raid on Kachin outpost]",
        "strike: [Drones pound Kyiv]",
        "casualties: [Ten dead in Sagaing]",
    ),
    *wrong(
        "a plot's aim is told as a strike",
        "repel: [Security services foiled a plot to blow up the bridge].",
    ),
    *wrong(
        "a shared or short sentence is parsed wrongly",
        "evacuate: [Residents fled] when strike: [shells fell on the market].",
    ),
    *wrong(
        "a noun's claim leaves out the verb that is said of it",
        "threaten: [Pakistan reserves the right to retaliate].",
        "threaten: [The militia has promised retaliation].",
    ),
    *wrong(
        "an ultimatum or a condition told in plain words",
        "threaten: [The commander gave the defenders a day to lay down their arms].",
    ),
    *wrong(
        "what somebody is accused of is told as well",
        "accuse: [Accusations of shelling flew between Yerevan and Baku].",
    ),
    *wrong(
        "a number stands for the weapons before it",
        "intercept: [Four drones were shot down], but strike: [one hit a depot].",
    ),
]

TEXTS = tuple(WAR + plain(case) for case in (*SENTENCES, *WRONG))


@pytest.mark.parametrize("marked", [*SENTENCES, *WRONG])
def test_the_marked_claims_and_no_others(marked: str) -> None:
    case = unmark(WAR + marked)
    assert told(case, claims_of(TEXTS)[case.text]) == case.expected


def test_every_kind_has_at_least_eight_sentences_that_are_read_right() -> None:
    counted = Counter(label for case in SENTENCES for label, _ in unmark(case).marks)
    assert min(counted[kind.value] for kind in Kind) >= 8


def test_nearly_all_spans_are_the_very_words() -> None:
    cases = [unmark(WAR + case) for case in SENTENCES]
    found = {case.text: claims_of(TEXTS)[case.text] for case in cases}
    best = [max(overlap(span, claim.quote) for claim in found[case.text]) for case in cases for _, span in case.marks]
    assert sum(share == 1 for share in best) / len(best) >= 0.95


def test_the_sentence_about_a_war_tells_nothing_itself() -> None:
    assert claims_of((WAR,))[WAR] == ()
