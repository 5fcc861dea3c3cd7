"""Tables flattened to text: a cell a line, a row a line, or run together."""

from collections.abc import Sequence

import pytest

from support.reading import SOURCE, read_in_article, reader
from tinhso_extractor.core.document import Told
from tinhso_extractor.core.reading import Reading

HEAD = """Chuyển đổi số cấp tỉnh: thứ hạng mới

Thứ Ba, 12/12/2023, 09:15

Bảng dưới đây là kết quả đánh giá chỉ số chuyển đổi số (DTI) năm 2022 của một số địa phương trong cả nước.

"""
ROWS = [
    ("1", "Đà Nẵng", "0,8002", "1"),
    ("2", "TP. Hồ Chí Minh", "0,6873", "2"),
    ("3", "Lào Cai", "0,6432", "4"),
]
HEADINGS = ("TT", "Địa phương", "Điểm DTI", "Hạng 2022")
SHAPES = {
    "a cell a line": "\n".join("\n".join(row) for row in [HEADINGS, *ROWS]),
    "bars": "\n".join(" | ".join(row) for row in [HEADINGS, *ROWS]),
    "bars at the ends": "\n".join(f"| {' | '.join(row)} |" for row in [HEADINGS, *ROWS]),
    "spaces": "\n".join(" ".join(row) for row in [HEADINGS, *ROWS]),
    "run together": " ".join(" ".join(row) for row in [HEADINGS, *ROWS]),
}
EXPECTED = [
    ("vn63/da_nang", "dti_score", "0.8002"),
    ("vn63/da_nang", "dti_rank", "1"),
    ("vn63/ho_chi_minh", "dti_score", "0.6873"),
    ("vn63/ho_chi_minh", "dti_rank", "2"),
    ("vn63/lao_cai", "dti_score", "0.6432"),
    ("vn63/lao_cai", "dti_rank", "4"),
]


def read(table: str, head: str = HEAD) -> Reading:
    return reader().read(head + table + "\n", SOURCE, Told())[1]


@pytest.mark.parametrize("table", SHAPES.values(), ids=list(SHAPES))
def test_a_table_is_read_in_every_shape(table: str) -> None:
    claims = read(table).claims
    assert [(c.place, c.indicator, str(c.value)) for c in claims] == EXPECTED
    assert {str(c.as_of) for c in claims} == {"2022-12-31"}


@pytest.mark.parametrize("table", SHAPES.values(), ids=list(SHAPES))
def test_the_evidence_of_a_cell_is_its_row(table: str) -> None:
    text = HEAD + table + "\n"
    for claim in read(table).claims:
        evidence = claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert text[evidence.figure_start : evidence.figure_end] == evidence.figure
        assert evidence.figure in evidence.quote


def test_a_column_is_of_what_its_heading_says_whatever_the_headline_counts() -> None:
    head = HEAD.replace("Chuyển đổi số cấp tỉnh: thứ hạng mới", "Lào Cai đứng thứ 4 cả nước về chuyển đổi số")
    ahead = head + "Kết quả của nhóm mười địa phương dẫn đầu như sau:\n\n"
    found = [c.indicator for c in read(SHAPES["a cell a line"], ahead).claims if "\n" in c.evidence.quote]
    assert found == [indicator for _, indicator, _ in EXPECTED]


def test_a_year_in_a_heading_dates_its_column() -> None:
    table = SHAPES["bars"].replace("Hạng 2022", "Hạng 2021")
    assert {str(c.as_of) for c in read(table).claims if c.indicator == "dti_rank"} == {"2021-12-31"}


def test_a_table_of_something_else_gives_no_claims() -> None:
    head = HEAD.replace("chỉ số chuyển đổi số (DTI)", "năng lực cạnh tranh").replace(
        "Chuyển đổi số", "Cạnh tranh"
    )
    reading = read(SHAPES["bars"].replace("DTI", "PCI"), head)
    assert reading.claims == ()
    assert {d.reason for d in reading.dropped if d.start > len(head)} <= {"table", "not_a_quantity"}


def test_a_list_of_provinces_in_a_sentence_is_no_table() -> None:
    reading = read("Đoàn đã đến Đà Nẵng 12 lần, Lào Cai 5 lần và Gia Lai 3 lần.")
    assert reading.claims == ()
    assert "table" not in {d.reason for d in reading.dropped}


def test_a_row_of_one_indicator_is_not_read_like_prose() -> None:
    rows = ["TT | Chỉ tiêu | Kế hoạch | Kết quả", "1 | Tổ công nghệ số cộng đồng | 1.200 | 1.126"]
    reading = read("\n".join(rows))
    assert reading.claims == ()
    assert [d.reason for d in reading.dropped][-3:] == ["table", "table", "table"]


def test_a_bar_in_a_sentence_makes_no_table() -> None:
    reading = read("Toàn tỉnh Gia Lai có 1.126 tổ công nghệ số cộng đồng | Báo Gia Lai")
    assert [(c.indicator, str(c.value)) for c in reading.claims] == [("community_teams", "1126")]


def test_a_name_and_a_number_are_what_they_say() -> None:
    assert [c.value for c in read("Tổ công nghệ số cộng đồng | 1.126", "Gia Lai, 5/3/2024\n\n").claims] == [
        1126
    ]


ROWS_HEAD = """Cao Bằng: Biểu tổng hợp kết quả chuyển đổi số đến hết năm 2024

Thứ Tư, 05/03/2025, 08:00

Tỉnh Cao Bằng công bố biểu tổng hợp một số kết quả chủ yếu cùng thứ hạng của tỉnh qua các năm.

"""
OF_YEARS = """Nội dung | Đơn vị | Năm 2023 | Năm 2024 | Mục tiêu 2025
Tỷ lệ hồ sơ trực tuyến | % | 41,8 | 66,3 | 80
Số trạm thu phát sóng di động | trạm | 1.204 | - | 1.450
Xếp hạng PAR INDEX | hạng | 61 | 55 | 50
"""
WITH_SLASHES = """Chỉ số / Năm 2023 / Năm 2024
PAR INDEX: 61 / 55
DTI: 57 / chưa công bố
"""


def cells(table: str) -> set[tuple[str, str, str | None]]:
    claims = read(table, ROWS_HEAD).claims
    assert all(c.place == "vn63/cao_bang" and c.evidence.figure in c.evidence.quote for c in claims)
    return {(c.indicator, str(c.value), c.as_of.isoformat() if c.as_of else None) for c in claims}


def test_rows_of_indicators_under_years_are_read_year_by_year() -> None:
    assert cells(OF_YEARS) == {
        ("online_dossier_rate", "41.8", "2023-12-31"),
        ("online_dossier_rate", "66.3", "2024-12-31"),
        ("mobile_base_stations", "1204", "2023-12-31"),
        ("service_rank", "61", "2023-12-31"),
        ("service_rank", "55", "2024-12-31"),
    }


def test_rows_with_slashes_are_rows_too() -> None:
    assert cells(WITH_SLASHES) == {
        ("service_rank", "61", "2023-12-31"),
        ("service_rank", "55", "2024-12-31"),
        ("dti_rank", "57", "2023-12-31"),
    }


def test_a_column_of_goals_or_of_steps_says_nothing() -> None:
    assert (
        cells(OF_YEARS.replace("Năm 2023", "Kế hoạch 2024").replace("Năm 2024", "So với năm 2023")) == set()
    )


def test_results_without_a_year_have_the_one_that_the_caption_names() -> None:
    table = OF_YEARS.replace("Năm 2023 |", "Kế hoạch |").replace("Năm 2024", "Thực hiện")
    assert ("online_dossier_rate", "66.3", "2024-12-31") in cells(table)


def test_headings_of_some_rows_end_no_table() -> None:
    table = OF_YEARS.replace("Số trạm", "II | Hạ tầng số\nSố trạm")
    assert cells(table) == cells(OF_YEARS)


@pytest.mark.parametrize(
    "caption",
    [
        "Kết quả của huyện Nguyên Bình qua các năm.",
        "Kết quả của cả nước:",
        "Một số mục tiêu của tỉnh Cao Bằng.",
    ],
)
def test_rows_of_a_part_of_the_nation_or_of_goals_are_none_of_the_provinces_results(caption: str) -> None:
    head = ROWS_HEAD.rstrip("\n") + f"\n\n{caption}\n\n"
    assert read(OF_YEARS, head).claims == ()


@pytest.mark.parametrize(
    "heading", ["Năm 2024 (dự kiến)", "Kon Tum năm 2024", "Cấp huyện năm 2024", "Năm 2026"]
)
def test_a_heading_that_says_more_than_when_is_left_out(heading: str) -> None:
    found = cells(OF_YEARS.replace("Năm 2024", heading))
    assert {date for _, _, date in found} == {"2023-12-31"}


def test_a_unit_with_a_scale_scales_its_row() -> None:
    table = "Nội dung | Đơn vị | Năm 2023\nTài khoản định danh điện tử đã kích hoạt | nghìn tài khoản | 245\n"
    assert ("eid_accounts_activated", "245000", "2023-12-31") in cells(table + "Số trạm BTS | trạm | 1.204\n")


def test_a_row_that_ends_with_a_verb_is_not_read_on() -> None:
    table = (
        "TT | Nội dung | Đơn vị | Năm 2023 | Đánh giá\n"
        "1 | Tỷ lệ hồ sơ trực tuyến | % | 41,8 | Chưa đạt\n"
        "2 | Số trạm thu phát sóng di động | trạm | 1.204 | Đạt\n"
    )
    assert cells(table) == {
        ("online_dossier_rate", "41.8", "2023-12-31"),
        ("mobile_base_stations", "1204", "2023-12-31"),
    }


def test_a_rank_beside_an_index_is_of_it() -> None:
    head = HEAD.replace("chỉ số chuyển đổi số (DTI)", "PAR INDEX, SIPAS")
    table = (
        "Tỉnh | PAR INDEX (%) | Xếp hạng | SIPAS (%) | Xếp hạng\n"
        "Lào Cai | 88,61 | 29 | 84,02 | 28\nHòa Bình | 87,12 | 46 | 84,66 | 21"
    )
    found = [(c.place, c.facet["index"], str(c.value)) for c in read(table, head).claims]
    assert sorted(found) == [
        ("vn63/hoa_binh", "par_index", "46"),
        ("vn63/hoa_binh", "sipas", "21"),
        ("vn63/lao_cai", "par_index", "29"),
        ("vn63/lao_cai", "sipas", "28"),
    ]


@pytest.mark.parametrize("bar", [" ", " | "], ids=["spaces", "bars"])
@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("Chỉ số 2021 2022", "SIPAS 61 55", "PCI 40 33"), [(61, "2021-12-31"), (55, "2022-12-31")]),
        # With decimals it is a score, a count is no rank, and other numbers are no years.
        (("Chỉ số 2021 2022", "SIPAS 61,2 55", "PCI 40 33"), []),
        (("Chỉ số 2021 2022", "Tổ 61 55", "PCI 40 33"), []),
        (("Chỉ số 2.021 2.022", "SIPAS 61 55", "PCI 40 33"), []),
    ],
)
def test_bare_years_head_columns(bar: str, rows: Sequence[str], found: list[tuple[int, str]]) -> None:
    table = "\n".join(row.replace("Chỉ số", "Chỉ_số").replace(" ", bar).replace("_", " ") for row in rows)
    claims = read_in_article(f"Kết quả hai năm:\n\n{table}\n\n").claims
    assert [(int(c.value or 0), str(c.as_of)) for c in claims] == found


BY_YEAR = [
    ("Năm", "Điểm DTI", "Hạng DTI"),
    ("2022", "0,4294", "57/63"),
    ("2023", "0,6077", "52/63"),
    ("2024", "0,6510", "50/63"),
]


@pytest.mark.parametrize("joined", ["\n", " | "], ids=["a cell a line", "bars"])
def test_rows_of_years_are_read_column_by_column(joined: str) -> None:
    table = "\n".join(joined.join(row) for row in BY_YEAR) + "\n"
    assert cells(table) == {
        *(
            ("dti_score", str(float(score.replace(",", "."))), f"{year}-12-31")
            for year, score, _ in BY_YEAR[1:3]
        ),
        ("dti_score", "0.6510", "2024-12-31"),
        *(("dti_rank", rank.removesuffix("/63"), f"{year}-12-31") for year, _, rank in BY_YEAR[1:]),
    }
    assert cells(table.replace("Điểm DTI", "Dân số").replace("Hạng DTI", "Hạng PCI")) == set()


NUMBERED = """TT
Chỉ tiêu
Kế hoạch năm 2024
Kết quả {period}
Đánh giá
1
Tỷ lệ hồ sơ nộp trực tuyến
80%
72,6%
Chưa đạt
2
Số trạm thu phát sóng di động
1.250
1.204
Chưa đạt
3
Tỷ trọng kinh tế số trong GRDP
13%
Chưa đánh giá
"""


@pytest.mark.parametrize(
    ("period", "found"),
    [
        (
            "6 tháng",
            {("online_dossier_rate", "72.6", "2024-06-30"), ("mobile_base_stations", "1204", "2024-06-30")},
        ),
        ("9 tháng", set()),
    ],
)
def test_numbered_rows_are_read_a_cell_a_line(period: str, found: set[tuple[str, str, str]]) -> None:
    head = ROWS_HEAD.rstrip("\n") + (
        "\n\nKết quả một số chỉ tiêu 6 tháng đầu năm 2024\n(Kèm theo Báo cáo số 12/BC-BCĐ ngày 28/6/2024)\n"
    )
    claims = read(NUMBERED.format(period=period), head).claims
    assert {(c.indicator, str(c.value), str(c.as_of)) for c in claims} == found


def test_results_by_a_year_stand_beside_the_plans_for_it() -> None:
    table = OF_YEARS.replace("Năm 2023 | Năm 2024", "Kế hoạch 2024 | Thực hiện 2024")
    assert ("online_dossier_rate", "66.3", "2024-12-31") in cells(table)
    assert cells(table.replace("Thực hiện 2024", "Ước thực hiện 2024")) == set()


@pytest.mark.parametrize(
    ("caption", "read"),
    [
        ("PAR INDEX của tỉnh qua các năm", [("44", 2020), ("39", 2021), ("41", 2022)]),
        ("PAR INDEX và SIPAS của tỉnh qua các năm", []),
    ],
)
def test_a_bare_rank_by_year_is_of_the_caption_s_one_index(caption: str, read: list[tuple[str, int]]) -> None:
    cells = "Năm\nChỉ số (%)\nXếp hạng\n2020\n82,1\n44\n2021\n83,5\n39\n2022\n84,0\n41\n"
    claims = read_in_article(f"{caption}\n{cells}").claims
    assert [(str(c.value), c.as_of.year) for c in claims if c.as_of] == read
