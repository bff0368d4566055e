"""What several tests of the batch begin with."""

import shutil
from pathlib import Path

import pytest

from tests.pipeline.test_run import SAMPLES, SMALL


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in SMALL:
        shutil.copy2(SAMPLES / name, folder)
    return folder
