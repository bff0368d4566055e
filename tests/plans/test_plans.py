"""Made plans are read as they were made: header, legal bases, headings, statements, tasks, recipients, signer."""

import pytest

from tests.plans.made import make_plan
from tests.plans.score import score, wrong_values

SEEDS = range(300)
SOAK = range(300, 6000)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_made_plan_is_read_as_it_was_made(seed: int) -> None:
    assert wrong_values(seed) == []


@pytest.mark.soak
def test_thousands_of_made_plans_are_read_as_they_were_made() -> None:
    assert {seed: wrong for seed in SOAK if (wrong := wrong_values(seed))} == {}


def test_the_same_seed_makes_the_same_plan() -> None:
    assert make_plan(7) == make_plan(7)


def test_a_wrong_value_lowers_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """The score is not blind: a reader that loses each recipient's code is seen."""
    from extractors.plan import parse

    assert score(20)["recipients.code"] == 1.0
    read = parse.read_recipients
    monkeypatch.setattr(
        parse,
        "read_recipients",
        lambda lines: [r.model_copy(update={"purpose_code": None}) for r in read(lines)],
    )
    assert score(20)["recipients.code"] < 1.0
