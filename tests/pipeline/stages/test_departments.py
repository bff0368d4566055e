from datetime import date

import pandas as pd

from pipeline.stages.departments import add_departments
from pipeline.stages.frames import make_frame
from pipeline.units.expand import expand_units
from pipeline.units.suggest import suggest_units
from schemas.tables import TABLES


def frames(cells, *, day=date(2021, 8, 20), recipients=(), abbreviations=(), **head):
    """Return frames of one document whose tasks have these (lead, coordinating) cells."""
    made = {name: make_frame([], name) for name in TABLES if name != "sources"}
    document = {"doc_id": "d", "source_path": "d.docx", "issue_date_start": day, "issue_date_end": day} | head
    tasks = [
        {"doc_id": "d", "task_id": f"d-t{number:04d}", "lead_raw": lead, "coordinating_raw": coordinating}
        for number, (lead, coordinating) in enumerate(cells, 1)
    ]
    lines = [
        {"doc_id": "d", "ordinal": number, "text": text, "is_archive": text.startswith("Lưu")}
        for number, text in enumerate(recipients, 1)
    ]
    short = pd.DataFrame(
        [("d", *pair) for pair in abbreviations], columns=["doc_id", "short", "long"], dtype="string"
    )
    return made | {
        "documents": make_frame([document], "documents"),
        "tasks": make_frame(tasks, "tasks"),
        "recipients": make_frame(lines, "recipients"),
        "_abbreviations": short,
    }


def codes(found):
    return set(found["diagnostics"]["code"])


SO = {"issuer": "SỞ XÂY DỰNG", "parent_body": "UBND TỈNH TÂY NINH", "symbol": "KH-SXD", "place": "Tây Ninh"}


def test_the_issuer_is_written_in_sentence_case_and_placed():
    row = add_departments(frames([], **SO))["documents"].iloc[0]
    assert row["issuer"] == "Sở Xây dựng"
    assert row["parent_body"] == "UBND tỉnh Tây Ninh"
    assert (row["issuer_id"], row["province"]) == ("so_xay_dung", "Tây Ninh")


def test_an_issuer_that_is_not_printed_comes_from_the_symbol_and_says_so():
    found = add_departments(frames([], symbol="KH-SXD", doc_type="KH", place="Tây Ninh"))
    assert found["documents"].iloc[0]["issuer"] == "Sở Xây dựng"
    assert "issuer-from-symbol" in codes(found)


def test_a_symbol_that_several_bodies_share_names_none():
    found = add_departments(frames([], symbol="KH-VP", doc_type="KH", place="Tây Ninh"))
    assert pd.isna(found["documents"].iloc[0]["issuer"])
    assert "issuer-unknown" in codes(found)


def test_leads_stand_before_coordinators_and_each_role_counts_from_one():
    found = add_departments(frames([("Sở Y tế", "Sở Nội vụ; Sở Tư pháp"), (None, "Sở Y tế")], **SO))[
        "task_units"
    ]
    assert list(zip(found["task_id"], found["role"], found["ordinal"], found["unit_id"], strict=True)) == [
        ("d-t0001", "lead", 1, "so_y_te"),
        ("d-t0001", "coordinating", 1, "so_noi_vu"),
        ("d-t0001", "coordinating", 2, "so_tu_phap"),
        ("d-t0002", "coordinating", 1, "so_y_te"),
    ]
    assert list(found.columns) == TABLES["task_units"].column_names


def test_roles_in_one_cell_are_divided_and_counted_with_the_other_column():
    found = add_departments(frames([("Sở Y tế chủ trì, phối hợp với Sở Nội vụ", "Sở Tư pháp")], **SO))[
        "task_units"
    ]
    assert list(zip(found["role"], found["ordinal"], found["unit_id"], strict=True)) == [
        ("lead", 1, "so_y_te"),
        ("coordinating", 1, "so_noi_vu"),
        ("coordinating", 2, "so_tu_phap"),
    ]


def test_a_unit_is_placed_in_the_documents_province_unless_the_mention_names_another():
    found = add_departments(frames([("Sở Y tế; Sở Y tế tỉnh Long An; Bộ Y tế", None)], **SO))["task_units"]
    assert [None if pd.isna(p) else p for p in found["province"]] == ["Tây Ninh", "Long An", None]


def test_an_old_name_is_kept_and_flagged_with_what_became_of_it():
    found = add_departments(frames([("Sở Giao thông vận tải", "Sở Nội vụ")], day=date(2026, 3, 1), **SO))
    old, now = found["task_units"].to_dict("records")
    assert (old["unit_id"], old["current_unit_id"], old["flags"]) == (
        "so_giao_thong_van_tai",
        "so_xay_dung_2025",
        "legacy_unit_name",
    )
    assert now["unit_id"] == now["current_unit_id"] == "so_noi_vu_2025"
    assert "legacy-unit-name" in codes(found)


def test_divided_duties_have_no_single_successor():
    found = add_departments(frames([("Sở Thông tin và Truyền thông", None)], **SO))
    assert pd.isna(found["task_units"].iloc[0]["current_unit_id"])
    assert set(found["units"]["unit_id"]) >= {
        "so_khoa_hoc_va_cong_nghe_2025",
        "so_van_hoa_the_thao_va_du_lich",
    }


def test_every_unit_referred_to_has_its_row():
    found = add_departments(frames([("Sở Y tế; Phòng Quản lý dự án; Các sở, ban, ngành", "Văn phòng")], **SO))
    known = set(found["units"]["unit_id"])
    assert set(found["task_units"]["unit_id"].dropna()) <= known
    assert not found["units"].duplicated(["doc_id", "unit_id"]).any()


def test_abbreviations_of_the_document_are_read():
    short = [("QTKT", "Khoa học và Công nghệ")]
    found = add_departments(frames([("Sở QTKT", None)], abbreviations=short, **SO))["task_units"]
    assert found.iloc[0]["unit_id"] == "so_khoa_hoc_va_cong_nghe"
    unknown = add_departments(frames([("Sở QTKT", None)], **SO))["task_units"].iloc[0]
    assert pd.isna(unknown["unit_id"])


def test_a_mention_that_no_list_knows_stays_visible_and_is_suggested():
    found = add_departments(frames([("Xưởng in Bình Minh", "Theo phân công tại Kế hoạch số 1")], **SO))
    assert found["task_units"]["unit_id"].isna().all()
    assert (found["diagnostics"]["code"] == "unit-not-recognised").sum() == 1
    assert list(suggest_units(found)["name_vi"]) == ["Xưởng in Bình Minh"]


def test_recipients_have_a_unit_where_the_line_names_one():
    lines = ["UBND tỉnh (b/c)", "BGĐ Sở Xây dựng (chỉ đạo)", "Sở Y tế, Sở Nội vụ", "Lưu: VT, VP"]
    found = add_departments(frames([], recipients=lines, **SO))["recipients"]
    assert [None if pd.isna(i) else i for i in found["unit_id"]] == ["ubnd_tinh", "lanh_dao_so", None, None]


def test_a_line_of_one_unit_in_each_of_several_places_has_no_unit_of_its_own():
    lines = ("Văn phòng UBND các tỉnh", "Các sở, ban, ngành tỉnh", "Văn phòng UBND tỉnh")
    found = add_departments(frames([], recipients=lines, **SO))["recipients"]
    assert [id is not None and not pd.isna(id) for id in found["unit_id"]] == [False, True, True]


def test_sets_are_expanded_on_the_documents_day_without_what_is_excepted():
    found = add_departments(frames([("Các sở (trừ Sở Y tế)", "Các cơ quan, đơn vị có liên quan")], **SO))
    members = set(expand_units(found)["unit_id"])
    assert {"so_xay_dung", "so_tai_chinh"} <= members
    assert not members & {"so_y_te", "so_xay_dung_2025", "so_nong_nghiep_va_moi_truong"}


def test_rooms_are_those_that_the_document_names():
    found = add_departments(frames([("Tất cả các phòng", None), ("Phòng Pháp chế", "Văn phòng Sở")], **SO))
    assert set(expand_units(found)["unit_id"]) == {"phong_phap_che", "van_phong_so"}


def test_no_documents_give_empty_tables():
    found = add_departments(frames([]) | {"documents": make_frame([], "documents")})
    assert len(found["task_units"]) == len(found["units"]) == 0


def test_rooms_that_no_list_has_are_members_where_they_are_the_issuers_own():
    cells = [
        ("Các phòng chuyên môn thuộc Sở", None),
        ("Phòng Kinh tế biển đảo", "Trung tâm Trồng rừng ngập mặn"),
    ]
    found = add_departments(frames(cells, **SO))
    members = expand_units(found)
    assert list(members["unit_id"]) == ["so_xay_dung.phong_kinh_te_bien_dao"]
    assert set(members["collective_id"]) == {"tat_ca_cac_phong"}


def test_a_ditto_names_the_units_of_the_row_above_in_its_table():
    found = add_departments(frames([("Sở Y tế; Sở Nội vụ", '"'), ("Như trên", None), ("-nt-", None)], **SO))
    rows = found["task_units"][["task_id", "mention", "mention_start", "mention_end", "unit_id", "flags"]]
    assert rows.astype(object).where(rows.notna(), None).to_numpy().tolist()[2:] == [
        ["d-t0002", "Như trên", 0, 8, "so_y_te", "ditto"],
        ["d-t0002", "Như trên", 0, 8, "so_noi_vu", "ditto"],
        ["d-t0003", "-nt-", 0, 4, "so_y_te", "ditto"],
        ["d-t0003", "-nt-", 0, 4, "so_noi_vu", "ditto"],
    ]


def test_a_ditto_below_an_empty_cell_stays_a_reference():
    row = add_departments(frames([(None, None), ("Như trên", None)], **SO))["task_units"].iloc[0]
    assert (pd.isna(row["unit_id"]), row["flags"]) == (True, "reference")


def test_a_room_of_a_district_has_the_districts_place_in_its_id():
    head = {"issuer": "UBND HUYỆN ĐỨC HÒA", "parent_body": "", "symbol": "KH-UBND", "place": "Đức Hòa"}
    found = add_departments(frames([("Phòng Nội vụ; UBND huyện", "Phòng Tư pháp huyện Tân Biên")], **head))
    assert found["documents"].iloc[0]["issuer_id"] == "ubnd_huyen.huyen_duc_hoa"
    assert list(found["task_units"]["unit_id"]) == [
        "phong_noi_vu_huyen.huyen_duc_hoa",
        "ubnd_huyen.huyen_duc_hoa",
        "phong_tu_phap_huyen.huyen_tan_bien",
    ]


def test_a_bare_office_of_an_issuer_that_no_list_has_is_not_a_departments() -> None:
    head = {
        "issuer": "TRƯỜNG ĐẠI HỌC TRƯỜNG SƠN",
        "parent_body": "TẬP ĐOÀN GIÁO DỤC HOA BAN",
        "symbol": "KH-ĐHTS",
    }
    row = add_departments(frames([("Văn phòng", None)], **head))["task_units"].iloc[0]
    assert pd.isna(row["unit_id"])
    assert (row["match"], row["unit_level"]) == ("none", "internal")


def test_an_issuer_that_no_list_has_is_one_of_the_known_body_above_it() -> None:
    head = {
        "issuer": "TRƯỜNG ĐẠI HỌC TRƯỜNG SƠN",
        "parent_body": "BỘ GIÁO DỤC VÀ ĐÀO TẠO",
        "symbol": "KH-ĐHTS",
    }
    found = add_departments(frames([("Văn phòng", "Trạm Y tế; Trường Đại học Hoa Ban")], **head))
    assert found["documents"].iloc[0]["issuer_id"] == "bo_gddt.truong_dai_hoc_truong_son"
    assert list(found["task_units"]["unit_id"].fillna("-")) == [
        "bo_gddt.truong_dai_hoc_truong_son.van_phong",
        "bo_gddt.truong_dai_hoc_truong_son.tram_y_te",
        "-",
    ]


def test_an_office_and_the_body_above_it_are_read_as_one_listed_unit() -> None:
    head = {"issuer": "BAN PHÁP CHẾ", "parent_body": "HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ THỌ", "place": "Phú Thọ"}
    row = add_departments(frames([], **head))["documents"].iloc[0]
    assert (row["issuer"], row["issuer_id"]) == ("Ban Pháp chế", "ban_phap_che_hdnd_tinh")


def test_another_school_stands_beside_the_issuing_one_not_under_it() -> None:
    head = {
        "issuer": "TRƯỜNG THPT TRƯỜNG SƠN",
        "parent_body": "SỞ GDĐT TỈNH ĐỒNG THÁP",
        "symbol": "KH-THPTTS",
    }
    found = add_departments(frames([("Trường THPT Hoa Lư", "Tổ Lịch sử")], **head))
    assert list(found["task_units"]["unit_id"]) == [
        "so_giao_duc_va_dao_tao.truong_thpt_hoa_lu",
        "so_giao_duc_va_dao_tao.truong_thpt_truong_son.to_lich_su",
    ]


def test_words_of_the_issuer_that_no_list_knows_are_written_as_elsewhere_in_the_document():
    head = SO | {"issuer": "BAN QUẢN LÝ RỪNG SÔNG TRANH", "place": "Trà My"}
    assert add_departments(frames([], **head))["documents"].iloc[0]["issuer"] == "Ban Quản lý Rừng sông tranh"
    made = frames([], **head)
    made["provisions"] = make_frame(
        [
            {"doc_id": "d", "provision_id": "d-p0001", "text": "BAN QUẢN LÝ RỪNG SÔNG TRANH"},
            {"doc_id": "d", "provision_id": "d-p0002", "text": "Ban quản lý rừng Sông Tranh xây dựng:"},
            {"doc_id": "d", "provision_id": "d-p0003", "text": "Ban xây dựng Kế hoạch:"},
        ],
        "provisions",
    )
    assert add_departments(made)["documents"].iloc[0]["issuer"] == "Ban Quản lý Rừng Sông Tranh"
    head |= {"issuer": "TRUNG TÂM Y TẾ KHU VỰC TRÀ MY"}
    assert (
        add_departments(frames([], **head))["documents"].iloc[0]["issuer"] == "Trung tâm Y tế khu vực Trà My"
    )


def test_rooms_of_any_body_that_manages_itself_are_its_own():
    heads = [
        {"issuer": "CỤC ĐƯỜNG BỘ VIỆT NAM", "parent_body": "BỘ XÂY DỰNG", "symbol": "KH-CĐBVN"},
        {"issuer": "CÔNG TY ĐIỆN LỰC GIA LAI", "symbol": "KH-GLPC", "place": "Pleiku"},
        {"issuer": "THUẾ TỈNH AN GIANG", "symbol": "KH-AGI", "place": "Rạch Giá"},
        {"issuer": "CHI CỤC KIỂM LÂM", "parent_body": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "symbol": "KH-CCKL"},
    ]
    for head in heads:
        found = add_departments(frames([("Phòng Tài vụ", None)], day=date(2025, 9, 1), **head))
        issuer = found["documents"].iloc[0]["issuer_id"]
        assert found["task_units"].iloc[0]["unit_id"] == f"{issuer}.phong_tai_vu"


def test_the_short_form_of_the_issuing_committee_means_it():
    head = {"issuer": "BAN TỔ CHỨC LỄ HỘI ĐỀN HÙNG", "parent_body": "TỈNH ỦY PHÚ THỌ", "place": "Phú Thọ"}
    title = "Tổ chức Lễ hội Đền Hùng năm 2026"
    found = add_departments(frames([], recipients=("Thành viên BTC",), title=title, **head))
    document = found["documents"].iloc[0]
    assert document["issuer"] == "Ban Tổ chức Lễ hội Đền Hùng"
    assert found["recipients"].iloc[0]["unit_id"] == document["issuer_id"]


def test_words_of_the_issuer_are_looked_for_in_the_sentence_that_issues_the_plan():
    made = frames(
        [], **SO | {"issuer": "BAN QUẢN LÝ KKT NGHI SƠN VÀ CÁC KHU CÔNG NGHIỆP", "place": "Thanh Hóa"}
    )
    said = "Ban Quản lý Khu kinh tế Nghi Sơn và các khu công nghiệp xây dựng Kế hoạch như sau:"
    made["provisions"] = make_frame(
        [{"doc_id": "d", "provision_id": "d-p0001", "path": "", "text": said}], "provisions"
    )
    issuer = add_departments(made)["documents"].iloc[0]["issuer"]
    assert issuer == "Ban Quản lý KKT Nghi Sơn và các khu công nghiệp"


def test_a_document_is_read_the_same_whatever_stands_beside_it():
    head = {"issuer": "Tổ quản lý", "parent_body": "BỆNH VIỆN MẮT SAO MAI", "symbol": "KH-TQL"}
    said = {"text": "Tổ quản lý của Bệnh viện Mắt Sao Mai xây dựng Kế hoạch như sau:", "provision_id": "p"}
    alone = frames([], **head)
    alone["provisions"] = make_frame([said | {"doc_id": "d"}], "provisions")
    other = frames([], doc_id="e", **SO)
    beside = alone | {"documents": pd.concat([alone["documents"], other["documents"]], ignore_index=True)}
    rows = [add_departments(made)["documents"].set_index("doc_id").loc["d"] for made in (alone, beside)]
    assert [row["parent_body"] for row in rows] == ["Bệnh viện Mắt Sao Mai"] * 2
