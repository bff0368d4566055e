"""Makes the samples: `python -m tests.documents [NAME...]` writes samples/<name>.docx, .pdf and .txt.

The PDF is what LibreOffice prints of the Word file; without LibreOffice it is left as it is.
"""

import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.documents import plans
from tests.documents.model import PlanDescription
from tests.documents.text import plain_text
from tests.documents.word import word_bytes

FOLDER = Path(__file__).parents[2] / "samples"


def descriptions() -> list[PlanDescription]:
    """Return the descriptions of all samples, by name."""
    modules = [import_module(f"{plans.__name__}.{module.name}") for module in iter_modules(plans.__path__)]
    return sorted((module.PLAN for module in modules), key=lambda plan: plan.name)


def print_pdf(word: Path, folder: Path) -> None:
    """Print a Word file into folder/<same name>.pdf with LibreOffice.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
        subprocess.CalledProcessError: it failed.
    """
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError(
            "LibreOffice (soffice) makes the PDF files: apt-get install libreoffice-writer-nogui"
        )
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                office,
                "--headless",
                f"-env:UserInstallation=file://{profile}",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(word),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )


def main(names: list[str]) -> None:
    """Write the samples of these names, all where none is given."""
    for plan in descriptions():
        if names and plan.name not in names:
            continue
        word = FOLDER / f"{plan.name}.docx"
        word.write_bytes(word_bytes(plan))
        (FOLDER / f"{plan.name}.txt").write_text(plain_text(plan), "utf-8")
        try:
            print_pdf(word, FOLDER)
        except FileNotFoundError as missing:
            print(f"{plan.name}.pdf: {missing}", file=sys.stderr)
        print(plan.name)


if __name__ == "__main__":
    main(sys.argv[1:])
