"""Words of war about other things: sport, weather, trade, arts tell nothing."""

import pytest
from _pytest.mark import ParameterSet
from tests.claims.marked import WAR, claims_of, lines, plain, wrong

# each is a report of its own
OTHER_NEWS = lines(
    """
    # sport
    Arsenal captured the title on the last day.
    The striker fired his side into the lead.
    United's defence held firm for ninety minutes.
    The visitors attacked down the left and hit the post twice.
    Rovers suffered a heavy defeat at home.
    Her serve came under attack in the second set.
    The captain was sent off after a clash with the keeper.
    The champion withdrew from the tournament with a knee injury.
    The opener struck six sixes.
    City launched a late assault on goal.
    The Raiders beat the Warriors and advanced to the semi-final.
    The quarterback was intercepted twice and his side gave up 30 points.
    Barcelona have signed two reinforcements.
    The goalkeeper was injured in training.
    The cyclist attacked on the final climb.
    The boxer retained his heavyweight title.
    The rookie shot 68 in the final round.
    The derby ended in a battle between two goalkeepers.
    # weather and nature
    A storm battered Britain on Sunday.
    The hurricane destroyed hundreds of homes on the coast.
    Floods killed twelve people in the valley.
    An earthquake struck the island at dawn.
    Lightning struck the church tower.
    Thousands of residents fled the wildfire.
    Snow cut off villages in the mountains.
    Heat wave claims nine lives
    Tornado rips through town, killing four
    Wolves attacked a flock of sheep.
    A shark attack closed the beach.
    Farmers are fighting a plague of locusts.
    Beavers have invaded the creek.
    # accidents
    Fire destroyed a bakery in the old town.
    Two people died when a bus hit a tree.
    A gas explosion wrecked a block of flats.
    A train crashed into a lorry, injuring six.
    The ferry sank in bad weather, and forty passengers are missing.
    A crane collapsed on the market.
    Four hikers went missing in the Alps.
    # crime and courts
    The court struck down the law.
    The painting was seized by customs.
    The banker was accused of fraud.
    # business
    Shares fell after the company missed its targets.
    The supermarket started a price war.
    The bank launched an offensive in the Asian market.
    The firm took over its rival.
    Retailers are retreating from the high street.
    Hackers attacked the firm's servers.
    Sales advanced by two per cent.
    The chain is pulling out of France.
    Investors fled to gold.
    The airline deployed new software.
    The company fired 300 workers.
    The union reached a deal with the airline.
    Oil prices hit a record high.
    The carmaker threatened to close its plant.
    # work
    Nurses went on strike for better pay.
    A rail strike hit commuters on Monday.
    The strike by teachers enters its third week.
    Workers at the plant downed tools.
    # health
    He died of a heart attack at 81.
    She lost her battle with cancer.
    The virus invaded the lungs.
    A panic attack forced her off the stage.
    Antibodies attack the virus.
    The hospital is fighting an outbreak of measles.
    Cholera killed nine people in the slum.
    # politics at home
    The senator launched an attack on the record of the government.
    The opposition attacked the budget.
    The committee killed the bill.
    Voters rejected the deal.
    The president defended his economic policy.
    The minister resigned under fire.
    The party suffered heavy losses in the local elections.
    The governor captured 60 percent of the vote.
    The mayor took control of the school budget.
    The campaign targeted young voters.
    The parties held talks about a coalition.
    The two candidates clashed over taxes.
    # arts
    They shot a film in the old harbour.
    The band blew up on social media.
    The museum captured the spirit of the age.
    The comedian killed it on stage.
    The series ended with a bang.
    Her novel hit the shops on Friday.
    The play was torture from start to end.
    The singer was under siege from photographers.
    # life and science
    A raid on the fridge ended the evening.
    All seats were occupied by noon.
    The rocket launched a weather satellite.
    The telescope captured a distant galaxy.
    The probe entered the orbit of Mars.
    Grandmother liberated the cat from the cellar.
    The home side surrendered a two-goal lead.
    The volcano erupted and villages were evacuated.
    The film bombed at the box office.
    A hacker attacked the website of the town hall.
    Several activists were detained while trying to hold a rally.
    A mob lynched a man in the market.
    He was charged with two bank robberies.
    Police attacked a peaceful demonstration with batons.
    The interception of the pass decided the final.
    The city shelled out millions for the stadium.
    # at places that news of wars names
    A bus crash killed nine people in Kherson.
    Nurses in Goma went on strike for better pay.
    Lightning killed a farmer near Sake.
    Floods destroyed twelve houses in El Fasher.
    The goalkeeper was injured in Donetsk in training.
    The storm destroyed forty houses in Goma.
    A drunk driver killed two people in Lviv, police said.
    Nine people were injured when a lorry overturned near Sake.
    Six children drowned at Omdurman and two were injured.
    A strike of railway workers entered its third week in Kharkiv.
    Their striker shot from far off and the defence of Shakhtar Donetsk collapsed, the coach said.
    """
)

OTHER_NEWS_WRONG: list[ParameterSet] = [
    *wrong(
        "everyday crime: arrests need no war",
        "A burglar was arrested after a raid on a jewellery shop.",
        "Police arrested a man who had robbed a bank.",
        "The driver was jailed for killing a cyclist.",
    ),
    *wrong(
        "a figure of speech: what is shelled, bombed or pounded is no place",
        "The critic pounded the piano sonata.",
        "The choir was bombarded with flowers.",
    ),
]

# each is read after a sentence about a war
ASIDES = lines(
    """
    The remarks of the minister struck a chord with viewers.
    The photograph captured the mood of the day.
    Shares in the arms maker advanced by three percent.
    The national team withdrew from the tournament.
    The president defended his record.
    Oil prices hit a ten-month high.
    He took the night train to Warsaw.
    She holds a degree in law.
    The team held a minute of silence.
    The book covers the first half of the year.
    His mother comes from Poltava.
    The singer fired up the crowd.
    Soldiers fired into the air at the wedding.
    The hospital beds remained occupied with patients.
    The paper has a circulation of forty thousand.
    The bank raised its rates twice.
    Customs seized a painting at the airport.
    The interview was shot in a hotel.
    The mayor opened a new kindergarten.
    The broadcaster took questions from readers.
    The actress left her husband.
    """
)

ASIDES_WRONG: list[ParameterSet] = [
    *wrong(
        "a figure of speech: what is shelled, bombed or pounded is no place",
        "The film about the siege bombed at the box office.",
    ),
    *wrong(
        "a figure of speech: what is killed is no person",
        "The committee killed the bill.",
    ),
    *wrong(
        "work: a strike of workers beside a war",
        "Nurses in the capital went on strike for better pay.",
    ),
    *wrong(
        "the occupant is no force",
        "The old barracks are occupied by a theatre company.",
    ),
    *wrong(
        "an illness kills beside a war",
        "The retired general died of a heart attack at home.",
    ),
]

ALONE = tuple(plain(case) for case in (*OTHER_NEWS, *OTHER_NEWS_WRONG))
BESIDE = tuple(WAR + plain(case) for case in (*ASIDES, *ASIDES_WRONG))


@pytest.mark.parametrize("text", [*OTHER_NEWS, *OTHER_NEWS_WRONG])
def test_other_news_stays_silent(text: str) -> None:
    assert [claim.kind.value for claim in claims_of(ALONE)[text]] == []


@pytest.mark.parametrize("text", [*ASIDES, *ASIDES_WRONG])
def test_other_things_stay_silent_beside_a_war(text: str) -> None:
    assert [claim.kind.value for claim in claims_of(BESIDE)[WAR + text]] == []
