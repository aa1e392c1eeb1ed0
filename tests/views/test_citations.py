"""Numbers of citations, and the lines that list them."""

import io

from tests.events.factories import claim, report

from rashomon.views.citations import Citations
from rashomon.views.layout import Row, Style, write_rows
from rashomon.views.wording import many
from rashomon.web.briefs import _row


def test_a_long_run_of_citations_is_a_range() -> None:
    made = [report(f"Shells fell on Oldmill on day {number}.", name=str(number)) for number in range(60)]
    told = [claim(one, one.text[:-1]) for one in made]
    citations = Citations({one.id: one for one in made})
    assert citations.cite(told[:5]) == "[1][2][3][4][5]"
    assert citations.cite(told) == "[1]–[60]"
    assert citations.cite([told[0], *told[2:9], told[40]]) == "[1][3]–[9][41]"
    assert len(list(citations.listed())) == 60
    assert _row(Row(Style.LINE, "Told [1][3]–[9][41].", "event")).cites == (1, *range(3, 10), 41)


def test_a_wrapped_source_does_not_look_like_a_new_one() -> None:
    out = io.StringIO()
    write_rows([Row(Style.SOURCE, f"[7] Morning Post, 5 Mar 2024, {'A long title ' * 12}:")], out)
    first, *rest = out.getvalue().splitlines()
    assert first.startswith("[7] ")
    assert rest
    assert all(line.startswith("  ") for line in rest)


def test_two_who_speak_say_and_one_name_says() -> None:
    assert many("government source and a military source")
    assert many("the mayor and two councillors")
    assert many("a medic and another resident")
    assert not many("Ministry of Health and Sport")
    assert not many("Food and Agriculture Organisation")
