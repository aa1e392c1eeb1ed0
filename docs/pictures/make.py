"""The sample reports of September 2023 -> brief.svg: the first screen of their brief."""

import re
from importlib.resources import files
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

from rashomon.pipeline import tell
from rashomon.views.brief import write_brief

PICTURE = Path(__file__).with_name("brief.svg")
SAMPLES = Path(str(files("rashomon") / "samples"))
WIDTH, HEIGHT = 102, 42
STYLES = (
    (r"^\* .*", "bold"),
    (r"“[^”]*”?", "italic"),
    (r"\b(?:denies|Disputed|contradicts)\b", "bold red"),
    (r"\d+ independent origins?", "bold blue"),
    (r"\[\d+\]", "dim"),
)


def brief() -> str:
    """The brief of the samples about the villages south of Bakhmut."""
    out = StringIO()
    write_brief(tell([file for file in sorted(SAMPLES.iterdir()) if file.name.startswith(("2023-", "bakhmut-"))]), out)
    return out.getvalue()


def draw(lines: list[str]) -> str:
    """The lines as a picture of a terminal; no font is fetched to show it."""
    console = Console(record=True, width=WIDTH, file=StringIO(), color_system="truecolor", force_terminal=True)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        console.print(_coloured(line, heading=set(following) in ({"="}, {"-"})), soft_wrap=True)
    shown = console.export_svg(title="rashomon brief", theme=DEFAULT_TERMINAL_THEME, unique_id="brief")
    shown = re.sub(r"\s*@font-face \{.*?\}", "", shown, flags=re.DOTALL)
    return shown.replace("<text ", '<text xml:space="preserve" ')  # some programs drop the spaces at a text's ends


def _coloured(line: str, *, heading: bool) -> Text:
    text = Text(line, style="bold" if heading else "")
    for pattern, style in STYLES:
        text.highlight_regex(pattern, style)
    return text


if __name__ == "__main__":
    PICTURE.write_text(draw(brief().splitlines()[:HEIGHT]) + "\n", encoding="utf-8")
