"""The examples in the docstrings of the parser's modules are true."""

import doctest
import importlib

import pytest

MODULES = ["agencies", "appendices", "citations", "closings", "codes", "dates", "frames", "header", "kinds", "legal_bases", "letterhead", "lines", "parse", "recipients", "references", "signature", "stamps", "titles", "zones", "zoning"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name):
    failures, _ = doctest.testmod(importlib.import_module(f"extractors.plan.{name}"))
    assert not failures
