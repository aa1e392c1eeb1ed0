"""What happened, as papers put it: turns of phrase beside the plain ones of test_kinds."""

import pytest
from _pytest.mark import ParameterSet
from tests.claims.marked import WAR, claims_of, lines, plain, told, unmark, wrong

# each is read after a sentence about a war; a kind marks the claim's words
SENTENCES = lines(
    """
    abuse: [Soldiers shot two unarmed villagers at the bridge].
    hold: [The front line has barely moved since March].
    hold: [The junta now controls less than a quarter of the country], the group said.
    casualties: [The number of those killed has climbed to 61], hospital officials said.
    attack: [The tanks charged the trench at dawn].
    hold: [The army kept its troops in the border district].
    casualties: [Two captains and a policeman were killed at the checkpoint].
    attack: [An attack on the capital could follow], the general warned.
    strike: [Soldiers fired into the crowd at the market].
    capture: [The retaking of the town took nine days].
    detain: [The group handed over the bodies of two hostages].
    detain: [Soldiers rescued 31 hostages from a camp in the forest].
    casualties: [Rescuers pulled nine bodies from the rubble].
    casualties: [Twelve people were still missing].
    strike: [Debris of a drone fell on a kindergarten].
    advance: [The marines had established a bridgehead on the other bank].
    abuse: [Both armies committed abuses during the battle].
    hold: [The port remained occupied by the militia].
    destruction: [A fire was raging at the depot].
    hold: [The valley is now partly occupied by the militia].
    withdraw: [At least 200 fighters have defected to the army].
    repel: [Officers seized six rifles and 900 rounds of ammunition at the crossing].
    deploy: [The battalion fanned out along the river].
    deploy: [Foreign forces have set up two new bases in the valley].
    aid: [The ally has supplied the army with howitzers].
    casualties: [Gunmen have gunned down a doctor in the town].
    strike: [Only two of the missiles reached their targets].
    intercept: [Nearly all rockets launched at the port were intercepted].
    repel: [Units of both corps were involved in repelling the assault].
    After weeks of street fighting, capture: [paramilitary units overran the last government base in the city on Sunday morning].
    capture: [A strategic hill above the dam was retaken by government soldiers backed by drones], the ministry said.
    capture: [Insurgents hoisted their flag over the prison of the provincial capital].
    hold: [Government troops are still in full control of the airport], an officer insisted.
    withdraw: [Outnumbered, the garrison had to give up the railway station].
    advance: [The brigade pierced the second belt of minefields south of the village].
    attack: [Gunmen on motorbikes attacked a village in the west of the region at dawn].
    attack: [For a third day, the two armies traded fire along the frontier].
    repel: [All six attempts to cross the canal were beaten off], the general staff reported.
    strike: [At least two rockets slammed into an apartment block in the early hours].
    strike: [The capital was rocked by a series of explosions overnight].
    strike: [Fighter jets carried out more than a dozen raids on the outskirts].
    strike: [A glide bomb landed next to a school].
    strike: [The village has come under heavy mortar fire since Monday].
    intercept: [Ships of the coalition destroyed an anti-ship missile over the gulf].
    casualties: [The regiment lost a third of its men].
    detain: [The two sides swapped 75 prisoners each on the bridge].
    deploy: [An extra battalion has been sent to the front].
    deploy: [The general staff is pulling reserves towards the northern border].
    evacuate: [The authorities ordered all families with children to leave the frontline town].
    aid: [Trucks carrying flour entered the enclave for the first time in a month].
    negotiate: [Delegations from the two countries are meeting for a second round of talks].
    accuse: [Both armies accuse each other of violating the truce].
    Diplomats fear assess: [the fighting could spill over the border].
    The army said on Friday capture: [it had driven the militia out of three neighbourhoods].
    Day after day, hold: [the marines continue to hold a narrow strip along the river].
    withdraw: [The last convoy of foreign soldiers rolled out of the base before sunrise].
    advance: [Armoured columns have pushed to within five kilometres of the city].
    repel: [The attackers were forced back with the help of artillery].
    destruction: [Much of the old town lies in ruins].
    destruction: [The power plant was put out of operation by the attack].
    destruction: [Eleven vehicles went up in flames].
    abuse: [Boys as young as 14 are being forced to fight].
    detain: [More than 200 fighters have laid down their weapons].
    evacuate: [Some 12,000 people have been driven from their homes since Friday].
    aid: [The government will hand 50 armoured vehicles to the army].
    accuse: [A panel of experts found the neighbouring state responsible for the shipment].
    assess: [The offensive has lost its momentum], analysts say.
    threaten: [Any attack on the dam will be met with an immediate response], the spokesman warned.
    casualties: [A nurse and her son were among those killed].
    casualties: [Two guards are dead], the director said.
    casualties: [Two guards were among the dead].
    evacuate: [They tried to flee], a teacher in the camp said.
    evacuate: [We fled at night], a widow said.
    The soldiers slept badly. withdraw: [They fled before dawn].
    The militia said withdraw: [it was leaving the town].
    The army said withdraw: [its men had left the village in good order].
    attack: [Rebels stormed a church in the suburb].
    attack: [Gunmen stormed a hotel in the capital], police said.
    strike: [Drones attacked a hotel in the capital], police said.
    negotiate: [The two sides signed a declaration of principles in the capital].
    Parliament approved aid: [the sale of 40 missiles] to the army.
    aid: [The agency delivered 900 tonnes of flour to the enclave].
    destruction: [The blaze at the depot was still burning a day later].
    detain: [Six aid workers have been held by the militia since June].
    advance: [The army was closing in on the rebel stronghold of Baidoa], an officer said.
    The army said it had no information about the village.
    "We will see," the general said.
    Asked about it, the spokesman left the room.
    """
)

WRONG: list[ParameterSet] = [
    *wrong(
        "what came or fell is told by no word of attack",
        'strike: ["The drones came in waves"], a resident said.',
        'strike: ["The roof fell in on us"], a woman said.',
    ),
    *wrong(
        "a siege is told by its noun alone",
        "abuse: [The siege has left 260,000 people without food], the agency said.",
    ),
    *wrong(
        "the parser takes the second participle for a noun",
        "abuse: [Men were separated from their families and shot], a survivor said.",
    ),
    *wrong(
        "what somebody could not confirm is nobody's claim, though others made it",
        "The agency could not confirm capture: [the capture of the town].",
    ),
    *wrong(
        "a place cut off, then fallen, is not told",
        "capture: [The town, long cut off, fell to the rebels late on Saturday].",
    ),
    *wrong(
        "no frame has these words",
        "attack: [Street battles raged in the northern suburbs].",
    ),
    *wrong(
        "the total in front of a number is told again",
        "intercept: [Of 20 incoming drones, 17 were shot down].",
    ),
    *wrong(
        'a toll told by "among" or two results',
        "casualties: [The bombardment left 14 people dead and dozens wounded].",
        "casualties: [Among the dead were two children].",
    ),
    *wrong(
        "a truce that makes guns fall silent is two claims",
        "negotiate: [The guns fell silent at noon under a truce brokered by the neighbours].",
    ),
    *wrong(
        "an ultimatum or a condition told in plain words",
        "threaten: [The rebels gave the governor 48 hours to leave the city].",
    ),
]

TEXTS = tuple(WAR + plain(case) for case in (*SENTENCES, *WRONG))


@pytest.mark.parametrize("marked", [*SENTENCES, *WRONG])
def test_the_marked_claims_and_no_others(marked: str) -> None:
    case = unmark(WAR + marked)
    assert told(case, claims_of(TEXTS)[case.text]) == case.expected
