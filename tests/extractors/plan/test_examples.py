"""The examples in the docstrings of the parser's modules are true."""

import doctest
import importlib
from pathlib import Path

import pytest

import extractors.plan

MODULES = sorted(
    path.stem for path in Path(extractors.plan.__path__[0]).glob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name):
    failures, _ = doctest.testmod(importlib.import_module(f"extractors.plan.{name}"))
    assert not failures
