"""`python -m tests.golden`: writes the expected results of the samples anew."""

import shutil

from tests.golden.results import FOLDER, results, sample_files


def main() -> None:
    """Write every table of every sample."""
    for path in sample_files():
        folder = FOLDER / path.name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in results(path).items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
