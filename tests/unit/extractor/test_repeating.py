"""Figures that have no words of their own: what they repeat, and what they must not."""

import pytest

from support.reading import read_in_article
from tinhso_extractor.core.surroundings import BOUNDARY
from tinhso_shared.events import Claim

OFFICE = "e_office_rate"
ONLINE = "online_dossier_rate"


def said_of(text: str, indicator: str) -> list[Claim]:
    return [claim for claim in read_in_article(text).claims if claim.indicator == indicator]


def values(text: str, indicator: str) -> list[str]:
    return [str(claim.value) for claim in said_of(text, indicator)]


def test_an_item_that_names_only_its_part_repeats_the_indicator() -> None:
    claims = said_of(
        "Tỷ lệ hồ sơ công việc xử lý trên môi trường mạng ở cấp tỉnh là 99%, cấp huyện 88,2%, cấp xã 71%.",
        OFFICE,
    )
    assert [(c.facet["level"], str(c.value)) for c in claims] == [
        ("province", "99"),
        ("district", "88.2"),
        ("commune", "71"),
    ]


def test_a_part_behind_its_figure_is_said_of_that_one() -> None:
    claims = said_of(
        "88% hồ sơ công việc được xử lý trên môi trường mạng đối với cấp tỉnh, 85% đối với cấp huyện.",
        OFFICE,
    )
    assert [(c.facet["level"], str(c.value)) for c in claims] == [("province", "88"), ("district", "85")]


def test_what_holds_of_a_list_of_units_comes_last() -> None:
    claims = said_of("100% xã, gần 95% thôn, bản trong tỉnh được phủ sóng 4G.", "mobile_coverage_rate")
    assert [(c.facet["base"], c.facet["tech"], str(c.value)) for c in claims] == [
        ("communes", "4G", "100"),
        ("villages", "4G", "95"),
    ]
    other = said_of("100% hộ nghèo có nhà mới, 95% thôn được phủ sóng 4G.", "mobile_coverage_rate")
    assert [str(c.value) for c in other] == ["95"]


def test_a_place_alone_repeats_the_indicator_and_is_the_owner() -> None:
    claims = said_of("Tỷ lệ hồ sơ trực tuyến của Gia Lai đạt 76%, Kon Tum 64%, Đắk Lắk mới 58%.", ONLINE)
    assert [c.place for c in claims] == ["vn63/gia_lai", "vn63/kon_tum", "vn63/dak_lak"]


def test_another_day_repeats_the_indicator() -> None:
    claims = said_of("Tỷ lệ hồ sơ trực tuyến của tỉnh năm 2022 đạt 45%, năm 2023 lên 70%.", ONLINE)
    assert [str(c.as_of) for c in claims] == ["2022-12-31", "2023-12-31"]


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hồ sơ trực tuyến đạt 76%, hộ nghèo ở Kon Tum 12%.",
        "Tỷ lệ hồ sơ trực tuyến đạt 76%, độ che phủ rừng của Kon Tum 62%.",
        "Tỷ lệ hồ sơ trực tuyến đạt 76%, 82%.",
    ],
)
def test_words_of_its_own_or_none_at_all_repeat_nothing(text: str) -> None:
    assert values(text, ONLINE) == ["76"]


def test_a_share_belongs_to_the_count_before_it() -> None:
    text = "Toàn tỉnh đã kích hoạt 704.800 tài khoản định danh điện tử, đạt 73,3% so với chỉ tiêu đề ra."
    assert values(text, "eid_accounts_activated") == ["704800"]
    assert values(text, "eid_activation_target_rate") == ["73.3"]


def test_what_one_of_many_has_passed_is_no_level() -> None:
    text = "Có 19 xã đạt tỷ lệ hồ sơ trực tuyến trên 90%."
    assert values(text, ONLINE) == []
    assert [d.reason for d in read_in_article(text).dropped if d.detail == ONLINE] == ["threshold"]


def test_of_how_many_is_no_figure_of_its_own() -> None:
    text = "Trong 25 dịch vụ công thiết yếu, tỉnh đã hoàn thành 23 dịch vụ."
    assert values(text, "essential_services") == ["23"]


def test_a_group_named_a_sentence_before_is_meant_by_those() -> None:
    text = "Tỉnh có 98.000 người hưởng lương hưu hằng tháng. Trong số đó 79.300 người nhận qua tài khoản."
    (claim,) = (c for c in said_of(text, "cashless_payees") if str(c.value) == "79300")
    assert claim.facet == {"group": "pension"}


def test_several_parts_together_are_the_whole_only_where_the_whole_is_their_sum() -> None:
    covered = said_of("Mạng di động 3G/4G/5G đã phủ sóng 99,2% số thôn của tỉnh.", "mobile_coverage_rate")
    assert [claim.facet["tech"] for claim in covered] == ["any"]
    ranked = "Về chỉ số chuyển đổi số năm 2022, cả chính quyền số lẫn kinh tế số của tỉnh đều đứng thứ 3/63."
    assert said_of(ranked, "dti_rank") == []


def test_what_is_a_part_of_the_figure_before_it_is_no_figure_of_the_whole() -> None:
    reading = read_in_article(
        "Tỉnh đưa 544 sản phẩm lên sàn thương mại điện tử, trong đó 416 sản phẩm tiêu biểu."
    )
    found = [str(c.value) for c in reading.claims if c.indicator == "products_on_ecommerce"]
    assert (found, [d.detail for d in reading.dropped if d.reason == "part"]) == (
        ["544"],
        ["products_on_ecommerce"],
    )


def test_a_part_that_is_counted_by_itself_stays() -> None:
    text = "Toàn tỉnh có 1.871 tổ công nghệ số cộng đồng, trong đó 138 tổ cấp xã."
    found = {str(c.value): c.facet["level"] for c in read_in_article(text).claims}
    assert found == {"1871": "all", "138": "commune"}


def test_figures_in_brackets_behind_names_are_of_what_is_said_of_all_of_them() -> None:
    text = "Lạng Sơn (67%) cùng Cà Mau (86,5%), An Giang (65,9%) dẫn đầu về tỷ lệ hồ sơ nộp trực tuyến."
    claims = [c for c in read_in_article(text).claims if c.indicator == "online_dossier_rate"]
    assert [(c.place, str(c.value)) for c in claims] == [
        ("vn63/lang_son", "67"),
        ("vn63/ca_mau", "86.5"),
        ("vn63/an_giang", "65.9"),
    ]


def test_figures_in_brackets_behind_names_of_nothing_that_is_known_are_none() -> None:
    text = "Năm 2023, Lạng Sơn (67%) cùng Cà Mau (86,5%) dẫn đầu về tỷ lệ che phủ rừng, theo hồ sơ của ngành."
    assert read_in_article(text).claims == ()


@pytest.mark.parametrize(
    ("between", "rates"),
    [("của người dân, đạt", ["54"]), ("và tổ chức thực hiện số hóa tàng thư đạt", [])],
)
def test_a_share_of_something_else_is_not_of_the_count_before_it(between: str, rates: list[str]) -> None:
    claims = read_in_article(f"Tỉnh đã kích hoạt 354.900 tài khoản định danh điện tử {between} 54%.").claims
    assert [str(c.value) for c in claims if c.indicator == "eid_activation_rate"] == rates


@pytest.mark.parametrize(
    ("behind", "rates"),
    [("tổng số hồ sơ", ["90"]), ("số hồ sơ trực tuyến của cả năm 2021", []), ("số của cùng kỳ", [])],
)
def test_one_period_measured_by_another_is_no_share(behind: str, rates: list[str]) -> None:
    claims = read_in_article(f"Số hồ sơ nộp trực tuyến của tỉnh bằng 90% {behind}.").claims
    assert [str(c.value) for c in claims if c.indicator == "online_dossier_rate"] == rates


def test_a_verb_alone_is_of_what_stands_before_its_comma() -> None:
    text = "Toàn tỉnh có 10.200 trạm BTS, phủ sóng 3G và 4G, đạt 99% diện tích."
    assert [str(c.value) for c in read_in_article(text).claims if c.indicator == "mobile_coverage_rate"] == [
        "99"
    ]


def test_where_the_part_has_more_of_the_words_nobody_can_tell_which_is_the_whole() -> None:
    reading = read_in_article("Cổng dữ liệu của tỉnh có 320 bộ dữ liệu, trong đó 150 bộ dữ liệu mở.")
    found = {str(c.value): c.checks.failed for c in reading.claims if c.indicator == "open_datasets"}
    assert found == {"320": ("consistent_in_text",), "150": ("consistent_in_text",)}


@pytest.mark.parametrize(
    "text",
    [
        "Đã lập 1.054.000 hồ sơ sức khỏe điện tử, đạt 96% kế hoạch.",
        "Tỷ lệ người dân có hồ sơ sức khỏe điện tử đạt 96% chỉ tiêu.",
        "Tỷ lệ người dân chưa có hồ sơ sức khỏe điện tử còn 4%.",
        "Tỷ lệ người dân có hồ sơ sức khỏe điện tử chưa đạt 96%.",
    ],
)
def test_a_share_of_a_plan_or_of_the_rest_is_no_rate(text: str) -> None:
    assert [c for c in read_in_article(text).claims if c.indicator == "health_record_rate"] == []


def test_a_rate_beside_the_share_of_its_plan_stays() -> None:
    text = "Tỷ lệ người dân có hồ sơ sức khỏe điện tử đạt 82%, bằng 102% kế hoạch."
    assert [str(c.value) for c in read_in_article(text).claims if c.indicator == "health_record_rate"] == [
        "82"
    ]


def test_some_of_a_base_are_not_the_base() -> None:
    text = "Trong 1.576 tổ công nghệ số cộng đồng, có 210 tổ ở vùng sâu, vùng xa."
    reading = read_in_article(text)
    assert (reading.claims, [d.reason for d in reading.dropped][-2:]) == ((), ["base", "part"])


def test_shares_in_turn_are_of_the_counts_before_them() -> None:
    claims = said_of(
        "2.107 người có công và 11.390 đối tượng bảo trợ xã hội của tỉnh đã nhận trợ cấp qua tài khoản, "
        "tỷ lệ lần lượt là 70,4% và 48,7%.",
        "cashless_payee_rate",
    )
    assert [(c.facet["group"], str(c.value)) for c in claims] == [
        ("merit", "70.4"),
        ("social_assistance", "48.7"),
    ]


def test_shares_in_turn_of_something_else_are_nobodys() -> None:
    text = (
        "Tỉnh có 152.000 học sinh và 11.390 đối tượng bảo trợ xã hội đã nhận trợ cấp qua tài khoản, "
        "tỷ lệ lần lượt là 70,4% và 48,7%."
    )
    assert values(text, "cashless_payee_rate") == []


def test_a_share_with_a_long_subject_of_its_own_takes_no_word_from_the_one_before() -> None:
    text = (
        "Tỷ lệ phủ sóng 4G đạt 99,9% dân số, tỷ lệ người dân trưởng thành có tài khoản định danh điện tử "
        "đạt trên 98%."
    )
    assert values(text, "mobile_coverage_rate") == ["99.9"]


def test_what_some_of_those_have_is_of_their_group() -> None:
    before = "Toàn tỉnh có 168.400 người hưởng lương hưu, trợ cấp BHXH hằng tháng. "
    (claim,) = said_of(
        f"{before}Theo BHXH tỉnh, trong số đó 118.736 người nhận qua tài khoản cá nhân.", "cashless_payees"
    )
    assert claim.facet["group"] == "pension"


def test_the_same_rate_a_year_before_is_what_is_compared_with() -> None:
    text = (
        "118.736 người hưởng lương hưu nhận qua tài khoản, chiếm 70,5%; cùng kỳ năm 2023, tỷ lệ này là 56,3%."
    )
    assert values(text, "cashless_payee_rate") == ["70.5"]


def test_people_among_these_are_of_their_group() -> None:
    text = "Tỉnh có 162.480 người hưởng lương hưu; 136.970 người trong số này nhận qua tài khoản."
    assert [c.facet["group"] for c in said_of(text, "cashless_payees")][-1] == "pension"


def test_the_verb_right_before_a_figure_tells_its_stage() -> None:
    text = "Công an tỉnh đã thu nhận 987.410 hồ sơ cấp thẻ căn cước, cấp {} cấp thẻ căn cước."
    claims = said_of(text.format("941.265 thẻ, thu nhận 95.000 hồ sơ"), "id_cards")
    assert [(c.facet["stage"], str(c.value)) for c in claims][:2] == [
        ("application", "987410"),
        ("issued", "941265"),
    ]
    assert [
        c.facet["stage"] for c in said_of("Tỉnh hoàn thành cấp 837.317 hồ sơ cấp căn cước.", "id_cards")
    ] == ["application"]


def test_a_list_of_units_with_blocks_is_one_phrase() -> None:
    (claim,) = said_of(
        "98,9% thôn, khối phố của tỉnh đã có sóng 4G, còn 14 thôn lõm sóng.", "mobile_coverage_rate"
    )
    assert (claim.facet["base"], claim.facet["tech"]) == ("villages", "4G")


def test_a_short_noun_that_two_things_share_counts_neither() -> None:
    said = "Trạm BTS {}được đầu tư. Toàn tỉnh có 2.220 trạm."
    assert values(said.format(""), "mobile_base_stations") == ["2220"]
    assert values(said.format("và trạm y tế "), "mobile_base_stations") == []


def test_cards_that_came_back_and_cards_that_were_handed_out() -> None:
    text = "Tỉnh thu nhận 398.615 hồ sơ căn cước, Bộ Công an trả về 391.840 thẻ, trả 389.926 thẻ cho dân."
    assert [c.facet["stage"] for c in said_of(text, "id_cards")] == ["application", "received", "delivered"]


def test_of_a_list_of_levels_the_last_says_what_all_are_of() -> None:
    claims = read_in_article(
        "Trên 90% tổng số hồ sơ công việc tại cấp tỉnh; trên 80% tổng số hồ sơ công việc tại cấp huyện và "
        "trên 60% tổng số hồ sơ công việc tại cấp xã được xử lý trên môi trường mạng."
    ).claims
    assert [(c.facet["level"], c.evidence.figure) for c in claims] == [
        ("province", "90%"),
        ("district", "80%"),
        ("commune", "60%"),
    ]


def test_what_a_part_is_out_of_is_no_level() -> None:
    (claim,) = read_in_article("Có 1.397 thủ tục được cung cấp toàn trình trên tổng số 2.071 thủ tục.").claims
    assert (claim.facet["level"], claim.evidence.figure) == ("full", "1.397")


def test_parts_in_brackets_are_of_the_whole_and_its_share_stands_behind_them() -> None:
    claims = read_in_article(
        "Số tài khoản định danh điện tử đã kích hoạt là 973.218 tài khoản (mức 1: 104.906; mức 2: 868.312), "
        "đạt 81,64% so với tổng số tài khoản được cấp."
    ).claims
    assert [(c.indicator, c.facet, c.evidence.figure) for c in claims] == [
        ("eid_accounts_activated", {"level": "any"}, "973.218"),
        ("eid_accounts_activated", {"level": "2"}, "868.312"),
        ("eid_activation_rate", {}, "81,64%"),
    ]


def test_two_shares_of_one_count_may_follow_it() -> None:
    claims = read_in_article(
        "Tỉnh kích hoạt 704.828 tài khoản VNeID, đạt 40,8% so với tổng số dân, đạt 73,3% so với chỉ tiêu."
    ).claims
    assert [c.indicator for c in claims] == [
        "eid_accounts_activated",
        "eid_activation_rate",
        "eid_activation_target_rate",
    ]


def test_a_short_noun_alone_in_brackets_is_of_what_its_clause_named() -> None:
    (claim,) = said_of(
        "Hạ tầng trạm thu phát sóng toàn tỉnh có 1.491 cột ăng ten (3.560 trạm).", "mobile_base_stations"
    )
    assert claim.value == 3560
    assert said_of("Trạm BTS của tỉnh phủ sóng 120 trạm y tế (90 trạm).", "mobile_base_stations") == []


def test_some_of_what_a_sentence_counted_are_of_its_group() -> None:
    payees, rate = read_in_article(
        "Có 1.846 người hưởng lương hưu; trong đó 927 người nhận qua tài khoản cá nhân, chiếm 50,2%."
    ).claims
    assert {payees.facet["group"], rate.facet["group"]} == {"pension"}


def test_in_a_list_of_parts_the_noun_may_stand_ahead_without_a_verb() -> None:
    claims = said_of(
        "Tỉnh cung cấp thủ tục hành chính, trong đó dịch vụ công toàn trình 1.142, một phần 738.",
        "online_procedures",
    )
    assert [(c.facet["level"], c.evidence.figure) for c in claims] == [("full", "1.142"), ("partial", "738")]
    assert said_of("Dịch vụ công trực tuyến toàn trình 1.142, theo Cổng.", "online_procedures") == []


def test_what_stands_behind_the_comma_is_not_what_took_a_share_before_it() -> None:
    text = "Nông nghiệp chiếm 27% GRDP, vì vậy phát triển kinh tế số nông thôn rất quan trọng."
    assert said_of(text, "digital_economy_share") == []


def test_a_part_may_count_by_the_beginning_of_its_noun() -> None:
    claims = said_of(
        "Hệ thống cung cấp 1.412 DVCTT, trong đó DVCTT mức độ 4 là 1.186 dịch vụ, mức độ 3 là 226 dịch vụ.",
        "online_procedures",
    )
    assert [(c.facet["level"], c.evidence.figure) for c in claims] == [
        ("any", "1.412"),
        ("full", "1.186"),
        ("partial", "226"),
    ]


def test_members_behind_a_slash_are_no_denominator_of_their_teams() -> None:
    teams, members = read_in_article("Tỉnh có 1.203 tổ công nghệ số cộng đồng/7.540 thành viên.").claims
    assert (teams.indicator, members.indicator) == ("community_teams", "community_team_members")


def test_a_level_may_be_followed_by_the_next_count() -> None:
    claims = said_of(
        "Có 36 hệ thống cấp độ 2 và 5 hệ thống cấp độ 3 được phê duyệt cấp độ an toàn.", "information_systems"
    )
    assert [c.evidence.figure for c in claims] == ["36", "5"]


def procedures_of(paragraph: str) -> list[tuple[str, str]]:
    claims = said_of(paragraph, "online_dossier_rate")
    return [(claim.facet["procedure"], claim.evidence.figure) for claim in claims]


def test_each_procedure_has_a_rate_of_its_own() -> None:
    assert procedures_of(
        "Tỷ lệ hồ sơ trực tuyến đạt 81,3%; cụ thể: đăng ký khai sinh 88,6%, cấp Phiếu lý lịch tư pháp 93,9%."
    ) == [("all", "81,3%"), ("đăng ký khai sinh", "88,6%"), ("cấp phiếu lý lịch tư pháp", "93,9%")]
    assert procedures_of(
        "Kết quả tiếp nhận hồ sơ trực tuyến của một số thủ tục như sau:\n- Đăng ký thường trú: 38,2%;\n"
        "- Thông báo lưu trú: 96,5%."
    ) == [("đăng ký thường trú", "38,2%"), ("thông báo lưu trú", "96,5%")]


def test_in_a_list_of_procedures_the_short_name_right_before_the_rate_is_enough() -> None:
    assert procedures_of(
        "Hồ sơ trực tuyến của một số thủ tục: đăng ký khai sinh đạt 97%; khai tử đạt 95%, tạm trú 94,3%."
    ) == [("đăng ký khai sinh", "97%"), ("đăng ký khai tử", "95%"), ("đăng ký tạm trú", "94,3%")]
    for several in ("lĩnh vực tạm trú và đất đai", "khai sinh, kết hôn"):
        assert procedures_of(f"Hồ sơ trực tuyến đạt 88%; {several} đạt 91%.") == [("all", "88%")]


def test_a_level_right_before_its_figure_repeats_the_indicator() -> None:
    listed = said_of(
        "Hồ sơ công việc xử lý trên môi trường mạng, tỉnh 98,1%, huyện đạt 93,5%, xã 81%.", OFFICE
    )
    assert [(claim.facet["level"], claim.evidence.figure) for claim in listed] == [
        ("province", "98,1%"),
        ("district", "93,5%"),
        ("commune", "81%"),
    ]
    other = "Hồ sơ công việc cấp tỉnh xử lý trên môi trường mạng đạt 98%, hộ nghèo của huyện 3,5%."
    assert values(other, OFFICE) == ["98"]


def test_several_procedures_at_once_and_unknown_ones_have_none() -> None:
    assert procedures_of("Hồ sơ trực tuyến của thủ tục đăng ký khai sinh, đăng ký kết hôn đạt 95%.") == []
    assert procedures_of("Kết quả tiếp nhận hồ sơ trực tuyến như sau:\n- Cấp phép xây dựng: 38,2%.") == []


def test_the_density_of_what_was_counted_just_before_is_of_that() -> None:
    text = (
        "Thuê bao điện thoại có 1,93 triệu, mật độ 109,4 thuê bao/100 dân; "
        "thuê bao Internet băng rộng 1.297.600, mật độ 73,6 thuê bao/100 dân."
    )
    assert [claim.evidence.figure for claim in said_of(text, "phone_density")] == ["109,4"]


def test_each_unit_has_one_of_its_own() -> None:
    text = "200/200 xã, phường, thị trấn và 1.676/1.676 thôn, khối phố đều có tổ công nghệ số cộng đồng."
    claims = said_of(text, "community_teams")
    assert [(c.facet["level"], c.evidence.figure) for c in claims] == [
        ("commune", "200/200"),
        ("village", "1.676/1.676"),
    ]
    assert said_of("120/151 xã được tổ công nghệ số cộng đồng hỗ trợ.", "community_teams") == []


def test_the_portal_is_the_one_that_was_named() -> None:
    named = "Tỉnh tiếp nhận 521.870 hồ sơ trên Cổng Dịch vụ công quốc gia.\n\n"
    payments = "Quý I/2024, có 212.430 giao dịch thanh toán phí trực tuyến trên {} với 168,3 tỷ đồng."
    (claim,) = said_of(named + payments.format("Cổng"), "portal_payments")
    assert claim.facet["portal"] == "national"
    assert said_of(named + payments.format("ứng dụng"), "portal_payments") == []


def test_enterprises_and_organisations_are_one_list() -> None:
    (claim,) = said_of("Đến nay 8.730 doanh nghiệp, tổ chức đã dùng hóa đơn điện tử.", "enterprises")
    assert claim.facet["use"] == "einvoice"


def test_dossiers_of_some_services_are_not_the_provinces() -> None:
    few = "Riêng 11 dịch vụ công thuộc ngành Công an tiếp nhận 842.150 hồ sơ, tỷ lệ hồ sơ trực tuyến {}."
    assert said_of(few.format("đạt 95,4%"), "online_dossier_rate") == []
    of_25 = "Trong 25 dịch vụ công thiết yếu, đã phát sinh hơn 177,8 nghìn hồ sơ trực tuyến, đạt tỉ lệ 97,9%."
    assert said_of(of_25, "online_dossier_rate") == []
    all_of_them = "Có 25/25 dịch vụ công thiết yếu; tỷ lệ hồ sơ trực tuyến đạt 95,4%."
    assert len(said_of(all_of_them, "online_dossier_rate")) == 1


def test_members_are_of_the_teams_that_they_stand_with() -> None:
    whole = "Các thôn, xóm đều có tổ công nghệ số cộng đồng, tổng cộng 2.174 tổ với 13.860 thành viên."
    (members,) = said_of(whole, "community_team_members")
    assert members.facet["level"] == "all"
    parts = "467 tổ công nghệ số cộng đồng, gồm 65 tổ cấp xã và 402 tổ cấp thôn, với 3.385 thành viên."
    (members,) = said_of(parts, "community_team_members")
    assert members.facet["level"] == "all"


def test_people_alone_are_of_the_group_that_was_named() -> None:
    text = (
        "Đã thu thập, xác thực thông tin 41.265/48.011 đối tượng bảo trợ xã hội (đạt 85,95%); "
        "đã chi trả qua tài khoản cho 3.804 đối tượng."
    )
    (payees,) = said_of(text, "cashless_payees")
    assert payees.facet["group"] == "social_assistance"
    assert said_of(text, "cashless_payee_rate") == []


def test_parts_in_brackets_are_of_what_was_counted_as_a_ratio() -> None:
    text = "35/38 hệ thống thông tin được phê duyệt cấp độ an toàn (cấp độ 2: 31, cấp độ 3: 4)."
    claims = said_of(text, "information_systems")
    assert [(c.facet["role"], c.evidence.figure) for c in claims] == [
        ("security_approved", "35/38"),
        ("security_approved:2", "31"),
        ("security_approved:3", "4"),
    ]


def test_what_comes_last_is_not_said_of_what_it_excludes() -> None:
    text = "Hạ tầng cáp quang phủ đến 100% xã và 97,7% số thôn được phủ sóng 4G."
    assert [c.evidence.figure for c in said_of(text, "mobile_coverage_rate")] == ["97,7%"]


def test_an_abbreviation_in_brackets_parts_nothing() -> None:
    assert values("Đã có 74,6% hồ sơ thủ tục hành chính (TTHC) toàn tỉnh được nộp qua mạng.", ONLINE) == [
        "74.6"
    ]
    assert not BOUNDARY.search("hồ sơ thủ tục hành chính (tthc) nộp qua mạng")
    assert BOUNDARY.search("hồ sơ thủ tục hành chính (một phần) nộp qua mạng")


def test_what_most_of_them_are_excludes_nothing() -> None:
    teams = "Toàn tỉnh có 586 tổ công nghệ số cộng đồng; tổng cộng 4.012 thành viên tham gia"
    assert values(f"{teams}, phần lớn là cán bộ đoàn.", "community_team_members") == ["4012"]
    assert values(f"{teams} là cán bộ đoàn.", "community_team_members") == []


@pytest.mark.parametrize(("share", "rates"), [("khoảng 43%", ["43"]), ("khoảng 51%", [])])
def test_a_share_that_the_ratio_before_comes_to_needs_no_verb(share: str, rates: list[str]) -> None:
    text = f"Có 18.436/42.915 đối tượng bảo trợ xã hội được chi trả trợ cấp qua tài khoản, {share}."
    assert values(text, "cashless_payee_rate") == rates


def test_a_share_in_brackets_is_not_of_the_count_behind_them() -> None:
    text = "Công an tỉnh thu nhận 1.023.456 hồ sơ cấp CCCD (đạt 91%), 856.000 hồ sơ định danh điện tử (84%)."
    assert values(text, "eid_application_rate") == ["84"]


def test_what_the_sentence_names_comes_before_what_was_named_farther_off() -> None:
    text = "Cấp căn cước công dân, định danh điện tử\n\nTỉnh thu nhận {}; lũy kế thu nhận 918.764 hồ sơ."
    card, e_id = text.format("22.418 hồ sơ cấp CCCD"), text.format("22.418 hồ sơ định danh điện tử")
    assert values(card, "id_cards")[-1] == values(e_id, "eid_applications")[-1] == "918764"
    assert values(card, "eid_applications") == []


def test_what_a_sentence_is_about_holds_for_all_of_it() -> None:
    text = "{}, toàn tỉnh đã rà soát nhiều lần; nay 22.413 người nhận trợ cấp qua tài khoản."
    (claim,) = said_of(text.format("Với bảo trợ xã hội"), "cashless_payees")
    assert claim.facet["group"] == "social_assistance"
    (claim,) = said_of(text.format("Với bảo trợ xã hội và người có công"), "cashless_payees")
    assert claim.facet["group"] == "all"


def test_what_is_less_is_said_of_the_part_before_it() -> None:
    text = "Hồ sơ trực tuyến của thủ tục đăng ký tạm trú đạt 61,3%, đăng ký thường trú thì {}, khoảng 38%."
    assert procedures_of(text.format("thấp hơn"))[-1] == ("đăng ký thường trú", "38%")
    assert procedures_of(text.format("khó làm")) == [("đăng ký tạm trú", "61,3%")]


def test_out_of_how_many_may_stand_behind_a_comma() -> None:
    text = "Có 38.915 đối tượng bảo trợ xã hội nhận trợ cấp qua tài khoản, trên tổng số 45.208 người."
    assert values(text, "cashless_payees") == ["38915"]


def test_in_general_is_of_all_parts() -> None:
    text = "Hồ sơ trực tuyến của thủ tục đăng ký thường trú đạt 93,4%, {}, con số này là 58,7%."
    assert procedures_of(text.format("còn tính chung"))[-1] == ("all", "58,7%")
    assert procedures_of(text.format("còn năm 2022"))[-1] == ("đăng ký thường trú", "58,7%")


def test_by_how_much_a_rank_rose_lists_nothing_on() -> None:
    ranks = said_of(
        "Xếp hạng DTI năm 2022 của tỉnh là 26/63, tăng 6 bậc, nhưng trụ cột xã hội số mới đứng thứ 34.",
        "dti_rank",
    )
    assert [(c.facet["pillar"], str(c.value)) for c in ranks] == [("total", "26"), ("society", "34")]


def test_those_of_whom_some_are_paid_are_not_the_paid() -> None:
    text = "Toàn tỉnh {} 162.480 người hưởng lương hưu; 136.970 người trong số này nhận qua tài khoản."
    assert values(text.format("có"), "cashless_payees") == ["136970"]


def test_whose_number_it_is_stands_on_its_own_side_of_the_comma() -> None:
    text = "Các doanh nghiệp lắp 22 trạm BTS tại 19 xóm{} số trạm BTS của tỉnh lên 1.548 trạm."
    assert values(text.format(", nâng"), "mobile_base_stations") == ["22", "1548"]


def groups_of(text: str) -> list[str]:
    return [claim.facet["group"] for claim in said_of(text, "cashless_payees")]


def test_people_are_of_the_group_that_was_spoken_of_last() -> None:
    text = "Toàn tỉnh có 41.870 {}. Đến nay, {} 24.326 người nhận trợ cấp qua tài khoản."
    assert groups_of(text.format("người hưởng lương hưu", "đã có")) == ["pension"]
    assert groups_of(text.format("đối tượng bảo trợ xã hội", "số người đã nhận là")) == ["social_assistance"]
    assert groups_of(text.format("đối tượng bảo trợ xã hội", "toàn tỉnh có")) == ["all"]
    assert groups_of(text.format("người có công và đối tượng bảo trợ xã hội", "đã có")) == ["all"]


def test_the_nearer_group_is_the_one_spoken_of() -> None:
    text = (
        "Với người có công, đã rà soát xong; có 36.540 {}, đã chi trả trợ cấp qua tài khoản cho 33.118 người."
    )
    assert groups_of(text.format("đối tượng bảo trợ xã hội"))[-1] == "social_assistance"
    assert groups_of(text.format("hồ sơ"))[-1] == "merit"


def test_then_stands_behind_a_level_of_before() -> None:
    text = "Nếu như cuối năm 2022, hồ sơ nộp trực tuyến của tỉnh mới 38,7% thì đến cuối năm 2023 là 66,9%."
    assert values(text, ONLINE) == ["38.7", "66.9"]


def test_dossiers_of_the_police_alone_are_not_the_provinces() -> None:
    text = "{} Công an trong quý tiếp nhận 64.918 hồ sơ, trong đó 62.077 hồ sơ nộp trực tuyến, chiếm 95,62%."
    assert values(text.format("Riêng lực lượng"), ONLINE) == []


@pytest.mark.parametrize(("share", "rates"), [("86%", ["86"]), ("70%", [])])
def test_a_share_out_of_what_comes_before_it_is_of_its_part(share: str, rates: list[str]) -> None:
    text = f"Tỉnh kích hoạt 950 nghìn tài khoản định danh điện tử trên 1,1 triệu hồ sơ, đạt {share}."
    assert values(text, "eid_activation_rate") == rates


def test_what_all_are_of_may_come_last() -> None:
    text = "Kinh tế số năm 2022 chiếm 7,5%, năm 2023 chiếm 9,1% {}."
    assert values(text.format("GRDP"), "digital_economy_share") == ["7.5", "9.1"]
    assert values(text.format("ngân sách"), "digital_economy_share") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tỉnh giao chỉ tiêu 80% hồ sơ nộp trực tuyến; kết quả 2 tháng của toàn tỉnh là 83,2%.",
            ["80", "83.2"],
        ),
        ("Chỉ tiêu hồ sơ nộp trực tuyến tỉnh giao 80%, thực hiện 83,2%.", ["80", "83.2"]),
        ("Tỉnh đặt mục tiêu 80% hồ sơ nộp trực tuyến, đến nay đã thực hiện được 83,2%.", ["80", "83.2"]),
        ("Tỉnh đặt mục tiêu 80% hồ sơ nộp trực tuyến, con số thực tế mới dừng ở 73,2%.", ["80", "73.2"]),
        ("Tỉnh đặt mục tiêu 80% hồ sơ nộp trực tuyến, kết quả giải ngân là 83,2%.", ["80"]),
    ],
)
def test_what_came_of_a_goal_repeats_it(text: str, expected: list[str]) -> None:
    claims = said_of(text, ONLINE)
    assert [str(c.value) for c in claims] == expected
    assert [c.status.value for c in claims] == ["target", "actual"][: len(expected)]


@pytest.mark.parametrize(
    ("more", "scopes"),
    [
        ("tính bình quân chung toàn tỉnh là 85,9%", ["district", "province"]),
        ("cao hơn mặt bằng chung 85,9% của tỉnh", ["district", "province"]),
        ("cao hơn mặt bằng chung 85,9% của tỉnh bạn", ["district", "district"]),
    ],
)
def test_all_of_the_province_beside_one_of_its_parts(more: str, scopes: list[str]) -> None:
    claims = said_of(f"Tỷ lệ hồ sơ nộp trực tuyến của huyện Chư Sê đạt 97,8%, {more}.", ONLINE)
    assert [c.scope.value for c in claims] == scopes


def test_the_number_of_all_the_province_is_what_was_counted_of_a_part() -> None:
    text = "Xã Ia Grăng có tỷ lệ hồ sơ nộp trực tuyến 79,4%. {} của toàn tỉnh là 72,8%."
    assert [c.scope.value for c in said_of(text.format("Con số"), ONLINE)] == ["commune", "province"]
    assert values(text.format("Tỷ lệ nghèo"), ONLINE) == ["79.4"]


@pytest.mark.parametrize(("how", "expected"), [("lần lượt đạt", ["98.5", "92.2"]), ("lần lượt tăng", [])])
def test_the_shares_of_two_counts_follow_in_turn(how: str, expected: list[str]) -> None:
    text = (
        "Tỉnh chi trả qua tài khoản cho 41.377/42.015 người có công và 139.820/151.664 đối tượng bảo trợ "
        f"xã hội, {how} 98,5% và 92,2%."
    )
    assert values(text, "cashless_payee_rate") == expected


def test_where_a_sentence_turns_another_thing_is_counted() -> None:
    text = "Công an tỉnh đã cấp 706.518 tài khoản định danh điện tử {} mới kích hoạt được 497.233 tài khoản."
    assert values(text.format("nhưng"), "eid_accounts_issued") == ["706518"]
    assert values(text.format("nhưng"), "eid_accounts_activated") == ["497233"]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [("mức độ 1 và 2", ["71.2"]), ("mức 2", ["71.2"]), ("và cấp 710.000 thẻ căn cước", [])],
)
def test_levels_do_not_part_a_share_from_its_count(levels: str, expected: list[str]) -> None:
    text = f"Tỉnh đã kích hoạt 486.900 tài khoản định danh điện tử {levels}, đạt 71,2%."
    assert values(text, "eid_activation_rate") == expected


def test_the_goal_of_the_whole_year_is_no_other_period() -> None:
    text = "Tỉnh đã kích hoạt 1.058.412 tài khoản định danh điện tử, bằng 102,4% {} cả năm."
    assert values(text.format("chỉ tiêu Bộ Công an giao"), "eid_activation_target_rate") == ["102.4"]
    assert values(text.format("của"), "eid_activation_target_rate") == []


@pytest.mark.parametrize(
    ("opening", "read"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt 71%. Nhiều thủ tục đạt gần tuyệt đối như", ["71", "99", "88"]),
        ("Việc nộp trực tuyến đã thành nếp. Một số thủ tục người dân đã quen:", ["99", "88"]),
        ("Tỷ lệ giải quyết đúng hạn đạt 97%. Nhiều thủ tục đạt gần tuyệt đối như", []),
        ("Tỷ lệ hồ sơ trực tuyến đạt 71%, số hóa hồ sơ đạt 60%. Một số thủ tục đạt cao:", ["71"]),
    ],
)
def test_procedures_in_a_list_are_of_the_share_named_before(opening: str, read: list[str]) -> None:
    assert values(f"{opening} thông báo lưu trú 99%, đăng ký thường trú 88%.", ONLINE) == read


def test_a_share_is_held_against_the_count_of_its_own_place() -> None:
    paid = "Chi trả qua tài khoản cho 38.905/39.412 đối tượng an sinh xã hội"
    text = paid + " ({}%); Kon Tum 41.280/46.905 đối tượng (88,0%)."
    failed = [
        [c.place for c in read_in_article(text.format(share)).claims if "ratio" in c.checks.failed]
        for share in ("98,7", "89,7")
    ]
    assert failed == [[], ["vn63/gia_lai", "vn63/gia_lai"]]


@pytest.mark.parametrize(
    ("part", "read"),
    [
        (", trong đó có 148 sản phẩm OCOP, lên sàn thương mại điện tử", ["743"]),
        (" lên sàn thương mại điện tử, riêng OCOP 148 sản phẩm", ["743"]),
        (" lên sàn thương mại điện tử (Voso 148 sản phẩm, Postmart 595 sản phẩm)", ["743"]),
        (", trong đó có 148 sản phẩm OCOP lên sàn thương mại điện tử", ["743", "148"]),
    ],
)
def test_what_is_told_aside_is_a_part(part: str, read: list[str]) -> None:
    """In the last one nobody can tell whether the whole is sold there."""
    assert values(f"Tỉnh có 743 sản phẩm{part}.", "products_on_ecommerce") == read


def test_what_is_told_aside_of_another_time_is_no_part() -> None:
    text = "Tỉnh có 743 sản phẩm lên sàn thương mại điện tử (năm 2022 là 148 sản phẩm)."
    assert values(text, "products_on_ecommerce") == ["743", "148"]


@pytest.mark.parametrize(("share", "right"), [("32,2", ["18450"]), ("64,4", [])])
def test_the_share_tells_who_are_some_of_whom(share: str, right: list[str]) -> None:
    both = (
        "Tỉnh có 57.300 đối tượng bảo trợ xã hội, 18.450 đối tượng bảo trợ xã hội nhận trợ cấp qua tài khoản"
    )
    claims = said_of(f"{both}, đạt {share}%.", "cashless_payees")
    assert [str(claim.value) for claim in claims if not claim.checks.failed] == right


def test_the_name_of_an_index_in_brackets_parts_nothing() -> None:
    text = "100% cơ quan nhà nước xử lý hồ sơ công việc trên môi trường mạng. {} năm 2021 đạt 86,22%."
    assert values(text.format("Chỉ số cải cách hành chính (PAR INDEX)"), OFFICE) == ["100"]
    assert values(text.format("Tỷ lệ này"), OFFICE) == ["100", "86.22"]


@pytest.mark.parametrize(("of_whom", "rates"), [("của nhóm này", []), ("của tỉnh", ["52.9"])])
def test_dossiers_of_a_group_of_services_are_not_all(of_whom: str, rates: list[str]) -> None:
    text = f"Tổng số 184.256 hồ sơ {of_whom} đã tiếp nhận, trong đó nộp trực tuyến 97.380 hồ sơ, chiếm 52,9%."
    claims = read_in_article(text).claims
    assert [str(c.value) for c in claims if c.indicator == "online_dossier_rate"] == rates


@pytest.mark.parametrize(
    ("of_what", "base"), [("58,7% dân số", "population"), ("70,6%", "communes"), ("70,6% số xã", "communes")]
)
def test_a_percentage_is_of_what_stands_right_behind_it(of_what: str, base: str) -> None:
    (claim,) = said_of(f"Mạng 5G đã phủ sóng 72 xã, phường, đạt {of_what}.", "mobile_coverage_rate")
    assert claim.facet["base"] == base


def test_a_ratio_in_brackets_is_of_what_its_percentage_is() -> None:
    text = "Cổng Dịch vụ công của tỉnh đã kết nối với Cổng Dịch vụ công quốc gia, {} 164/355 TTHC{}."
    of_a_share = text.format("tỷ lệ TTHC có thanh toán trực tuyến đạt 46,2% (", ")")
    assert values(of_a_share, "portal_catalogue") == []
    assert values(text.format("với", ""), "portal_catalogue") == ["164"]


@pytest.mark.parametrize(
    ("outer", "found"),
    [
        ("- Công an tiếp nhận hồ sơ trực tuyến của một số thủ tục. Cụ thể:", ["95.39", "97.02"]),
        ("- Công an tiếp nhận hồ sơ, đúng hạn 99%. Cụ thể:", []),
        ("+ Công an tiếp nhận hồ sơ trực tuyến của một số thủ tục.", []),
    ],
)
def test_a_list_in_a_list_has_an_introduction_of_its_own(outer: str, found: list[str]) -> None:
    text = (
        f"Kết quả Đề án 06:\n\n- Mạng lưới đã rộng khắp.\n{outer}\n"
        "+ Đăng ký thường trú: 4.512/4.730 hồ sơ (đạt 95,39%);\n"
        "+ Đăng ký tạm trú: 6.088/6.275 hồ sơ, đạt 97,02%."
    )
    assert values(text, "online_dossier_rate") == found


def test_one_procedure_apart_is_of_its_own() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến của 11 dịch vụ công thiết yếu đạt 88,5%, {}đăng ký thường trú{} 79,6%."
    assert procedures_of(text.format("riêng thủ tục ", "")) == [("đăng ký thường trú", "79,6%")]
    assert procedures_of(text.format("riêng thủ tục ", " đúng hạn")) == []


def test_what_all_stations_are_for_is_not_of_the_few_named_last() -> None:
    text = "Tỉnh có 12.000 trạm BTS, trong đó 300 trạm 5G, {} 98% khu dân cư."
    for told, tech in (("đảm bảo phủ sóng", "any"), ("phủ", "5G")):
        (claim,) = said_of(text.format(told), "mobile_coverage_rate")
        assert claim.facet == {"base": "villages", "tech": tech}


def test_some_of_those_are_a_part_by_what_stands_behind_them() -> None:
    text = (
        "Thu thập thông tin của 92.117 đối tượng bảo trợ xã hội, "
        "18.604 người trong số đó có tài khoản ngân hàng{}."
    )
    for then in ("", "; đã chi trả qua tài khoản cho 6.230 đối tượng"):
        stages = {str(c.value): c.facet["stage"] for c in said_of(text.format(then), "beneficiaries")}
        assert stages == {"92117": "profiled", "18604": "bank_account"}
