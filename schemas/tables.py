"""The output tables: every column in contract order with its type. The one place that lists them.

pandas dtypes, Arrow schemas, CSV headers and datapackage.json are derived from here. The meaning of a column
is the contract's; `description` is its short form, `title_vi` the title in a spreadsheet.
"""

from dataclasses import dataclass
from typing import Literal

CONTRACT_VERSION = 1

ColumnType = Literal["string", "int", "float", "bool", "date", "datetime"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of an output table."""

    name: str
    type: ColumnType
    title_vi: str
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """These columns point to the same-named or given columns of another table."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """An output table."""

    name: str
    title_vi: str
    description: str
    columns: tuple[TableColumn, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> list[str]:
        """The names in contract order."""
        return [column.name for column in self.columns]


def _columns(listing: str) -> tuple[TableColumn, ...]:
    """Read `name! | type | Vietnamese title | description` lines; `!` marks a column that is never empty."""
    columns = []
    for line in listing.strip().splitlines():
        name, kind, title, description = (part.strip() for part in line.split("|"))
        columns.append(TableColumn(name.rstrip("!"), kind, title, description, name.endswith("!")))  # type: ignore[arg-type]
    return tuple(columns)


_DOC = "doc_id! | string | Mã văn bản | first 16 hex digits of the SHA-256 of the file's bytes"
_DOCUMENT_KEY = ForeignKey(("doc_id",), "documents", ("doc_id",))
_UNIT_KEY = ForeignKey(("doc_id", "unit_id"), "units", ("doc_id", "unit_id"))

_UNITS = """
role! | string | Vai trò | lead or coordinating
ordinal! | int | Thứ tự | 1, 2, ... within the role
mention! | string | Tên như in | as printed
mention_start | int | Vị trí đầu | first character of the mention in the cell, from 0
mention_end | int | Vị trí cuối | one past its last character
unit_id | string | Mã đơn vị | empty where not recognised
unit_name | string | Tên đơn vị | canonical name
unit_level | string | Cấp | central, province, district, commune, internal, party, other
is_collective! | bool | Tập thể | names a set of units
match! | string | Cách nhận ra | exact, alias, fuzzy, none
score! | float | Điểm | 0..1
current_unit_id | string | Đơn vị hiện nay | last unit in the chain of successors
province | string | Tỉnh, thành phố | of the unit, where it is a province's
title_role | string | Chức danh | head, deputy: the mention names a person of the unit
flags | string | Ghi nhận | `|`-separated
""".replace("`|`-separated", "separated by a vertical bar")

_DEADLINES = """
ordinal! | int | Thứ tự | 1, 2, ... within the task
expression | string | Cụm từ thời gian | as printed
kind! | string | Loại | continuous, date, before, period, recurring, relative, duration, unspecified, unparsed
start | date | Bắt đầu | first day
end | date | Kết thúc | the boundary as written
bound | string | Giới hạn | on, by, before, during, after
granularity | string | Độ mịn | day, week, month, quarter, half, year, multi_year
edtf | string | EDTF | Extended Date/Time Format
rrule | string | Lặp lại | RFC 5545
duration | string | Khoảng thời gian | ISO 8601
anchor | string | Mốc | the event or document that it hangs on
year_inferred! | bool | Năm suy ra | the year came from the document, not the expression
flags | string | Ghi nhận | separated by a vertical bar
purpose | string | Việc | what the expression is for, where the cell says so
rule | string | Quy tắc | which rule of the grammar read it
"""

_SPECS = (
    TableSpec(
        "sources",
        "Tệp nguồn",
        "one row per file that was met",
        _columns("""
doc_id | string | Mã văn bản | empty where the bytes could not be read
source_path! | string | Đường dẫn | relative to the input root
sha256 | string | SHA-256 | of the file's bytes
bytes | int | Kích thước | in bytes
modified | datetime | Sửa lần cuối | UTC
format | string | Định dạng | docx, pdf, txt
state! | string | Trạng thái | converted, duplicate, rejected, skipped
"""),
        ("source_path",),
    ),
    TableSpec(
        "documents",
        "Văn bản",
        "one row per distinct document that was converted",
        _columns(f"""
{_DOC}
source_path! | string | Đường dẫn | of the first file with these bytes
source_sha256! | string | SHA-256 | of the file's bytes
format! | string | Định dạng | docx, pdf, txt
text_origin! | string | Nguồn chữ | digital, ocr, mixed
pages | int | Số trang | where the format has pages
doc_type | string | Loại văn bản (viết tắt) | KH, QĐ, CTr, ...
doc_type_name | string | Loại văn bản | Kế hoạch, Quyết định, ...
attached_type | string | Loại văn bản kèm theo | abbreviation of what a decision issues
attached_title | string | Trích yếu văn bản kèm theo | its title
number | int | Số | empty where the draft leaves it blank
symbol | string | Ký hiệu | what follows the number, without the slash
code | string | Số, ký hiệu | as printed, without spaces
issuer | string | Cơ quan ban hành | the issuing body's name
issuer_id | string | Mã cơ quan ban hành | its unit_id
parent_body | string | Cơ quan chủ quản | as printed in the header, in sentence case
province | string | Tỉnh, thành phố | name without the word for its kind
place | string | Địa danh | in the date line
issue_date | string | Ngày ban hành | EDTF level 0
issue_date_start | date | Ngày ban hành (sớm nhất) | first day that issue_date can mean
issue_date_end | date | Ngày ban hành (muộn nhất) | last day that issue_date can mean
title | string | Trích yếu | one line
period_start | int | Giai đoạn từ năm | of the period in the title
period_end | int | Giai đoạn đến năm | of the period in the title
signer_authority | string | Quyền hạn ký | TM., KT., TL., TUQ., Q.
signer_position | string | Chức vụ người ký | of the one who signs
signer_name | string | Người ký | as printed
urgency | string | Độ khẩn | as printed
secrecy | string | Độ mật | as printed
n_purposes! | int | Số mục đích | rows of provisions with section purpose
n_requirements! | int | Số yêu cầu | rows of provisions with section requirement
n_tasks! | int | Số nhiệm vụ | rows of tasks
n_warnings! | int | Số cảnh báo | rows of diagnostics of severity warning or error
document_key! | string | Khóa văn bản | same for two files that hold the same document
"""),
        ("doc_id",),
    ),
    TableSpec(
        "provisions",
        "Nội dung",
        "one row per paragraph-level statement of the body",
        _columns(f"""
{_DOC}
provision_id! | string | Mã nội dung | <doc_id>-p0001
section! | string | Phần | purpose, requirement, purpose_requirement, content, implementation, other
path | string | Vị trí | labels of the headings above it
heading | string | Đề mục | text of the nearest heading above
label | string | Ký hiệu | its own label
text! | string | Nội dung | without the label
page | int | Trang | first page it stands on
"""),
        ("provision_id",),
        (_DOCUMENT_KEY,),
    ),
    TableSpec(
        "legal_bases",
        "Căn cứ",
        "one row per instrument cited before the first heading",
        _columns(f"""
{_DOC}
basis_id! | string | Mã căn cứ | <doc_id>-b0001
text! | string | Căn cứ | as printed
doc_type | string | Loại văn bản | abbreviation
number | int | Số |
symbol | string | Ký hiệu |
code | string | Số, ký hiệu | as printed, without spaces
issue_date | string | Ngày ban hành | EDTF
issuer | string | Cơ quan ban hành | as printed
title | string | Trích yếu | as printed
"""),
        ("basis_id",),
        (_DOCUMENT_KEY,),
    ),
    TableSpec(
        "tasks",
        "Nhiệm vụ",
        "one row per task of a task table",
        _columns(f"""
{_DOC}
task_id! | string | Mã nhiệm vụ | <doc_id>-t0001
appendix | string | Phụ lục | label of the appendix it stands in
appendix_title | string | Tên phụ lục |
table_index! | int | Bảng | 1, 2, ... over the document's task tables
group | string | Nhóm nhiệm vụ | group rows above it, joined by ` > `
stt | string | STT | as printed
task! | string | Nhiệm vụ | the task's text
lead_raw | string | Đơn vị chủ trì | as printed
lead_source! | string | Nguồn (chủ trì) | cell, merged, inherited, absent
coordinating_raw | string | Đơn vị phối hợp | as printed
coordinating_source! | string | Nguồn (phối hợp) | cell, merged, inherited, absent
deadline_raw | string | Thời hạn | as printed
deadline_source! | string | Nguồn (thời hạn) | cell, merged, inherited, absent
deliverable | string | Sản phẩm | as printed
budget | string | Kinh phí | as printed
note | string | Ghi chú | as printed
extra | string | Cột khác | JSON object of the other columns
deadline_kind | string | Loại thời hạn | as in task_deadlines; multiple where there are several
deadline_start | date | Thời hạn từ |
deadline_end | date | Thời hạn đến | the boundary as written
deadline_edtf | string | Thời hạn (EDTF) |
deadline_rrule | string | Thời hạn lặp lại | RFC 5545
deadline_bound | string | Giới hạn | on, by, before, during, after
page | int | Trang |
confidence! | float | Độ tin cậy | 0..1, lowest step of its extraction
"""),
        ("task_id",),
        (_DOCUMENT_KEY,),
    ),
    TableSpec(
        "task_units",
        "Đơn vị của nhiệm vụ",
        "one row per unit named in a task",
        _columns(f"{_DOC}\ntask_id! | string | Mã nhiệm vụ | the task{_UNITS}"),
        ("task_id", "role", "ordinal"),
        (_DOCUMENT_KEY, ForeignKey(("task_id",), "tasks", ("task_id",)), _UNIT_KEY),
    ),
    TableSpec(
        "task_deadlines",
        "Thời hạn của nhiệm vụ",
        "one row per time expression of a task",
        _columns(f"{_DOC}\ntask_id! | string | Mã nhiệm vụ | the task{_DEADLINES}"),
        ("task_id", "ordinal"),
        (_DOCUMENT_KEY, ForeignKey(("task_id",), "tasks", ("task_id",))),
    ),
    TableSpec(
        "assignments",
        "Việc được giao",
        "duties given in sentences of the body",
        _columns(f"""
{_DOC}
assignment_id! | string | Mã việc | <doc_id>-a0001
provision_id | string | Mã nội dung | the statement that gives it
lead_raw | string | Đơn vị chủ trì | as printed
coordinating_raw | string | Đơn vị phối hợp | as printed
task! | string | Việc | the duty's text
deadline_raw | string | Thời hạn | as printed
page | int | Trang |
confidence! | float | Độ tin cậy | 0..1
"""),
        ("assignment_id",),
        (_DOCUMENT_KEY, ForeignKey(("provision_id",), "provisions", ("provision_id",))),
    ),
    TableSpec(
        "assignment_units",
        "Đơn vị của việc",
        "as task_units",
        _columns(f"{_DOC}\nassignment_id! | string | Mã việc | the assignment{_UNITS}"),
        ("assignment_id", "role", "ordinal"),
        (_DOCUMENT_KEY, ForeignKey(("assignment_id",), "assignments", ("assignment_id",)), _UNIT_KEY),
    ),
    TableSpec(
        "assignment_deadlines",
        "Thời hạn của việc",
        "as task_deadlines",
        _columns(f"{_DOC}\nassignment_id! | string | Mã việc | the assignment{_DEADLINES}"),
        ("assignment_id", "ordinal"),
        (_DOCUMENT_KEY, ForeignKey(("assignment_id",), "assignments", ("assignment_id",))),
    ),
    TableSpec(
        "signatures",
        "Chữ ký số",
        "one row per digital signature found in the file; read, not verified",
        _columns(f"""
{_DOC}
ordinal! | int | Thứ tự | 1, 2, ...
signer | string | Người ký | as in the certificate or the stamp
organisation | string | Cơ quan |
signed_at | string | Thời gian ký | ISO 8601 with offset
page | int | Trang |
"""),
        ("doc_id", "ordinal"),
        (_DOCUMENT_KEY,),
    ),
    TableSpec(
        "recipients",
        "Nơi nhận",
        "one row per line of Nơi nhận",
        _columns(f"""
{_DOC}
ordinal! | int | Thứ tự | 1, 2, ...
text! | string | Nơi nhận | as printed, without bullet and end punctuation
unit_id | string | Mã đơn vị |
unit_name | string | Tên đơn vị |
purpose_code | string | Mục đích gửi | as printed in brackets
is_archive! | bool | Dòng lưu |
archive_codes | string | Mã lưu | VT, VP
"""),
        ("doc_id", "ordinal"),
        (_DOCUMENT_KEY, _UNIT_KEY),
    ),
    TableSpec(
        "units",
        "Đơn vị",
        "the units that each document's rows refer to, as of that document",
        _columns(f"""
{_DOC}
unit_id! | string | Mã đơn vị |
unit_name! | string | Tên đơn vị |
level! | string | Cấp |
province | string | Tỉnh, thành phố |
valid_from | date | Có từ |
valid_to | date | Đến |
successor_id | string | Đơn vị kế tục | several separated by a vertical bar
"""),
        ("doc_id", "unit_id"),
        (_DOCUMENT_KEY,),
    ),
    TableSpec(
        "diagnostics",
        "Cần xem lại",
        "what a person should look at",
        _columns("""
doc_id | string | Mã văn bản | empty where the bytes could not be read
severity! | string | Mức | info, warning, error
code! | string | Mã |
message! | string | Nội dung (tiếng Anh) |
location | string | Vị trí | page, table, row or paragraph
source_path | string | Đường dẫn |
message_vi | string | Nội dung |
"""),
    ),
)

TABLES: dict[str, TableSpec] = {spec.name: spec for spec in _SPECS}
