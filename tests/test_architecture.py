"""Imports go one way: schemas <- extractors <- pipeline, and big libraries stay in their rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("schemas", "extractors", "pipeline")

# What a module whose name starts with the key must not import.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "schemas": ("extractors", "pipeline"),
    "extractors": ("pipeline", "pandas", "click", "pyarrow", "rich"),
    "extractors.formats": ("extractors.plan", "extractors.lexicon", "extractors.language", "spacy"),
    "extractors.plan": ("extractors.formats", "docx", "lxml", "pdfplumber", "pypdfium2"),
    "extractors.lexicon": ("extractors.formats", "extractors.plan"),
    "pipeline.stages": ("click", "rich", "docx", "pdfplumber", "pypdfium2", "pipeline.write", "pipeline.cli"),
    "pipeline.write": ("click", "pipeline.stages", "pipeline.cli", "extractors"),
}
# Libraries that only these places may import.
ROOMS: dict[str, tuple[str, ...]] = {
    "click": ("pipeline.cli",),
    "docx": ("extractors.formats.docx",),
    "pdfplumber": ("extractors.formats.pdf",),
    "pypdfium2": ("extractors.formats.pdf",),
    "spacy": ("extractors.language",),
    "pydantic": ("schemas",),
}
SCHEMAS_MAY_IMPORT = ("pydantic", "schemas")


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: str(value))
def test_a_module_imports_only_what_its_place_allows(module: str, path: Path) -> None:
    import sys

    broken = []
    for line, name in imports(path):
        for place, forbidden in FORBIDDEN.items():
            if within(module, place) and any(within(name, room) for room in forbidden):
                broken.append(f"{path}:{line}: {place} may not import {name}")
        for library, places in ROOMS.items():
            if within(name, library) and not any(within(module, place) for place in places):
                broken.append(f"{path}:{line}: {library} belongs to {places}")
        top = name.split(".")[0]
        known = top in sys.stdlib_module_names or top in SCHEMAS_MAY_IMPORT
        if within(module, "schemas") and not known:
            broken.append(f"{path}:{line}: schemas may not import {name}")
    assert not broken, "\n".join(broken)


def test_stages_do_not_know_each_other() -> None:
    for module, path in modules():
        if not module.startswith("pipeline.stages."):
            continue
        others = [n for _, n in imports(path) if within(n, "pipeline.stages") and not within(n, module)]
        allowed = ("pipeline.stages.frames",)
        others = [n for n in others if n != "pipeline.stages" and not any(within(n, a) for a in allowed)]
        assert not others, f"{path} imports {others}"
