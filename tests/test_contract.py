"""The output tables as the readers of the tables know them: names fixed, values typed, keys that hold."""

import json
import unicodedata
from pathlib import Path

import jsonschema
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.run import ConvertOptions, Run
from pipeline.worker import PoolSettings
from schemas.tables import TABLES

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "../shared/contract.md"

# Written down a second time on purpose: queries and dashboards are built on these names, so a change in
# schemas/tables.py must not carry over to here by itself. Columns may be added, none may go.
UNITS = "role ordinal mention unit_id unit_name unit_level is_collective match score current_unit_id"
DEADLINES = (
    "ordinal expression kind start end bound granularity edtf rrule duration anchor year_inferred flags"
)
COLUMNS = {
    "sources": "doc_id source_path sha256 bytes modified format state",
    "documents": "doc_id source_path source_sha256 format text_origin pages doc_type doc_type_name attached_type "
    "attached_title number symbol code issuer issuer_id parent_body province place issue_date issue_date_start "
    "issue_date_end title period_start period_end signer_authority signer_position signer_name urgency secrecy "
    "n_purposes n_requirements n_tasks n_warnings document_key",
    "provisions": "doc_id provision_id section path heading label text page",
    "legal_bases": "doc_id basis_id text doc_type number symbol code issue_date issuer title",
    "tasks": "doc_id task_id appendix appendix_title table_index group stt task lead_raw lead_source coordinating_raw "
    "coordinating_source deadline_raw deadline_source deliverable budget note extra deadline_kind deadline_start "
    "deadline_end deadline_edtf deadline_rrule deadline_bound page confidence",
    "task_units": f"doc_id task_id {UNITS}",
    "task_deadlines": f"doc_id task_id {DEADLINES}",
    "assignments": "doc_id assignment_id provision_id lead_raw coordinating_raw task deadline_raw page confidence",
    "assignment_units": f"doc_id assignment_id {UNITS}",
    "assignment_deadlines": f"doc_id assignment_id {DEADLINES}",
    "signatures": "doc_id ordinal signer organisation signed_at page",
    "recipients": "doc_id ordinal text unit_id unit_name purpose_code is_archive archive_codes",
    "units": "doc_id unit_id unit_name level province valid_from valid_to successor_id",
    "diagnostics": "doc_id severity code message location source_path",
}
CLOSED_SETS = {
    ("sources", "state"): {"converted", "duplicate", "rejected", "skipped"},
    ("documents", "text_origin"): {"digital", "ocr", "mixed"},
    ("provisions", "section"): {
        "purpose", "requirement", "purpose_requirement", "content", "implementation", "other",
    },
    ("tasks", "lead_source"): {"cell", "merged", "inherited", "absent"},
    ("task_units", "role"): {"lead", "coordinating"},
    ("task_units", "match"): {"exact", "alias", "fuzzy", "none"},
    ("task_units", "unit_level"): {
        "central", "province", "district", "commune", "internal", "party", "other",
    },
    ("task_deadlines", "kind"): {
        "continuous", "date", "before", "period", "recurring", "relative", "duration", "unspecified", "unparsed",
    },
    ("task_deadlines", "bound"): {"on", "by", "before", "during", "after"},
    ("task_deadlines", "granularity"): {"day", "week", "month", "quarter", "half", "year", "multi_year"},
    ("diagnostics", "severity"): {"info", "warning", "error"},
}  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contract")
    options = ConvertOptions(pool=PoolSettings(workers=2))
    assert Run(folder, options).convert([ROOT / "samples"]).exit_status == 0
    return folder


@pytest.fixture(scope="module")
def tables(output: Path) -> dict[str, pd.DataFrame]:
    return {
        name: pq.read_table(output / "parquet" / f"{name}.parquet").to_pandas(date_as_object=True)
        for name in TABLES
    }


@pytest.mark.parametrize("table", COLUMNS)
def test_the_columns_stand_in_contract_order(output: Path, table: str) -> None:
    header = (output / "csv" / f"{table}.csv").read_text("utf-8").partition("\n")[0].split(",")
    expected = COLUMNS[table].split()
    assert header[0] == "doc_id"
    assert [name for name in header if name in expected] == expected
    assert pq.read_schema(output / "parquet" / f"{table}.parquet").names == header


@pytest.mark.shared
def test_the_names_are_the_contracts() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract does not stand beside this checkout")
    text = CONTRACT.read_text("utf-8")
    for table, columns in COLUMNS.items():
        for name in (table, *columns.split()):
            assert name in text, f"{table}.{name}"


def test_types_in_parquet(output: Path) -> None:
    tasks = pq.read_schema(output / "parquet/tasks.parquet")
    assert tasks.field("deadline_end").type == pa.date32()
    assert tasks.field("table_index").type == pa.int32()
    units = pq.read_schema(output / "parquet/task_units.parquet")
    assert units.field("is_collective").type == pa.bool_()
    metadata = pq.ParquetFile(output / "parquet/tasks.parquet").metadata
    assert metadata.row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("place", CLOSED_SETS, ids=".".join)
def test_closed_sets_are_closed(tables: dict[str, pd.DataFrame], place: tuple[str, str]) -> None:
    table, column = place
    found = set(tables[table][column].dropna())
    assert found
    assert found <= CLOSED_SETS[place]


def test_text_is_nfc_and_absent_is_absent(tables: dict[str, pd.DataFrame]) -> None:
    for name, frame in tables.items():
        for column in frame:
            for value in frame[column].dropna():
                if isinstance(value, str) and column != "source_path":
                    assert unicodedata.is_normalized("NFC", value), f"{name}.{column}"
                    assert value not in ("", "nan", "None", "NaT", "<NA>"), f"{name}.{column}"
                    assert "\r" not in value, f"{name}.{column}"


def test_csv_is_plain(output: Path) -> None:
    for path in (output / "csv").glob("*.csv"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        data.decode("utf-8")


def test_keys_hold(tables: dict[str, pd.DataFrame]) -> None:
    for name, spec in TABLES.items():
        frame = tables[name]
        if spec.primary_key:
            assert not frame.duplicated(list(spec.primary_key)).any(), name
        for key in spec.foreign_keys:
            pointing = frame[list(key.columns)].dropna().drop_duplicates()
            known = set(map(tuple, tables[key.table][list(key.references)].to_numpy()))
            assert set(map(tuple, pointing.to_numpy())) <= known, f"{name} -> {key.table}"


def test_counts_are_those_of_the_rows(tables: dict[str, pd.DataFrame]) -> None:
    provisions, documents = tables["provisions"], tables["documents"].set_index("doc_id")
    for section, column in (("purpose", "n_purposes"), ("requirement", "n_requirements")):
        counted = provisions[provisions["section"] == section].groupby("doc_id").size()
        assert (documents[column] == counted.reindex(documents.index, fill_value=0)).all(), column
    assert (
        documents["n_tasks"]
        == tables["tasks"].groupby("doc_id").size().reindex(documents.index, fill_value=0)
    ).all()
    said = tables["diagnostics"]
    warnings = said[said["severity"].isin(["warning", "error"])].groupby("doc_id").size()
    assert (documents["n_warnings"] == warnings.reindex(documents.index, fill_value=0)).all()


def test_a_mention_is_what_its_cell_prints(tables: dict[str, pd.DataFrame]) -> None:
    units = tables["task_units"].merge(tables["tasks"], on="task_id")
    assert len(units)
    for row in units.itertuples():
        cell = row.lead_raw if row.role == "lead" else row.coordinating_raw
        span = cell[int(row.mention_start) : int(row.mention_end)]
        assert " ".join(span.split()) == " ".join(row.mention.split())


def test_a_task_has_its_only_deadline_or_says_multiple(tables: dict[str, pd.DataFrame]) -> None:
    deadlines, tasks = tables["task_deadlines"], tables["tasks"].set_index("task_id")
    for task_id, rows in deadlines.groupby("task_id"):
        task = tasks.loc[task_id]
        if len(rows) == 1:
            only = rows.iloc[0]
            assert task["deadline_kind"] == only["kind"]
            for column in ("start", "end", "edtf", "rrule", "bound"):
                assert task[f"deadline_{column}"] == only[column] or pd.isna(only[column])
        else:
            assert task["deadline_kind"] == "multiple"
    both = deadlines.dropna(subset=["start", "end"])
    assert (both["start"] <= both["end"]).all()


def test_a_source_says_absent_exactly_where_the_value_is(tables: dict[str, pd.DataFrame]) -> None:
    tasks = tables["tasks"]
    for role in ("lead", "coordinating", "deadline"):
        assert (tasks[f"{role}_raw"].isna() == (tasks[f"{role}_source"] == "absent")).all(), role


def test_rows_stand_in_document_order(tables: dict[str, pd.DataFrame]) -> None:
    for name, column in (
        ("provisions", "provision_id"),
        ("tasks", "task_id"),
        ("assignments", "assignment_id"),
    ):
        for _, rows in tables[name].groupby("doc_id"):
            assert rows[column].is_monotonic_increasing


def test_records_follow_the_published_schema(output: Path) -> None:
    schema = json.loads((ROOT / "schemas/json/record.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    records = sorted((output / "records").glob("*.json"))
    assert records
    for path in records:
        record = json.loads(path.read_text("utf-8"))
        assert not list(validator.iter_errors(record))
        assert path.stem == record["doc_id"]


def test_every_value_of_a_record_has_a_place(output: Path) -> None:
    """Each task, provision, legal basis, recipient and assignment says where it stands."""
    for path in (output / "records").glob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        tasks = [task for table in record["task_tables"] for task in table["tasks"]]
        lists = (record[kind] for kind in ("provisions", "legal_bases", "recipients", "assignments"))
        for item in (*tasks, *(item for items in lists for item in items)):
            assert any(item["place"].get(key) is not None for key in ("block", "line", "page")), path.name
