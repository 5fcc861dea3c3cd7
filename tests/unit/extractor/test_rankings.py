"""Ranks and scores: which index, whose, of which edition."""

from decimal import Decimal

import pytest

from support.reading import only_claim, read, read_in_article
from tinhso_shared.events import Claim, Qualifier, Scope, Status

LEAD = "Bộ Thông tin và Truyền thông công bố chỉ số chuyển đổi số (DTI) năm 2022 của các địa phương.\n\n"


def ranks(text: str) -> list[Claim]:
    claims = (c for c in read_in_article(LEAD + text).claims if c.indicator == "dti_rank")
    return [c for c in claims if c.scope is Scope.PROVINCE and not c.checks.failed]


def test_a_rank_without_a_subject_is_of_the_index_that_the_text_goes_on_about() -> None:
    (claim,) = ranks("Kon Tum đứng thứ 47.")
    assert (claim.place, str(claim.value), str(claim.as_of)) == ("vn63/kon_tum", "47", "2022-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "Về năng lực cạnh tranh (PCI), tỉnh đứng thứ 47.",
        "Tỉnh đứng thứ 7 cả nước về xuất khẩu.",
        "Tỉnh đã kích hoạt 1.200 tài khoản định danh điện tử mỗi ngày. Về việc này, tỉnh đứng thứ 3.",
        "Tỉnh thu hút 12.000 lượt khách, xếp thứ 9 khu vực.",
        "Tỷ lệ thanh toán trực tuyến đạt 68,1%, xếp thứ 14 cả nước.",
    ],
)
def test_a_rank_in_something_else_is_not_of_the_index(text: str) -> None:
    assert ranks(text) == []


def test_the_name_of_the_ranking_is_no_rank() -> None:
    (claim,) = ranks("Tỉnh vươn lên vị trí thứ 6 trong bảng xếp hạng 63 tỉnh, thành phố.")
    assert claim.value == 6


def test_with_at_the_head_of_a_sentence_compares_nothing() -> None:
    (claim,) = ranks("Với Kon Tum, địa phương này xếp thứ 47/63.")
    assert claim.place == "vn63/kon_tum"
    (compared,) = ranks("So với Kon Tum, địa phương này xếp thứ 47/63.")
    assert compared.place == "vn63/gia_lai"


def test_a_portal_has_no_rank_among_provinces() -> None:
    (claim,) = ranks("Qua Cổng Dịch vụ công Quốc gia ai cũng thấy điều đó: về chuyển đổi số, đứng thứ 12/63.")
    assert claim.place == "vn63/gia_lai"


def test_two_provinces_and_two_ranks_go_together() -> None:
    claims = ranks("Về xã hội số, Quảng Ninh và Lào Cai xếp thứ 2 và thứ 3.")
    assert [(c.place, int(c.value or 0)) for c in claims] == [("vn63/quang_ninh", 2), ("vn63/lao_cai", 3)]
    assert {c.facet["pillar"] for c in claims} == {"society"}


def test_lists_of_different_lengths_are_nobodys() -> None:
    assert ranks("Quảng Ninh, Hà Giang và Lào Cai lần lượt xếp thứ 2 và thứ 3.") == []


def test_three_parts_and_three_ranks_go_together() -> None:
    claims = ranks("Chính quyền số, kinh tế số và xã hội số của tỉnh lần lượt xếp thứ 7, 14 và 11.")
    assert [(c.facet["pillar"], int(c.value or 0)) for c in claims] == [
        ("government", 7),
        ("economy", 14),
        ("society", 11),
    ]


def test_ranks_in_turn_without_the_word_at_each() -> None:
    claims = ranks(
        "Thứ hạng về chính quyền số, kinh tế số, xã hội số của tỉnh trong DTI lần lượt là 22, 9, 13."
    )
    assert [(c.facet["pillar"], str(c.value)) for c in claims] == [
        ("government", "22"),
        ("economy", "9"),
        ("society", "13"),
    ]
    assert ranks("Vị trí của ba trường trong bảng xếp hạng lần lượt là 2, 3 và 4.") == []


def test_ranks_one_after_the_other_have_each_the_year_behind_it() -> None:
    claims = ranks("Tỉnh giữ vị trí cao, xếp thứ 4 năm 2020, thứ 6 năm 2021 và thứ 5 năm 2022.")
    assert [(str(c.as_of)[:4], int(c.value or 0)) for c in claims] == [("2020", 4), ("2021", 6), ("2022", 5)]


def test_the_year_and_rank_of_a_comparison_are_not_the_figures_own() -> None:
    (claim,) = ranks("Tỉnh xếp hạng 5/63 (tăng 10 bậc so với hạng 15 của năm 2021).")
    assert (str(claim.as_of), str(claim.value)) == ("2022-12-31", "5")


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("năm 2021 (hạng 15)", [("2022", 5), ("2021", 15)]),
        ("DTI 2020 (52/63)", [("2022", 5), ("2020", 52)]),
        ("cùng kỳ (hạng 15)", [("2022", 5)]),
    ],
)
def test_a_rank_in_brackets_behind_its_year_is_of_that_edition(before: str, found: list[object]) -> None:
    claims = ranks(f"Tỉnh xếp hạng 5/63, tăng 10 bậc so với {before}.")
    assert [(str(c.as_of)[:4], int(c.value or 0)) for c in claims] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đứng thứ nhất là Kon Tum, còn thứ hai, ngày 4/3, mới có số của các tỉnh khác.", ["1"]),
        ("Tỉnh đứng thứ hai, sau Kon Tum.", ["2"]),
        ("Tỉnh giữ vị trí số 1.", ["1"]),
        ("Tỉnh nói về việc số 1.", []),
    ],
)
def test_ranks_may_be_words_and_go_by_a_number(text: str, found: list[str]) -> None:
    assert [str(claim.value) for claim in ranks(text)] == found


def test_the_month_of_an_index_that_has_a_number_dates_it() -> None:
    text = "Theo Bộ chỉ số 766, tháng 2/2024 tỉnh đứng thứ 9/63."
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "service_rank")
    assert str(claim.as_of) == "2024-02-29"


def test_the_month_of_a_decision_dates_nothing() -> None:
    text = "Theo Quyết định số 766, tháng 2/2024, tỉnh đứng thứ 9/63 theo Bộ chỉ số 766."
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "service_rank")
    assert str(claim.as_of) == "2024-03-05"


def test_a_day_of_the_week_is_no_rank() -> None:
    assert ranks("Thứ 4, 5/10/2022, tỉnh họp; thứ 6 ngày 7/10/2022, tỉnh kiểm tra.") == []


def test_the_rank_before_is_of_the_edition_before_where_the_text_says_so() -> None:
    claims = ranks("Từ hạng 46 của kỳ trước, tỉnh lên hạng 19/63.")
    assert [(int(c.value or 0), str(c.as_of)) for c in claims] == [(46, "2021-12-31"), (19, "2022-12-31")]


def test_a_rank_left_without_saying_when_is_no_claim() -> None:
    assert [int(c.value or 0) for c in ranks("Từ hạng 46, tỉnh lên hạng 19/63.")] == [19]


def test_a_ministry_is_no_province() -> None:
    assert ranks("Bộ Tài chính xếp thứ 2.") == []


def test_whose_a_rank_is_may_stand_right_behind_it() -> None:
    claims = ranks("Đứng thứ 2 là tỉnh Thái Nguyên, thứ 3 là tỉnh Hải Dương.")
    assert [c.place for c in claims] == ["vn63/thai_nguyen", "vn63/hai_duong"]


def test_a_score_may_have_its_word_before_it() -> None:
    claims = read_in_article(LEAD + "Kon Tum có điểm số đạt 512,4.").claims
    assert [(c.indicator, str(c.value)) for c in claims] == [("dti_score", "512.4")]


RANKED = "xếp thứ 8 trên 63 tỉnh, thành phố"
PILLARS = "chính quyền số, kinh tế số và xã hội số"


def test_pillars_listed_beyond_the_rank_are_not_what_was_ranked() -> None:
    claims = read_in_article(f"Chỉ số DTI của tỉnh {RANKED}, tiến bộ cả ở {PILLARS}.").claims
    assert [(c.indicator, c.facet["pillar"], str(c.value)) for c in claims] == [("dti_rank", "total", "8")]


def test_pillars_listed_at_the_rank_are_no_single_one() -> None:
    assert read_in_article(f"Các trụ cột {PILLARS} trong chỉ số DTI của tỉnh {RANKED}.").claims == ()


def test_ranks_that_follow_each_other_go_with_the_names_in_their_order() -> None:
    claims = ranks("Kon Tum, Phú Yên và Lào Cai giữ vị trí thứ 8, 9, 10 với điểm số sít sao.")
    assert [(c.place, int(c.value or 0)) for c in claims] == [
        ("vn63/kon_tum", 8),
        ("vn63/phu_yen", 9),
        ("vn63/lao_cai", 10),
    ]


def test_more_names_than_ranks_is_nobodys() -> None:
    assert ranks("Kon Tum, Phú Yên và Lào Cai giữ vị trí thứ 8, 9 toàn quốc.") == []


def test_what_stands_in_brackets_behind_a_name_is_its_own() -> None:
    claims = ranks("Tỉnh xếp thứ 31, còn xa so với các tỉnh bạn như Phú Yên (thứ 12), Kon Tum (hạng 9).")
    assert [(c.place, int(c.value or 0)) for c in claims] == [
        ("vn63/gia_lai", 31),
        ("vn63/phu_yen", 12),
        ("vn63/kon_tum", 9),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Có 47/63 tỉnh có chỉ số chuyển đổi số cao hơn năm trước.",
        "Theo báo cáo, 58/63 địa phương đều tăng điểm chuyển đổi số.",
        "Năm qua, 61/63 tỉnh, thành phố trong cả nước đạt chỉ số chuyển đổi số trên 0,5.",
    ],
)
def test_how_many_provinces_did_something_is_no_rank(text: str) -> None:
    assert ranks(text) == []


def test_a_rank_among_provinces_with_an_index_stays_a_rank() -> None:
    (claim,) = ranks("Kon Tum đứng 47/63 tỉnh có chỉ số chuyển đổi số.")
    assert claim.value == 47


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ số chuyển đổi số gồm Chính quyền số (500 điểm), Kinh tế số (250 điểm), Xã hội số (250 điểm).",
        "Bộ chỉ số DTI có tổng điểm 1.000, riêng Kinh tế số 200 điểm.",
    ],
)
def test_possible_points_are_nobodys_score(text: str) -> None:
    reading = read_in_article(LEAD + text)
    assert [c for c in reading.claims if c.indicator == "dti_score"] == []
    assert {d.reason for d in reading.dropped if d.detail == "dti_score"} == {"threshold"}


def test_a_score_of_an_index_that_is_told_with_its_parts_stays_one() -> None:
    claims = read_in_article(LEAD + "DTI của tỉnh gồm: kinh tế số đạt 187,2 điểm.").claims
    assert [str(c.value) for c in claims if c.indicator == "dti_score"] == ["187.2"]


def test_who_ranks_is_not_who_is_ranked() -> None:
    (claim,) = ranks("Năm 2022, tỉnh được Bộ Thông tin và Truyền thông đánh giá xếp thứ 7 về chuyển đổi số.")
    assert (claim.scope, str(claim.value)) == (Scope.PROVINCE, "7")


def test_an_aside_about_another_edition_dates_nothing() -> None:
    text = "Trong đó, chính quyền số xếp thứ 16, xã hội số xếp thứ 13 (kết quả năm 2023 chưa có)."
    assert {str(c.value): str(c.as_of) for c in ranks(text)} == {"16": "2022-12-31", "13": "2022-12-31"}


def test_an_edition_in_brackets_dates_its_rank() -> None:
    (claim,) = ranks("Trong đó, chính quyền số xếp thứ 16 (năm 2021).")
    assert str(claim.as_of) == "2021-12-31"


def test_what_also_ranks_is_of_the_same_year() -> None:
    text = (
        "Năm 2022, tỉnh xếp thứ 37/63 về chuyển đổi số.\n\n"
        "Tỉnh {}xếp thứ 28 cả nước về chỉ số cải cách hành chính (PAR INDEX)."
    )
    dated = [
        [str(c.as_of) for c in read_in_article(text.format(also)).claims if c.indicator == "service_rank"]
        for also in ("cũng ", "")
    ]
    assert dated == [["2022-12-31"], ["None"]]


def test_short_names_of_the_pillars_are_the_pillars() -> None:
    text = "Tỉnh xếp thứ 24/63. Trong đó, CQS xếp thứ 40/63, KTS xếp thứ 18/63, XHS xếp thứ 30/63."
    assert {str(c.value): c.facet["pillar"] for c in ranks(text)} == {
        "24": "total",
        "40": "government",
        "18": "economy",
        "30": "society",
    }


def test_whose_a_rank_is_may_stand_behind_the_rankings_name() -> None:
    text = (
        "Đơn vị đứng thứ 2 trong bảng chuyển đổi số, kinh tế số là UBND tỉnh Kon Tum, còn Gia Lai đứng thứ 9."
    )
    assert {str(c.value): c.place for c in ranks(text)} == {"2": "vn63/kon_tum", "9": "vn63/gia_lai"}


def test_a_group_of_provinces_is_among_whom() -> None:
    (claim,) = ranks("Tỉnh có tiến bộ và xếp thứ tư trong nhóm 63 tỉnh, thành về chuyển đổi số.")
    assert (str(claim.value), str(claim.denominator)) == ("4", "63")


def test_from_a_rank_of_one_year_to_that_of_another() -> None:
    found = ranks(
        "Xếp hạng của tỉnh tăng từ vị trí 62/63 tỉnh thành năm 2022 lên vị trí 55/63 tỉnh thành năm 2023."
    )
    assert {str(c.value): str(c.as_of) for c in found} == {"62": "2022-12-31", "55": "2023-12-31"}


def test_what_a_pillar_does_is_another_index_than_the_pillar() -> None:
    assert ranks("Tỉnh xếp thứ 11 về hoạt động chính quyền số.") == []
    assert [c.facet["pillar"] for c in ranks("Tỉnh xếp thứ 11 về chính quyền số.")] == ["government"]


def test_the_year_behind_the_name_of_an_index_is_its_edition() -> None:
    (claim,) = ranks("Năm 2023, tỉnh xếp thứ 40/63 về chỉ số chuyển đổi số năm 2022.")
    assert str(claim.as_of) == "2022-12-31"


def test_a_rank_in_a_region_is_none_among_all() -> None:
    assert ranks("Trong 5 tỉnh Tây Nguyên, tỉnh đứng thứ 2 về chuyển đổi số.") == []


def test_an_edition_dates_nothing_beside_its_rank() -> None:
    text = "Tỉnh xếp thứ 6 về DTI năm 2022, có 1.452 tổ công nghệ số cộng đồng."
    dated = {c.indicator: str(c.as_of) for c in read_in_article(text).claims}
    assert dated == {"dti_rank": "2022-12-31", "community_teams": "2024-03-05"}


def test_the_edition_in_brackets_is_of_the_rank_beside_it_alone() -> None:
    claims = ranks(
        "DTI năm 2023 của Gia Lai xếp thứ 16, tăng 7 bậc (năm 2022 xếp thứ 23). Kon Tum xếp thứ 10."
    )
    assert [(str(c.value), c.as_of.year if c.as_of else None) for c in claims][-1] == ("10", 2023)


def test_years_in_brackets_behind_another_rank_are_of_that_one() -> None:
    claims = ranks(
        "Năm 2022, DTI của tỉnh có bước tiến. Chỉ số này xếp thứ 9 (tăng 1 bậc); chỉ số hiện đại hóa "
        "trong cải cách hành chính xếp thứ 1 (ba năm liên tiếp 2020, 2021)."
    )
    assert [c.as_of.year for c in claims if c.value == 9 and c.as_of] == [2022]


def test_a_bare_share_is_the_score_of_the_index_and_takes_no_rank_from_it() -> None:
    said = "Chỉ số cải cách hành chính (PAR INDEX) năm 2023 được công bố. "
    (claim,) = read_in_article(f"{said}Hà Tĩnh đạt 88,52%, xếp thứ 16/63 tỉnh, thành phố.").claims
    assert (claim.indicator, claim.place) == ("service_rank", "vn63/ha_tinh")
    for subject in ("Tỷ lệ hộ nghèo của Hà Tĩnh giảm còn 2,1%", "Hà Tĩnh tăng trưởng đạt 8,5%"):
        assert not read_in_article(f"{said}{subject}, xếp thứ 16/63 tỉnh, thành phố.").claims


def test_looking_at_each_pillar_is_no_condition() -> None:
    claims = ranks("Nếu xét từng trụ cột, chính quyền số đứng thứ 38. Nếu tăng 5 điểm, tỉnh đã đứng thứ 9.")
    assert [str(c.value) for c in claims] == ["38"]


def test_a_score_behind_the_rank_of_before_is_of_before() -> None:
    said = "DTI năm 2023 của tỉnh đạt 0,6142 điểm, tăng 12 bậc so với năm 2022 (thứ 59, 0,4587 điểm)."
    values = [str(c.value) for c in read_in_article(said).claims if c.indicator == "dti_score"]
    assert values == ["0.6142"]


def test_the_ranking_behind_a_rank_is_its_own() -> None:
    said = "Năm 2023, tỉnh đứng thứ 9/63 về chuyển đổi số, thứ 4/63 về PAR INDEX, thứ 5/63 về PCI."
    claims = read_in_article(said).claims
    assert [(c.indicator, str(c.value)) for c in claims] == [("dti_rank", "9"), ("service_rank", "4")]


def test_the_year_in_which_an_index_comes_out_is_not_its_edition() -> None:
    (claim,) = ranks("Trong chỉ số chuyển đổi số năm 2022, công bố năm 2023, tỉnh xếp thứ 11/63.")
    assert str(claim.as_of) == "2022-12-31"


def test_what_a_rank_is_equal_to_is_of_another_edition() -> None:
    first, second = ranks(
        "Về DTI năm 2022, chính quyền số xếp hạng 28 bằng xếp hạng năm 2021. Kinh tế số xếp hạng 9."
    )
    assert {str(first.as_of), str(second.as_of)} == {"2022-12-31"}


def test_so_many_of_all_provinces_above_a_level_is_no_rank() -> None:
    assert ranks("Có 63/63 tỉnh đạt từ 0,5 điểm trở lên và 34/63 tỉnh, thành phố trên mức trung bình.") == []


def test_what_goes_into_detail_is_of_who_was_named_last() -> None:
    told = "Bộ Thông tin và Truyền thông vừa công bố DTI năm 2022. Theo đó, Kon Tum đứng thứ 47.\n"
    *_, detail = ranks(told + "Cụ thể, chính quyền số của tỉnh xếp thứ 28.")
    assert (detail.place, detail.facet["pillar"]) == ("vn63/kon_tum", "government")
    *_, anew = ranks(told + "Chính quyền số của tỉnh xếp thứ 28.")
    assert anew.place == "vn63/gia_lai"


def test_the_ranking_of_this_year_is_the_newest_that_the_text_tells_of() -> None:
    text = (
        "Kỳ trước, DTI năm 2021 của tỉnh xếp thứ 41/63.\n"
        "Dẫn đầu bảng xếp hạng năm nay là Đà Nẵng với 0,8002, tiếp đến là Lạng Sơn (0,7951)."
    )
    claims = [c for c in read_in_article(LEAD + text).claims if c.indicator == "dti_score"]
    assert [(c.place, str(c.as_of)) for c in claims] == [
        ("vn63/da_nang", "2022-12-31"),
        ("vn63/lang_son", "2022-12-31"),
    ]


def test_a_score_on_two_scales_is_one_score() -> None:
    claims = read_in_article(
        LEAD + "Năm 2022, DTI của tỉnh đạt 593,4/1000 điểm. Giá trị DTI năm 2022 của tỉnh là 0,5934."
    ).claims
    assert [c.checks.failed for c in claims] == [(), ()]


def test_the_rank_of_the_year_before_is_compared_with() -> None:
    (claim,) = ranks("Tỉnh xếp thứ 27/63, tăng 26 bậc so với năm 2021 xếp thứ 53/63.")
    assert claim.value == 27
    (claim,) = ranks("Chính quyền số của tỉnh đạt 0,6787, tăng 93,03% so với năm 2021, xếp thứ 24/63.")
    assert (claim.evidence.figure, claim.facet["pillar"]) == ("24/63", "government")


def test_ranks_of_pillars_without_the_word_at_each() -> None:
    text = (
        "Chỉ số DTI năm 2023 của tỉnh xếp thứ 25/63; trong đó xếp hạng trụ cột chính quyền số là 19, "
        "kinh tế số 31, xã hội số 27."
    )
    assert [(c.facet["pillar"], c.evidence.figure) for c in ranks(text)] == [
        ("total", "25/63"),
        ("government", "19"),
        ("economy", "31"),
        ("society", "27"),
    ]
    assert len(ranks("Chỉ số DTI năm 2023 của tỉnh xếp thứ 25/63, theo Nghị quyết về kinh tế số số 31.")) == 1


def test_a_score_may_have_a_point() -> None:
    (score,) = read_in_article("Chỉ số DTI năm 2023 của tỉnh có xã hội số đạt 0.7480.").claims
    assert (score.indicator, score.value) == ("dti_score", Decimal("0.7480"))


def test_a_rank_may_stand_alone_behind_its_verb() -> None:
    (claim,) = ranks("Trong xếp hạng DTI năm 2024, tỉnh đứng 14, ngay sau nhóm đầu.")
    assert claim.value == 14
    assert ranks("Về DTI, tỉnh đứng 14 phiên ở chợ.") == []


def services(text: str) -> list[tuple[str, str]]:
    claims = read_in_article(text).claims
    return [(c.facet["index"], c.evidence.figure) for c in claims if c.indicator == "service_rank"]


def test_a_score_in_brackets_is_not_what_is_gone_on_about() -> None:
    score = "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh đạt 86,1 điểm"
    parts = " (gồm SIPAS đạt 8,5/10 điểm). Kết quả đó xếp thứ 43/63."
    assert services(score + parts) == [("par_index", "43/63")]
    assert services("Năm 2022, chỉ số hài lòng (SIPAS) tăng. Tỉnh xếp thứ 43/63.") == [("sipas", "43/63")]


def test_a_part_of_an_index_has_ranks_of_its_own() -> None:
    whole = "Chỉ số cải cách hành chính năm 2022 của tỉnh xếp thứ 43/63"
    assert services(f"{whole}; chỉ số cải cách thể chế xếp thứ 22/63.") == [("par_index", "43/63")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ở khu vực miền núi, tỉnh xếp thứ 2 về SIPAS.", []),
        ("Ở khu vực miền núi, tỉnh xếp thứ 42 cả nước về SIPAS.", ["42"]),
        ("Ở khu vực miền núi, tỉnh xếp thứ 42 về SIPAS, Kon Tum xếp thứ 47 về SIPAS.", ["42", "47"]),
    ],
)
def test_a_rank_in_a_region_is_not_the_nations(text: str, found: list[str]) -> None:
    assert [figure for _, figure in services(f"Năm 2022 có nhiều thay đổi. {text}")] == found


def test_by_what_it_rose_is_not_what_is_ranked() -> None:
    (claim,) = ranks("Nhờ lập mạng lưới tổ công nghệ số cộng đồng, tỉnh vươn lên hạng 30.")
    assert str(claim.value) == "30"
    assert ranks("Về số tổ công nghệ số cộng đồng, tỉnh đứng hạng 30.") == []


def test_ranks_of_pillars_may_have_their_change_in_brackets() -> None:
    pillars = ranks("Ba trụ cột thay đổi: Chính quyền số 28/63 (tăng 11 bậc), kinh tế số 26/63 (giảm 2 bậc).")
    assert [(c.facet["pillar"], str(c.value)) for c in pillars] == [("government", "28"), ("economy", "26")]


def test_an_index_that_is_not_kept_takes_its_rank_of_a_list() -> None:
    text = "PAR INDEX, SIPAS và {} năm 2022 của tỉnh lần lượt xếp thứ 21, 18 và 40."
    ranks = [(c.evidence.figure, c.facet["index"]) for c in read_in_article(text.format("PAPI")).claims]
    assert ranks == [("21", "par_index"), ("18", "sipas")]


def test_a_rank_without_the_word_may_have_its_points_behind() -> None:
    text = "Theo Quyết định 766, tỉnh {} với 78,5 điểm."
    assert [c.value for c in read_in_article(text.format("xếp 12/63")).claims] == [12]
    assert not read_in_article(text.format("có 12/63 chỉ số")).claims


def test_an_average_of_an_edition_before_is_nobodys() -> None:
    text = "Giá trị trung bình DTI 2022 cấp tỉnh là 0,6783, tăng 17% so với năm 2021 (0,5788)."
    assert not [c for c in read_in_article(text).claims if not c.checks.failed and c.value != 17]


@pytest.mark.parametrize(
    ("beside", "edition"), [("giữ nguyên thứ hạng của", "2022-12-31"), ("theo kết quả", "2021-12-31")]
)
def test_the_year_that_is_set_beside_dates_no_sentence_behind(beside: str, edition: str) -> None:
    text = f"Công bố PAR INDEX năm 2022.\n\nXếp thứ hai là Hải Phòng, {beside} năm 2021. Hà Nội xếp thứ 3/63."
    assert [str(c.as_of) for c in read_in_article(text).claims if c.value == 3] == [edition]


def test_nobody_has_ranked_a_year_to_come() -> None:
    text = "Công bố DTI năm 2022. Mục tiêu đến năm 2030 còn xa.\n\nKhánh Hòa xếp thứ 41 về DTI."
    assert [str(c.as_of) for c in read_in_article(text).claims if c.value == 41] == ["2022-12-31"]


@pytest.mark.parametrize(("lead", "found"), [("Nhóm thấp gồm", ["52.7", "50.9"]), ("Đi thăm có", [])])
def test_the_others_of_a_list_are_of_what_its_first_were(lead: str, found: list[str]) -> None:
    text = "Tỷ lệ hồ sơ trực tuyến cao có Hà Tĩnh (97,6%), Thanh Hóa (94,8%). "
    claims = read_in_article(f"{text}{lead} Lai Châu (52,7%), Sơn La (50,9%).").claims
    assert [str(c.value) for c in claims[2:]] == found


def test_the_month_behind_decision_766_is_the_indexs() -> None:
    text = "Bộ chỉ số theo Quyết định 766 tháng 1 vừa qua, tỉnh xếp hạng 8/63."
    assert [str(c.as_of) for c in read_in_article(text).claims] == ["2024-01-31"]
    plan = "Theo Quyết định 131 tháng 1/2024, tỉnh xếp hạng 8/63 ở Bộ chỉ số 766."
    assert [str(c.as_of) for c in read_in_article(plan).claims] == ["2024-03-05"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Theo PAR INDEX năm 2022, cuối bảng là Đắk Lắk (hạng 60), Hà Nội (62) và TP. Hồ Chí Minh (63).",
            [60, 62, 63],
        ),
        ("Theo PAR INDEX năm 2022, tỉnh xếp trên An Giang (19) và Cà Mau (24).", [19, 24]),
        ("Theo PAR INDEX năm 2022, đến dự có An Giang (19) và Cà Mau (24).", []),
        ("Theo PAR INDEX năm 2022, cuối bảng là Đắk Lắk (hạng 60), Hà Nội (75).", [60]),
    ],
)
def test_bare_ranks_in_brackets_go_on_with_a_list(text: str, found: list[int]) -> None:
    claims = (c for c in read_in_article(text).claims if c.indicator == "service_rank")
    assert [int(c.value or 0) for c in claims] == found


def test_where_a_rank_rises_to_needs_no_word_of_its_own() -> None:
    claims = read_in_article("Lạng Sơn vươn từ vị trí 54 lên 31 về PAR INDEX năm 2022.").claims
    assert [(int(c.value or 0), str(c.as_of)) for c in claims if not c.checks.failed] == [(31, "2022-12-31")]
    assert not read_in_article("Lạng Sơn nâng từ 54 lên 31 dịch vụ, PAR INDEX năm 2022 còn thấp.").claims


def test_what_is_ranked_is_a_province_whatever_else_its_name_may_be() -> None:
    text = "Về PAR INDEX năm 2022, {}, xuống vị trí thứ 50."
    places = [
        read_in_article(text.format(who)).claims[-1].place for who in ("Hòa Bình giảm 19 bậc", "nhờ Hòa Bình")
    ]
    assert places == ["vn63/hoa_binh", "vn63/gia_lai"]


def test_a_list_of_editions_needs_no_word_for_year() -> None:
    text = "PAR INDEX 2019 của tỉnh hạng 36, 2020 hạng 33, 2021 rơi xuống hạng 39."
    claims = [c for c in read_in_article(text).claims if not c.checks.failed]
    assert [(int(c.value or 0), str(c.as_of)) for c in claims] == [
        (36, "2019-12-31"),
        (33, "2020-12-31"),
        (39, "2021-12-31"),
    ]
    counted = "PAR INDEX 2019 của tỉnh hạng 36, 2020 hồ sơ quá hạn."
    assert [str(c.as_of) for c in read_in_article(counted).claims] == ["2019-12-31"]


def test_the_results_of_a_year_are_an_edition() -> None:
    text = "DTI năm 2021 của tỉnh xếp thứ 27/63. {} tỉnh tự chấm được 688,4 điểm DTI."
    scores = [read_in_article(text.format(of)).claims[-1] for of in ("Kết quả 2022", "Kết quả là")]
    assert [str(c.as_of) for c in scores] == ["2022-12-31", "2021-12-31"]


@pytest.mark.parametrize("aside", ["(66,9 điểm, hạng 37/63)", "khi tỉnh nằm ở vị trí 37"])
def test_the_rank_that_today_is_set_against_is_left_out(aside: str) -> None:
    text = f"Bộ chỉ số 766 tháng 2/2024 của tỉnh xếp thứ 29/63, so với tháng 1 {aside}."
    assert [int(c.value or 0) for c in read_in_article(text).claims if not c.checks.failed] == [29]
    today = "Bộ chỉ số 766 tháng 2/2024, tỉnh đứng đầu vùng (66,9 điểm, hạng 37/63)."
    assert [int(c.value or 0) for c in read_in_article(today).claims] == [37]


def test_a_rank_or_better_is_a_goal_of_lower_numbers() -> None:
    text = "Sở Nội vụ chủ trì để PAR INDEX 2023 của tỉnh xếp thứ 12{}."
    found = [read_in_article(text.format(end)).claims[0] for end in (" trở lên", "")]
    assert [(c.status, c.qualifier) for c in found] == [
        (Status.TARGET, Qualifier.AT_MOST),
        (Status.ACTUAL, Qualifier.EXACT),
    ]


def test_an_edition_that_is_over_is_no_goal() -> None:
    text = "Nghị quyết nâng cao các chỉ số của tỉnh\n\nThứ Tư, 06/03/2024, 08:00\n\n{}\n"
    told = ("DTI năm 2022 của Gia Lai xếp thứ 25/63.", "DTI của Gia Lai xếp thứ 25/63.")
    assert [read(text.format(said)).claims[0].status for said in told] == [Status.ACTUAL, Status.TARGET]


@pytest.mark.parametrize(
    ("among", "ranks"),
    [
        ("Kon Tum xếp thứ 10, Đắk Lắk thứ 21, Lâm Đồng thứ 3", ["10", "21", "3"]),
        ("Kon Tum xếp thứ 4, Đắk Lắk thứ 2, Lâm Đồng thứ 1", []),
        ("Kon Tum xếp thứ 4 trong vùng", []),
    ],
)
def test_no_region_has_so_many_provinces(among: str, ranks: list[str]) -> None:
    text = f"Chỉ số DTI năm 2022 của tỉnh tăng, nhất là xã hội số. Trong khu vực Tây Nguyên, {among}."
    claims = read_in_article(text).claims
    assert [str(c.value) for c in claims] == ranks
    assert {c.facet["pillar"] for c in claims} <= {"total"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Năm 2022, PAR INDEX, DTI và SIPAS lần lượt đứng thứ 26, 15 và 41.",
            [("service_rank", "26"), ("dti_rank", "15"), ("service_rank", "41")],
        ),
        (
            "Năm 2022, PCI, PAR INDEX và SIPAS tương ứng ở các vị trí 30, 26 và 41.",
            [("service_rank", "26"), ("service_rank", "41")],
        ),
        (
            "Năm 2022, PAR INDEX xếp vị trí 41, SIPAS 38 và PAPI 22.",
            [("service_rank", "41"), ("service_rank", "38")],
        ),
        ("Năm 2022, PAR INDEX xếp vị trí 41, Sở Y tế 38.", [("service_rank", "41")]),
        ("Chỉ số DTI năm 2022 của tỉnh đứng hạng 12, ICT Index hạng 6.", [("dti_rank", "12")]),
        ("Năm 2022, tỉnh giữ hạng 6 DTI và hạng 8 PAR INDEX.", [("dti_rank", "6"), ("service_rank", "8")]),
        (
            "PAR INDEX năm 2022 của tỉnh xếp thứ 59/63; năm 2021, thứ hạng này là 61.",
            [("service_rank", "59"), ("service_rank", "61")],
        ),
        (
            "PAR INDEX năm 2022 của tỉnh xếp thứ 59/63; năm 2021, thứ hạng này là 61%.",
            [("service_rank", "59")],
        ),
        (
            "Thứ hạng DTI của tỉnh cải thiện: 48/63 năm 2020, 37/63 năm 2021.",
            [("dti_rank", "48"), ("dti_rank", "37")],
        ),
        ("Chỉ số DTI của tỉnh cải thiện; 48/63 năm 2020 là số phiếu.", []),
    ],
)
def test_several_indices_have_each_its_own_rank(text: str, found: list[tuple[str, str]]) -> None:
    assert [(c.indicator, str(c.value)) for c in read_in_article(text).claims] == found


@pytest.mark.parametrize(
    ("history", "year"),
    [
        ("Năm 2020 tỉnh đứng thứ 49, năm 2021 thứ 46.", 2022),
        ("Năm 2021 tỉnh đứng thứ 46.", 2021),
    ],
)
def test_behind_a_look_back_the_newest_edition_is_meant_again(history: str, year: int) -> None:
    text = f"PAR INDEX năm 2022 của tỉnh xếp thứ 44/63. {history} Cùng vùng, Kon Tum xếp thứ 58/63."
    (neighbour,) = (c for c in read_in_article(text).claims if c.place == "vn63/kon_tum")
    assert neighbour.as_of is not None
    assert neighbour.as_of.year == year


def test_parts_go_on_with_the_edition_of_the_whole() -> None:
    text = (
        "Chỉ số DTI năm 2023 {} công bố. Năm 2022 tỉnh xếp thứ 27/63, năm 2021 thứ 53/63. "
        "{} chính quyền số xếp thứ 24/63."
    )
    cases = [("đã", "Trong đó,"), ("đã", "Nay"), ("chưa", "Nay")]
    years = [read_in_article(text.format(*how)).claims[-1].as_of for how in cases]
    assert [day.year for day in years if day] == [2022, 2023, 2022]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trong 5 tỉnh Tây Nguyên, Kon Tum đứng thứ 3, sau Lâm Đồng (hạng 19), Đắk Lắk (hạng 27)", [19, 27]),
        ("Trong khu vực Tây Nguyên, Kon Tum đứng thứ 13, Lâm Đồng thứ 19, Đắk Lắk thứ 27", [13, 19, 27]),
    ],
)
def test_the_third_of_the_region_is_no_third_of_the_nation(text: str, found: list[int]) -> None:
    claims = read_in_article(f"PAR INDEX năm 2022 được công bố. {text}.").claims
    assert [c.value for c in claims] == found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Kon Tum và Đắk Lắk xếp sau Lâm Đồng, ở vị trí 24.", [None]),
        ("Xếp vị trí thứ 2 là Kon Tum và Đắk Lắk xếp thứ 3.", ["vn63/kon_tum", "vn63/dak_lak"]),
    ],
)
def test_one_rank_of_two_provinces_is_nobodys(text: str, places: list[str | None]) -> None:
    claims = read_in_article(f"PAR INDEX năm 2022 được công bố. {text}").claims
    assert [c.place for c in claims] == places


def test_from_where_a_rank_fell_bounds_no_words() -> None:
    text = (
        "DTI năm 2023: trụ cột chính quyền số rơi từ thứ 19 xuống thứ 30, còn kinh tế số (thứ 17) giữ hạng."
    )
    claims = [c for c in read_in_article(text).claims if not c.checks.failed]
    assert [(c.facet["pillar"], str(c.value)) for c in claims] == [("government", "30"), ("economy", "17")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Khối sở, ngành: Sở Tài chính xếp thứ 1, Sở Y tế xếp thứ 2", []),
        ("Khối lượng công việc lớn, tỉnh vẫn xếp thứ 12", ["12"]),
        ("Tỉnh xếp thứ 4 trong các tỉnh, thành Bắc Trung Bộ", []),
        ("Tỉnh xếp thứ 4 trong các tỉnh, thành phố cả nước", ["4"]),
        ("Tỉnh xếp thứ 14 cả nước, thứ 4 ĐBSCL", ["14"]),
        ("Tỉnh đứng thứ 2 Tây Nguyên và thứ 30 cả nước", ["30"]),
    ],
)
def test_ranks_among_some(text: str, found: list[str]) -> None:
    claims = read_in_article(f"Chỉ số DTI năm 2022 được công bố. {text}.").claims
    assert [str(c.value) for c in claims] == found


def test_whose_a_rank_in_brackets_is_stands_right_before_them() -> None:
    text = "Chỉ số DTI năm 2022: tỉnh xếp thứ 16, sau Kon Tum (hạng nhất), Đắk Lắk (hạng 2)."
    found = [(c.place, str(c.value)) for c in read_in_article(text).claims]
    assert found == [("vn63/gia_lai", "16"), ("vn63/kon_tum", "1"), ("vn63/dak_lak", "2")]


def test_a_bare_number_in_brackets_behind_a_rank_is_of_nothing_else() -> None:
    text = "Về DTI năm 2022, tỉnh xếp thứ 26/63 tỉnh, thành (năm 2021 là 47{})."
    assert {c.indicator for c in read_in_article(text.format("")).claims} == {"dti_rank"}
    assert [
        str(c.value) for c in read_in_article(text.format(" xã")).claims if c.indicator == "dti_rank"
    ] == ["26"]


@pytest.mark.parametrize(
    ("announced", "read"),
    [
        ("Chỉ số cải cách hành chính (PAR INDEX) và Chỉ số hài lòng (SIPAS) năm 2023", []),
        ("Chỉ số cải cách hành chính (PAR INDEX) năm 2023", ["par_index"]),
    ],
)
def test_a_rank_behind_two_indices_is_of_neither(announced: str, read: list[str]) -> None:
    text = f"Bộ Nội vụ công bố {announced}.\n\nCụ thể, tỉnh đứng thứ 46/63."
    assert [c.facet["index"] for c in read_in_article(text).claims if c.indicator == "service_rank"] == read


def test_a_rank_behind_the_score_of_a_part_is_that_part_s() -> None:
    text = "Về DTI năm 2022, tỉnh xếp thứ 18/63. Trong đó, {} được 0,4720 điểm, xếp thứ 44."
    assert [str(c.value) for c in ranks(text.format("nhân lực số"))] == ["18"]
    assert [str(c.value) for c in ranks(text.format("xã hội số"))] == ["18", "44"]


def test_how_much_higher_than_the_year_before_is_no_score() -> None:
    text = "DTI năm 2022 của tỉnh đạt 0,6213 điểm, cao hơn năm trước 0,1492 điểm."
    scores = [c for c in read_in_article(text).claims if c.indicator == "dti_score"]
    assert [(str(c.value), c.status.value) for c in scores] == [
        ("0.6213", "actual"),
        ("0.1492", "change_delta"),
    ]


@pytest.mark.parametrize(
    ("before", "year"),
    [
        ("Nếu kể thêm năm 2021, khi tỉnh ở vị trí 45, thì đây là bước lùi.", 2023),
        ("Năm 2021, tỉnh ở vị trí 45.", 2021),
    ],
)
def test_a_year_that_is_told_as_well_is_of_its_own_rank(before: str, year: int) -> None:
    text = (
        f"Chỉ số cải cách hành chính (PAR INDEX) năm 2023 của tỉnh xếp thứ 62/63. {before}\n\n"
        "Cũng theo bảng này, tỉnh có 78,03% và đứng thứ 55 cả nước về SIPAS."
    )
    last = [c for c in read_in_article(text).claims if c.facet.get("index") == "sipas"]
    assert [c.as_of.year for c in last if c.as_of] in ([year], [])


def test_a_year_ago_is_the_edition_before() -> None:
    text = "Về DTI năm 2022, tỉnh xếp thứ 18/63. Cách nay một năm, tỉnh {} đứng thứ 9/63 về DTI."
    assert str(ranks(text.format(""))[-1].as_of) == "2021-12-31"
    behind = ranks(
        "DTI năm 2022 đã công bố. Cách nay một năm, tỉnh lập tổ công tác. Tỉnh xếp thứ 18/63 về DTI."
    )
    assert str(behind[-1].as_of) == "2022-12-31"


def told(text: str) -> list[tuple[str | None, str, str]]:
    """Of each rank: whose, of which pillar, and the rank."""
    return [(c.place, c.facet["pillar"], str(c.value)) for c in ranks(text)]


@pytest.mark.parametrize(
    ("before", "read"),
    [
        (" (năm 2021 là 47)", [("2022-12-31", "26"), ("2021-12-31", "47")]),
        (" cả nước (năm 2021: 47)", [("2022-12-31", "26"), ("2021-12-31", "47")]),
        (" (năm 2021 là 47,2 điểm)", [("2022-12-31", "26")]),
    ],
)
def test_the_rank_of_the_year_before_may_stand_in_brackets(before: str, read: list[tuple[str, str]]) -> None:
    assert [(str(c.as_of), str(c.value)) for c in ranks(f"Năm 2022, tỉnh xếp thứ 26{before}.")] == read


def test_the_best_and_the_worst_place_are_told_in_brackets() -> None:
    text = "Trụ cột xã hội số có thứ hạng khả quan nhất ({}), còn kinh tế số đứng thứ 25."
    assert [pillar for _, pillar, _ in told(text.format("16"))] == ["society", "economy"]
    assert [pillar for _, pillar, _ in told(text.format("16 điểm"))] == ["economy"]


def test_a_list_of_neighbours_goes_on_behind_the_best() -> None:
    text = "Năm 2022, Cần Thơ có thứ hạng cao nhất (9), {} Vĩnh Long (14)."
    both = [("vn63/can_tho", "total", "9"), ("vn63/vinh_long", "total", "14")]
    assert told(text.format("kế đến là")) == both
    assert told(text.format("thấp nhất là xã")) == both[:1]


def test_a_bare_rank_may_stand_ahead_of_and() -> None:
    text = "Năm 2022, Cần Thơ xếp 9/63, An Giang 24/63 và Cà Mau {}."
    assert [rank for _, _, rank in told(text.format("27/63"))] == ["9", "24", "27"]
    (claim,) = ranks("Năm 2022, Cần Thơ xếp 9/63; tỉnh hoàn thành 24/63 và 27/63 nhiệm vụ.")
    assert claim.place == "vn63/can_tho"


def test_a_rank_among_so_many_goes_on_with_one_that_says_no_number() -> None:
    text = "Tỉnh kích hoạt 812.406 tài khoản định danh điện tử, xếp thứ 11/63. Cuối tháng 1, {} đứng thứ 27."
    found = [
        [str(c.value) for c in read_in_article(text.format(who)).claims if c.indicator.endswith("_rank")]
        for who in ("tỉnh mới", "về cấp căn cước tỉnh")
    ]
    assert found == [["11", "27"], ["11"]]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Năm 2023 Quảng Bình xếp thứ 39/63, còn Quảng Trị xếp thứ 56/63 về DTI.", ["39", "56"]),
        ("Về giáo dục, tỉnh xếp thứ 12, Quảng Trị xếp thứ 56/63 về DTI năm 2023.", ["56"]),
        ("Tỉnh xếp thứ 12 về xuất khẩu, thứ 9/63 về DTI năm 2023.", ["9"]),
    ],
)
def test_what_comes_last_may_be_said_of_the_rank_before_too(text: str, read: list[str]) -> None:
    claims = read_in_article(text).claims
    assert [str(c.value) for c in claims if c.indicator == "dti_rank" and not c.checks.failed] == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Với kết quả này, tỉnh đứng thứ 14/63, đứng thứ 4 trong các tỉnh trung du, miền núi.", ["14"]),
        ("Tỉnh đứng thứ 14/63. Nếu chỉ tính các tỉnh duyên hải miền Trung, tỉnh xếp thứ 4.", ["14"]),
        ("Tỉnh đứng thứ 14/63. Ở khu vực Tây Nguyên, tỉnh xếp thứ 4.", ["14"]),
        ("Tỉnh đứng thứ 14/63. Trong 8 lĩnh vực, tài chính công tốt nhất (11/63).", ["14"]),
        ("Tỉnh đứng thứ 14/63. Công khai đạt 16,9/18 điểm, xếp thứ 6.", ["14"]),
        ("Tỉnh đứng thứ 14/63. Kon Tum đạt 76,9/100 điểm, xếp thứ 26.", ["14", "26"]),
        ("Tỉnh xếp dưới các tỉnh trong vùng: Kon Tum thứ 5, Đắk Lắk thứ 22.", ["5", "22"]),
        ("Kon Tum vươn từ vị trí 54 lên 31.", ["31"]),
    ],
)
def test_no_rank_among_some_goes_on_with_that_of_all(text: str, read: list[str]) -> None:
    assert [str(claim.value) for claim in ranks(text)] == read


def test_an_index_that_is_not_kept_has_a_score_and_a_rank_of_its_own() -> None:
    text = "Cùng với DTI, nhiều chỉ số khác tốt lên: chỉ số {} đạt 65,86 điểm, xếp thứ 12/63."
    found = [
        [claim.indicator for claim in read_in_article(LEAD + text.format(index)).claims]
        for index in ("năng lực cạnh tranh (PCI)", "DTI năm 2022")
    ]
    assert found == [[], ["dti_score", "dti_rank"]]


def test_a_score_of_the_edition_before_may_stand_beside_its_rank() -> None:
    text = "DTI năm 2022 của tỉnh xếp thứ 25/63, tăng 1 bậc so với năm 2021 ({})."
    found = [
        [(c.indicator, str(c.as_of)) for c in read_in_article(text.format(then)).claims][-1]
        for then in ("26/63; 0,4294 điểm", "0,4294 điểm, xếp thứ 26")
    ]
    assert found == [("dti_score", "2021-12-31"), ("dti_rank", "2021-12-31")]


@pytest.mark.parametrize(
    ("then", "year"), [("năm trước đó,", 2021), ("năm 2020,", 2020), ("đáng nói,", 2022)]
)
def test_the_year_before_that_is_the_edition_before(then: str, year: int) -> None:
    *_, last = ranks(f"DTI năm 2022 của tỉnh xếp thứ 11/63; {then} Kon Tum ở vị trí 23.")
    assert last.as_of is not None
    assert last.as_of.year == year


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Kon Tum, Đắk Lắk xếp thứ 29 và 17.", [("vn63/kon_tum", "29"), ("vn63/dak_lak", "17")]),
        ("Kon Tum xếp thứ 29 và 17 huyện có báo cáo.", [("vn63/kon_tum", "29")]),
    ],
)
def test_two_ranks_of_two_neighbours(text: str, read: list[tuple[str, str]]) -> None:
    assert [(claim.place, str(claim.value)) for claim in ranks(text)] == read


@pytest.mark.parametrize(("why", "read"), [("Với kết quả này", ["11"]), ("Với quyết tâm này", [])])
def test_a_rank_for_what_the_sentence_before_tells(why: str, read: list[str]) -> None:
    text = (
        f"Tỉnh kích hoạt 421.906 tài khoản định danh điện tử, bằng 77,8% số hồ sơ. {why}, tỉnh xếp thứ 11/63."
    )
    claims = read_in_article(text).claims
    assert [str(claim.value) for claim in claims if claim.indicator == "eid_activation_rank"] == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Kon Tum xếp hạng 22, Đắk Lắk 35 và Đắk Nông 45.", ["22", "35", "45"]),
        ("Kon Tum xếp hạng 22, tăng hẳn 9.", ["22"]),
        ("Kon Tum đạt 86,4% (hạng 35), Đắk Lắk 85,1% (45), Đắk Nông 83% (61).", ["35", "45", "61"]),
        ("Thứ hạng của các tỉnh:\n- Kon Tum: 22/63\n- Đắk Lắk: 45/63\n- Đắk Nông: 52/63", ["22", "45", "52"]),
        ("Kết quả:\n+ Kon Tum đạt 84,12%, xếp thứ 52/63;\n+ Đắk Lắk đạt 83%, xếp thứ 61/63.", ["52", "61"]),
    ],
)
def test_lists_of_neighbours(text: str, read: list[str]) -> None:
    assert [str(claim.value) for claim in ranks(text)] == read


def test_no_index_is_named_on_the_next_line() -> None:
    cells = "Chỉ số\nĐiểm\nXếp hạng\nPAR INDEX\n84,12%\n52/63\nSIPAS\n81,3%\n38/63\n"
    found = [
        (c.facet["index"], str(c.value))
        for c in read_in_article(LEAD + cells).claims
        if c.indicator == "service_rank"
    ]
    assert found == [("par_index", "52"), ("sipas", "38")]


def test_an_introduction_has_the_edition_of_its_list() -> None:
    text = (
        "Kết quả của tỉnh năm 2022:\n- SIPAS: 81,3%, xếp hạng 38/63.\n- PAR INDEX: 84,12%, xếp hạng 52/63.\n"
    )
    claims = read_in_article(text).claims
    assert [(c.facet["index"], str(c.as_of)) for c in claims] == [
        ("sipas", "2022-12-31"),
        ("par_index", "2022-12-31"),
    ]


def test_the_year_before_may_be_told_behind_a_comma() -> None:
    text = (
        "Chỉ số cải cách hành chính (PAR INDEX) năm 2022 lên hạng 44, trong khi năm trước đó tỉnh ở hạng 52."
    )
    claims = read_in_article(text).claims
    assert [(c.as_of and c.as_of.year, str(c.value)) for c in claims] == [(2022, "44"), (2021, "52")]


@pytest.mark.parametrize(
    ("who", "read"), [("trung bình khối tỉnh", ["0.5318"]), ("của tỉnh", ["0.5318", "0.5921"])]
)
def test_the_mean_of_a_class_of_provinces_is_nobodys(who: str, read: list[str]) -> None:
    text = f"Chỉ số DTI năm 2022: điểm số của tỉnh là 0,5318, trong khi giá trị {who} đạt 0,5921."
    assert [str(claim.value) for claim in read_in_article(text).claims] == read


def test_the_year_before_in_passing_is_not_the_ranks() -> None:
    text = "Chỉ số DTI năm 2022 của tỉnh, năm trước đó còn ở nhóm cuối, nay vươn lên xếp thứ 44/63."
    assert str(only_claim(text).as_of) == "2022-12-31"


@pytest.mark.parametrize(
    ("aside", "read"), [("tuần trước 78,02 điểm, xếp hạng 22/63", ["19"]), ("78,02 điểm", ["19"])]
)
def test_the_rank_of_the_week_before_is_what_is_compared_with(aside: str, read: list[str]) -> None:
    text = f"Theo Bộ chỉ số 766, tỉnh xếp hạng 19/63 tỉnh, thành phố ({aside}), tăng 3 bậc."
    assert [str(c.value) for c in read_in_article(text).claims if not c.checks.failed] == read


@pytest.mark.parametrize(
    ("when", "as_of"),
    [
        ("theo Quyết định 766 tháng 2, tỉnh", "2024-02-29"),
        ("theo Quyết định 766, quý IV năm 2023 tỉnh", "2023-12-31"),
        ("theo Quyết định 766, quý IV tỉnh", "2023-12-31"),
        ("theo Quyết định 766, tháng 6/2022, tỉnh", "2024-03-05"),
    ],
)
def test_a_period_behind_the_number_of_the_decision_is_the_ranks(when: str, as_of: str) -> None:
    text = (
        f"Về Bộ chỉ số phục vụ người dân, doanh nghiệp {when} đạt 89,1 điểm, xếp thứ 11/63 tỉnh, thành phố."
    )
    assert str(only_claim(text).as_of) == as_of


def test_what_was_to_be_reached_by_another_day_is_no_reference_date() -> None:
    text = (
        "Tính đến ngày 20/2, các huyện đã vượt chỉ tiêu kích hoạt tài khoản định danh điện tử trước 9 ngày "
        "so với mốc ngày 29/2, tỉnh xếp thứ 4/63 tỉnh, thành phố."
    )
    assert str(only_claim(text).as_of) == "2024-02-20"


def test_in_a_list_of_provinces_by_an_economys_share_all_are_of_its_year() -> None:
    text = (
        "Năm 2022, kinh tế số của Bắc Ninh chiếm 56,8% GRDP. Đứng thứ hai là Thái Nguyên "
        "với tỷ trọng 42,9%. Tiếp theo là Hải Phòng (29,5%). Toàn tỉnh có 2.716 tổ công nghệ số cộng đồng."
    )
    claims = read_in_article(text).claims
    assert [(c.place, str(c.value), str(c.as_of)) for c in claims] == [
        ("vn63/bac_ninh", "56.8", "2022-12-31"),
        ("vn63/thai_nguyen", "42.9", "2022-12-31"),
        ("vn63/hai_phong", "29.5", "2022-12-31"),
        ("vn63/gia_lai", "2716", "2024-03-05"),
    ]


@pytest.mark.parametrize(
    ("told", "index"),
    [
        ("Riêng về mức độ hài lòng, tỉnh xếp thứ 4.", "decision_766"),
        ("Về mức độ hài lòng, tỉnh xếp thứ 4.", "satisfaction"),
    ],
)
def test_what_was_set_aside_is_not_gone_on_about(told: str, index: str) -> None:
    text = f"Theo Bộ chỉ số 766, tỉnh xếp thứ 19. {told}\n\nKon Tum xếp thứ 6 cả nước."
    last = read_in_article(text).claims[-1]
    assert (last.place, last.facet) == ("vn63/kon_tum", {"index": index})


def test_a_year_that_was_looked_back_at_is_not_the_edition_of_the_next_paragraph() -> None:
    text = (
        "Về PAR Index, năm 2023 tỉnh xếp hạng 22/63, tăng 11 bậc. Năm 2022, tỉnh đứng thứ 33.\n\n"
        "Các tỉnh gần đó đều tiến bộ. Kon Tum xếp thứ 41 về PAR Index."
    )
    assert [(str(c.value), str(c.as_of)) for c in read_in_article(text).claims] == [
        ("22", "2023-12-31"), ("33", "2022-12-31"), ("41", "2023-12-31"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        "Gia Lai xếp thứ 41, còn Đà Nẵng nhiều năm nay vẫn đứng đầu.",
        "DTI của tỉnh xếp thứ 45; năm 2019 tỉnh từng ở thứ 37. Cùng vùng, Kon Tum xếp thứ 41.",
        "Gia Lai xếp thứ 41, giữ nguyên thứ hạng của năm 2021.",
    ],
)
def test_a_year_in_passing_is_not_the_one_that_is_ranked(told: str) -> None:
    text = (
        "Chỉ số chuyển đổi số (DTI) năm 2022 đã được công bố.\n\n"
        f"{told}\n\nDTI năm 2023 của tỉnh sẽ tăng 5 bậc."
    )
    claims = [c for c in read_in_article(text).claims if c.indicator == "dti_rank" and c.value == 41]
    assert [str(c.as_of) for c in claims] == ["2022-12-31"]


@pytest.mark.parametrize(
    ("opens", "edition"),
    [
        ("Năm 2021, Chỉ số cải cách hành chính của tỉnh", "2021-12-31"),
        ("Chỉ số cải cách hành chính năm 2021 của tỉnh", "None"),
    ],
)
def test_a_year_that_opens_a_paragraph_is_of_each_index_in_it(opens: str, edition: str) -> None:
    text = f"{opens} xếp thứ 8/63. Chỉ số hài lòng (SIPAS) xếp thứ 5/63."
    ranks = {
        str(c.value): str(c.as_of) for c in read_in_article(text).claims if c.indicator == "service_rank"
    }
    assert ranks == {"8": "2021-12-31", "5": edition}


def test_a_rank_has_no_year_that_it_is_set_against() -> None:
    text = (
        "PAR INDEX năm 2023: Phú Thọ thứ 11, Hòa Bình thứ 38; "
        "Cao Bằng xuống thứ 62, dù năm 2022 còn ở vị trí 51."
    )
    ranks = [(c.place, str(c.value), str(c.as_of)) for c in read_in_article(text).claims]
    assert ranks == [
        ("vn63/phu_tho", "11", "2023-12-31"),
        ("vn63/hoa_binh", "38", "2023-12-31"),
        ("vn63/cao_bang", "62", "2023-12-31"),
        ("vn63/cao_bang", "51", "2022-12-31"),
    ]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (", năm 2022 là 29.", ["42", "29"]),
        (" và năm 2022 là 31.", ["42", "31"]),
        (", năm 2022 là 29 chỉ tiêu.", ["42"]),
    ],
)
def test_a_rank_of_a_year_before_may_be_its_number_alone(before: str, found: list[str]) -> None:
    claims = read_in_article(f"DTI năm 2023 của tỉnh đứng thứ 42/63{before}").claims
    assert [str(c.value) for c in claims if c.indicator == "dti_rank"] == found
