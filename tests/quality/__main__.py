"""`python -m tests.quality [--raise] [--verbose]`: scores every sample in every format against its truth.

Real documents, where they stand beside the checkout, have no truth: of them the share of units recognised is printed,
with every mention that is not. Fails where a share of the samples is under its floor in floors.json. A floor is never
lowered here; `--raise` lifts floors to what is reached.
"""

import json
import sys
from pathlib import Path

from tests.documents.__main__ import FOLDER, descriptions
from tests.documents.truth import truth_of
from tests.quality.mentions import report
from tests.quality.score import Score, score_document

FLOORS = Path(__file__).with_name("floors.json")
FORMATS = ("docx", "pdf", "txt")


def measure() -> dict[str, Score]:
    """Return the score of all samples, by format."""
    scores = {kind: Score() for kind in FORMATS}
    for plan in descriptions():
        truth = truth_of(plan)
        for kind, score in scores.items():
            path = FOLDER / f"{plan.name}.{kind}"
            score.add(score_document(path.read_bytes(), path=path.name, truth=truth))
    return scores


def main(arguments: list[str]) -> int:
    """Print the scores and return the exit status."""
    scores = measure()
    shares = {kind: score.shares() for kind, score in scores.items()}
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    names = sorted({name for kind in shares for name in shares[kind]})
    print(f"{'':40}" + "".join(f"{kind:>10}" for kind in FORMATS))
    for name in names:
        print(f"{name:40}" + "".join(f"{shares[kind].get(name, float('nan')):10.4f}" for kind in FORMATS))
    print(*report(), sep="\n")
    if "--verbose" in arguments:
        for score in scores.values():
            print(*score.wrong, sep="\n")
    if "--raise" in arguments:
        raised = {
            kind: {
                name: max(round(share - 5e-5, 4), floors.get(kind, {}).get(name, 0.0))
                for name, share in shares[kind].items()
            }
            for kind in FORMATS
        }
        FLOORS.write_text(json.dumps(raised, indent=1, sort_keys=True) + "\n")
        return 0
    under = [
        f"{kind} {name}: {shares[kind].get(name, 0.0):.4f} is under its floor {floor}"
        for kind, named in floors.items()
        for name, floor in named.items()
        if shares[kind].get(name, 0.0) < floor
    ]
    print(*under, sep="\n")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
