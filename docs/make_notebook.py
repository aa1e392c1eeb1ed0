"""docs/analysis.ipynb -> the same notebook with what its cells give now.

    python docs/make_notebook.py             the page itself
    python docs/make_notebook.py out.ipynb   another file

A cell that fails ends the run and leaves the file as it was.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

PAGE = Path(__file__).with_name("analysis.ipynb")
LONGEST = 300  # seconds for one cell


def run(page: Path) -> nbformat.NotebookNode:
    """The notebook, executed from its first cell to its last one, without traces of the machine."""
    notebook = nbformat.read(page, as_version=4)
    NotebookClient(notebook, timeout=LONGEST, kernel_name="python3", resources={"metadata": {"path": str(page.parent)}}).execute()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
    return notebook


if __name__ == "__main__":
    nbformat.write(run(PAGE), Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE)
