"""Language of a report."""

import pytest

from rashomon.model import Boilerplate, Span
from rashomon.reports.language import language

UKRAINIAN = "Російські війська вранці відступили від села, повідомило командування сил оборони."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The army said on Monday that it had entered the village.", "en"),
        (UKRAINIAN, "uk"),
        ("L'armée a annoncé lundi être entrée dans le village après une semaine de combats.", "fr"),
        ("قال الجيش يوم الاثنين إنه دخل القرية بعد أسبوع من القتال.", "ar"),
        ("Truce 24h", "en"),
        ("Burnt lorry (Zhovtneve, Sumy Oblast)", "en"),
        ("Smoke over barracks in Nyala, Darfur (Nyala)", "en"),
        ("Die Armee hat das Dorf am Montag eingenommen", "de"),
        ("", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language(text) == code


def test_boilerplate_does_not_count() -> None:
    menu = "Subscribe to our newsletter and follow us for all the latest news of the day. " * 20
    text = menu + UKRAINIAN
    assert language(text) == "en"
    assert language(text, (Boilerplate(Span(0, len(menu)), "menu"),)) == "uk"
