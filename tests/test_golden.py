"""Every sample still gives what it gave when a person last looked: `make golden` writes the expectation anew."""

from pathlib import Path

import pytest

from tests.golden.results import FOLDER, results, sample_files


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.name)
def test_a_sample_gives_its_expected_results(path: Path) -> None:
    found = results(path)
    expected = {file.name: file.read_text("utf-8") for file in (FOLDER / path.name).iterdir()}
    assert sorted(found) == sorted(expected)
    for name, text in expected.items():
        assert found[name] == text, f"{path.name}: {name}"
