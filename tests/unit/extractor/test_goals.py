"""Plans, resolutions and reports about them: what is wished never becomes a level."""

import pytest

from support.reading import SOURCE, only_claim, read, read_in_article, reader
from tinhso_extractor.core.document import Told
from tinhso_shared.events import Status

RESOLUTION = """HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA
Số: 45/NQ-HĐND
Sơn La, ngày 12 tháng 12 năm 2023

NGHỊ QUYẾT
Về chính quyền số, kinh tế số và xã hội số tỉnh Sơn La giai đoạn 2024 - 2026

Điều 1. Thông qua các chỉ tiêu chủ yếu về chuyển đổi số như sau:
1. Về chính quyền số
a) 100% thủ tục hành chính đủ điều kiện được cung cấp dịch vụ công trực tuyến toàn trình.
b) Tỷ lệ hồ sơ nộp trực tuyến đạt 80% trở lên.
2. Về kinh tế số
a) Kinh tế số chiếm 15% GRDP.
3. Về xã hội số
a) Cấp chữ ký số cá nhân cho 40% người dân trưởng thành.
"""
REPORT = """Sơn La thông qua nghị quyết về chuyển đổi số

Thứ Ba, 12/12/2023, 09:15

Sáng 12/12, tại kỳ họp cuối năm, HĐND tỉnh Sơn La đã thông qua Nghị quyết về kinh tế số và xã hội số.

Theo nghị quyết, đến năm 2026, tỷ lệ hồ sơ nộp trực tuyến đạt 90%. Kinh tế số chiếm 15% GRDP.

Về hạ tầng, sóng 5G phủ 60% dân số.
"""


@pytest.mark.parametrize("text", [RESOLUTION, REPORT], ids=["the resolution itself", "a report about it"])
def test_what_a_resolution_sets_is_no_level(text: str) -> None:
    claims = read(text).claims
    assert len(claims) >= 3
    assert {claim.status for claim in claims} == {Status.TARGET}


def test_a_report_about_a_plan_may_say_what_is_so_already() -> None:
    claims = read(REPORT + "\nĐến nay, toàn tỉnh đã cấp 43.120 chữ ký số.\n").claims
    assert [str(c.value) for c in claims if c.status is Status.ACTUAL] == ["43120"]


def test_a_project_by_its_number_makes_no_plan_of_its_report() -> None:
    text = REPORT.replace("thông qua nghị quyết về chuyển đổi số", "triển khai Đề án 06: nhìn từ cơ sở")
    last = text.split("\n\n")[-1]
    claims = reader().read(text.replace(last, "Tỷ lệ hồ sơ trực tuyến đạt 71%.\n"), SOURCE, Told())[1].claims
    assert claims[-1].status is Status.ACTUAL


def test_results_inside_a_plan_are_results() -> None:
    text = """KẾ HOẠCH
Chuyển đổi số tỉnh Nam Định năm 2024

Ngày 02/02/2024

I. KẾT QUẢ NĂM 2023
Tỷ lệ hồ sơ trực tuyến đạt 61%.

II. MỤC TIÊU
Tỷ lệ hồ sơ trực tuyến đạt 80%.
"""
    claims = reader().read(text, SOURCE, Told())[1].claims
    assert [(str(c.value), c.status) for c in claims] == [("61", Status.ACTUAL), ("80", Status.TARGET)]


def test_a_heading_with_a_year_to_come_makes_goals_of_its_list() -> None:
    head = "Chuyển đổi số ở tỉnh Sơn La\n\nThứ Ba, 12/12/2023, 09:15\n\n"
    text = head + "Đến năm 2026:\n- Kinh tế số chiếm 15% GRDP.\n"
    (claim,) = read(text).claims
    assert (claim.status, str(claim.as_of)) == (Status.TARGET, "2026-12-31")


def test_what_has_to_be_at_least_is_a_goal() -> None:
    (claim,) = read_in_article("Kinh tế số chiếm tối thiểu 15% GRDP của tỉnh.").claims
    assert claim.status is Status.TARGET


@pytest.mark.parametrize(
    "text",
    [
        "Sau sắp xếp, toàn tỉnh có 2.716 tổ công nghệ số cộng đồng.",
        "Chiến dịch về đích: toàn tỉnh có 2.716 tổ công nghệ số cộng đồng.",
        "Kinh tế số chiếm 13% GRDP, kém mục tiêu 15%. Tỉnh có 2.716 tổ công nghệ số cộng đồng.",
    ],
)
def test_words_that_only_look_like_wishes(text: str) -> None:
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "community_teams")
    assert claim.status is Status.ACTUAL


def test_what_has_changed_since_a_year_was_reached_also_in_a_plan() -> None:
    text = (
        "KẾ HOẠCH NÂNG CAO CHỈ SỐ CHUYỂN ĐỔI SỐ (DTI) TỈNH GIA LAI NĂM 2025\n\n"
        "Năm 2022, tỉnh Gia Lai xếp hạng chính quyền số: 44/63 tỉnh (giảm 10 bậc so với năm 2021). "
        "Xếp hạng xã hội số: 20/63 tỉnh (thuộc nhóm dẫn đầu).\n"
    )
    claims = {str(claim.value): claim.status for claim in read(text).claims if claim.indicator == "dti_rank"}
    assert claims == {"44": Status.ACTUAL, "20": Status.TARGET}


def test_the_next_items_of_a_list_of_goals_are_goals() -> None:
    text = (
        "Mục tiêu mà tỉnh đề ra là 100% cán bộ có kỹ năng số.\n\n"
        "80% người trưởng thành trong tỉnh có chữ ký số.\n\n{}75% hộ gia đình có internet cáp quang."
    )
    said = [
        {c.indicator: c.status for c in read_in_article(text.format(head)).claims}["fibre_internet_rate"]
        for head in ("", "Toàn tỉnh có ")
    ]
    assert said == [Status.TARGET, Status.ACTUAL]


def test_a_list_of_goals_may_be_as_long_as_it_likes() -> None:
    items = "\n\n".join(f"{number % 90 + 10}% số cây xanh được trồng." for number in range(3000))
    goal = "Mục tiêu mà tỉnh đề ra là 100% cán bộ có kỹ năng số."
    text = f"{goal}\n\n{items}\n\n75% hộ gia đình có internet cáp quang."
    statuses = {claim.indicator: claim.status for claim in read_in_article(text).claims}
    assert statuses["fibre_internet_rate"] is Status.TARGET


INDICATORS = """Kết quả thực hiện một số chỉ tiêu chuyển đổi số năm 2024 của tỉnh Gia Lai

Thứ Hai, 20/01/2025, 14:32

A. Nhóm chỉ tiêu do Sở Thông tin và Truyền thông theo dõi
1. Tỷ lệ hộ gia đình có Internet cáp quang: 83,66%
"""
PLAN_WITH_RESULTS = """UBND tỉnh Gia Lai ban hành Kế hoạch chuyển đổi số năm 2025

Thứ Hai, 20/01/2025, 14:32

Kết quả năm 2024 (số liệu tính đến ngày 15/12/2024)
Hạ tầng số: tỷ lệ hộ gia đình có Internet cáp quang 76,9%.

Mục tiêu năm 2025
- 80% hộ gia đình có Internet cáp quang.
"""


def statuses(text: str) -> list[Status]:
    return [claim.status for claim in read(text).claims]


def test_a_report_on_indicators_lists_what_was_reached() -> None:
    assert statuses(INDICATORS) == [Status.ACTUAL]
    plan = INDICATORS.replace("Kết quả thực hiện một số chỉ tiêu", "Kế hoạch thực hiện các chỉ tiêu")
    assert statuses(plan) == [Status.TARGET]


def test_the_results_in_a_plan_end_where_its_goals_begin() -> None:
    assert statuses(PLAN_WITH_RESULTS) == [Status.ACTUAL, Status.TARGET]


def test_what_raised_the_total_is_what_was_added() -> None:
    text = "Tỉnh đã phát triển 57 trạm BTS, nâng tổng số trạm BTS của tỉnh lên 3.236 trạm."
    assert [c.status for c in read_in_article(text).claims] == [Status.CHANGE_DELTA, Status.ACTUAL]


def test_what_a_text_without_a_day_tells_as_a_fact_is_none_to_come() -> None:
    text = (
        "Gia Lai vươn lên\n\nTính đến ngày 23/6/2022, các địa phương được đánh giá hằng tháng.\n\n"
        "Trong năm 2024, Gia Lai {} xếp thứ 4 cả nước trên bảng xếp hạng Bộ chỉ số 766.\n"
    )
    assert statuses(text.format("đã vươn lên")) == [Status.ACTUAL]
    assert statuses(text.format("sẽ có thể")) == [Status.PLAN]


def test_a_year_at_whose_door_a_text_stands_makes_no_plan_of_it() -> None:
    text = (
        "Gia Lai {} năm 2026\n\nThứ Năm, 20/11/2025, 08:00\n\nKinh tế số chiếm 15% GRDP của tỉnh Gia Lai.\n"
    )
    assert statuses(text.format("bứt tốc trước ngưỡng cửa")) == [Status.ACTUAL]
    assert statuses(text.format("chuyển đổi số")) == [Status.TARGET]


def test_a_goal_that_has_to_be_met_is_not_met() -> None:
    text = "Đến ngày 5/3, tỉnh phải hoàn thành mục tiêu cấp hơn 600.000 thẻ căn cước công dân."
    assert [c.status for c in read_in_article(text).claims] == [Status.TARGET]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỉnh có 917.648 tài khoản định danh điện tử kích hoạt, đạt chỉ tiêu được giao (840.000 tài khoản).",
         [Status.ACTUAL, Status.TARGET]),
        ("Công an tỉnh đã cấp 46.320 thẻ căn cước công dân, đạt 102% kế hoạch 45.000 thẻ.",
         [Status.ACTUAL, Status.TARGET]),
        ("Theo kế hoạch năm, tỉnh đã cấp 46.320 thẻ căn cước công dân.", [Status.ACTUAL]),
        ("Theo lộ trình đến hết 2025, cả tỉnh có 2.300 trạm BTS.", [Status.TARGET]),
        ("Đúng lộ trình, cả tỉnh có 2.300 trạm BTS.", [Status.ACTUAL]),
        ("Ngành muốn 50% hộ gia đình có internet cáp quang.", [Status.PLAN]),
        ("Ngành muốn tăng tỷ lệ hộ gia đình có internet cáp quang, hiện mới ở mức 27,3%.", [Status.ACTUAL]),
    ],
)  # fmt: skip
def test_goals_beside_results(text: str, expected: list[Status]) -> None:
    assert [c.status for c in read_in_article(text).claims] == expected


def test_what_was_so_when_is_compared_with() -> None:
    text = (
        "Số trên tăng so với cuối năm 2022, khi toàn tỉnh mới có 1.506 trạm BTS. Nay tỉnh có 2.214 trạm BTS."
    )
    assert [str(c.value) for c in read_in_article(text).claims] == ["2214"]


@pytest.mark.parametrize(
    "text",
    [
        "Toàn tỉnh có 3.236 trạm BTS, qua đó nâng tổng số thôn có sóng lên 1.120 thôn.",
        "Cùng kỳ, toàn tỉnh đã có 1.452 trạm BTS.",
    ],
)
def test_what_there_is_stays_a_level(text: str) -> None:
    assert [c.status for c in read_in_article(text).claims] == [Status.ACTUAL]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Với mục tiêu hoàn thành cài đặt, kích hoạt 728.000 tài khoản VNeID, tỉnh đẩy nhanh tiến độ.",
            Status.TARGET,
        ),
        ("Tỉnh đặt mục tiêu không chỉ đạt chỉ tiêu đã đặt ra là kinh tế số 25% GRDP.", Status.TARGET),
        ("Kinh tế số của tỉnh không chỉ 25% GRDP mà phải là động lực mới.", Status.TARGET),
        ("Cùng với mục tiêu đã hoàn thành, tỉnh kích hoạt 728.000 tài khoản VNeID.", Status.ACTUAL),
        ("Kinh tế số của tỉnh không chỉ đạt 25% GRDP mà còn dẫn đầu vùng.", Status.ACTUAL),
    ],
)
def test_what_a_goal_is_to_complete_is_not_complete(text: str, status: Status) -> None:
    (claim,) = read_in_article(text).claims
    assert claim.status is status


def test_what_reaches_a_share_of_its_goal_is_a_result_among_goals() -> None:
    plan = "KẾ HOẠCH\nChuyển đổi số của tỉnh Sơn La năm 2024\n\nNgày 5/12/2023\n\n"
    (claim,) = read(plan + "- Tỷ lệ hồ sơ nộp trực tuyến đạt 80% (đạt 90% mục tiêu).\n").claims
    assert claim.status is Status.ACTUAL
    goals = read(plan + "- Tỷ lệ hồ sơ nộp trực tuyến đạt 80% (năm 2025 đạt 90%).\n").claims
    assert {claim.status for claim in goals} == {Status.TARGET}


def test_what_was_assigned_is_a_goal_and_what_passed_it_is_not() -> None:
    reached, goal = read_in_article(
        "Toàn tỉnh có 98.426 hộ sản xuất nông nghiệp có tài khoản trên sàn thương mại điện tử, "
        "vượt chỉ tiêu Bộ giao năm nay là 90.000 hộ."
    ).claims
    assert (reached.status, goal.status) == (Status.ACTUAL, Status.TARGET)


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("7. Nhiệm vụ quý II/2024", Status.TARGET),
        ("7. Kết quả thực hiện nhiệm vụ quý I/2024", Status.ACTUAL),
    ],
)
def test_a_heading_of_tasks_to_come_heads_goals(heading: str, status: Status) -> None:
    (claim,) = read_in_article(f"{heading}\n\n- 96% doanh nghiệp dùng hóa đơn điện tử;").claims
    assert claim.status is status


def test_a_numbered_heading_heads_all_up_to_the_next() -> None:
    tasks = "6. Nhiệm vụ quý II/2024\n\nTriển khai 15 mô hình điểm của Đề án 06."
    text = f"{tasks}\n\n7. Nhân lực\n\nTỉnh có 586 tổ công nghệ số cộng đồng."
    models, teams = read_in_article(text).claims
    assert (models.status, teams.status) == (Status.TARGET, Status.ACTUAL)


@pytest.mark.parametrize(
    ("introduction", "status"),
    [
        ("UBND tỉnh ban hành kế hoạch, với các chỉ tiêu chủ yếu:", Status.TARGET),
        ("Phấn đấu đạt được các chỉ tiêu sau:", Status.TARGET),
        ("Đến nay, tỉnh đã hoàn thành nhiều chỉ tiêu:", Status.ACTUAL),
        ("I. TÌNH HÌNH THỰC HIỆN CÁC MỤC TIÊU, CHỈ TIÊU", Status.ACTUAL),
    ],
)
def test_an_introduction_leads_up_to_what_is_wished_or_reached(introduction: str, status: Status) -> None:
    (claim,) = read_in_article(f"{introduction}\nTỷ lệ hồ sơ trực tuyến đạt 61%;").claims
    assert claim.status is status


def test_what_has_to_be_at_least_is_a_goal_and_more_than_is_not() -> None:
    claims = read_in_article(
        "Ít nhất 30% hồ sơ công việc cấp tỉnh, 25% hồ sơ công việc cấp huyện được xử lý trên môi trường mạng."
    ).claims
    assert [claim.status for claim in claims] == [Status.TARGET, Status.TARGET]
    (claim,) = read_in_article("Hơn 30% hồ sơ công việc cấp tỉnh được xử lý trên môi trường mạng.").claims
    assert claim.status is Status.ACTUAL


def test_a_plan_for_a_year_is_a_goal_beside_what_is() -> None:
    actual, goal = read_in_article("Kinh tế số chiếm 6,8% GRDP, kế hoạch đến năm 2025 là 10%.").claims
    assert (actual.status, goal.status) == (Status.ACTUAL, Status.TARGET)


def test_what_is_pledged_is_a_plan() -> None:
    (claim,) = read_in_article("Tỉnh đăng ký nâng tỷ lệ hồ sơ trực tuyến lên 95%.").claims
    assert claim.status is Status.PLAN


def test_a_headline_that_tells_what_was_passed_is_of_no_plan() -> None:
    text = (
        "Gia Lai {} chỉ tiêu năm 2023 về dịch vụ công\n\nThứ Năm, 28/12/2023, 08:00\n\n"
        "Tỷ lệ hồ sơ trực tuyến của tỉnh Gia Lai là 80%.\n"
    )
    assert statuses(text.format("đạt và vượt")) == [Status.ACTUAL]
    assert statuses(text.format("giao")) == [Status.TARGET]


def test_what_was_so_since_january_is_no_goal_behind_a_wish() -> None:
    wish = "Giám đốc yêu cầu không làm cho đủ chỉ tiêu. Theo đó, việc nộp hồ sơ đều qua mạng. "
    for since, status in (("Từ đầu năm, ", Status.ACTUAL), ("", Status.TARGET)):
        text = f"{wish}{since or 'Theo đó, '}tỷ lệ hồ sơ trực tuyến của tỉnh là 94,6%."
        assert [c.status for c in read_in_article(text).claims] == [status]


@pytest.mark.parametrize(
    ("too", "status"), [("Cũng đến năm 2023, trên", Status.TARGET), ("Nay", Status.ACTUAL)]
)
def test_what_is_to_be_so_by_then_too_is_a_goal(too: str, status: Status) -> None:
    text = (
        "Mục tiêu của tỉnh là đến năm 2023, 100% dịch vụ đều trực tuyến. Ai cũng dùng được.\n\n"
        f"{too} 80% hồ sơ được nộp trực tuyến."
    )
    assert [c.status for c in read_in_article(text).claims] == [status]


def test_a_goal_goes_on_to_the_next_year() -> None:
    text = "Tỉnh phấn đấu đến năm 2022 có {} doanh nghiệp công nghệ số; đến năm 2023{} 150 doanh nghiệp số."
    assert [c.status for c in read_in_article(text.format("100", " có ít nhất")).claims] == [
        Status.TARGET
    ] * 2
    assert read_in_article(text.format("nhiều", " đã có")).claims[-1].status is Status.ACTUAL


def test_what_it_is_now_tells_that_the_figure_before_is_wished() -> None:
    text = "Hai là tỷ lệ hồ sơ trực tuyến lên 60%, {} 41,3%."
    assert [c.status for c in read_in_article(text.format("nay mới")).claims][:1] == [Status.TARGET]
    assert [c.status for c in read_in_article(text.format("năm ngoái là")).claims][:1] == [Status.ACTUAL]


def test_tasks_until_a_day_are_goals() -> None:
    text = "6. {} đến 31/12/2023\n\nHoàn thành kích hoạt 290.000 tài khoản định danh điện tử."
    assert [c.status for c in read_in_article(text.format("Nhiệm vụ")).claims] == [Status.TARGET]
    assert [c.status for c in read_in_article(text.format("Kết quả")).claims] == [Status.ACTUAL]


@pytest.mark.parametrize(
    ("opening", "status"),
    [("trình HĐND tỉnh", Status.TARGET), ("hoàn thành", Status.ACTUAL)],
)
def test_how_many_goals_there_are_hides_none_of_them(opening: str, status: Status) -> None:
    text = (
        f"UBND tỉnh {opening} 25 chỉ tiêu, trong đó GRDP tăng 10%; tỷ trọng kinh tế số đạt 15% GRDP năm 2023."
    )
    assert [c.status for c in read_in_article(text).claims if c.indicator == "digital_economy_share"] == [
        status
    ]


@pytest.mark.parametrize(("heading", "status"), [("Nhìn lại", Status.ACTUAL), ("Mục tiêu", Status.TARGET)])
def test_a_plan_that_looks_back_tells_results(heading: str, status: Status) -> None:
    text = (
        "Gia Lai: Ban hành Kế hoạch chuyển đổi số năm 2024\n\nThứ Sáu, 22/12/2023, 08:00\n\n"
        f"{heading} năm 2023\n\nToàn tỉnh có 1.547 trạm BTS.\n"
    )
    assert [claim.status for claim in read(text).claims] == [status]


def test_what_is_so_in_brackets_makes_no_result_of_the_next_goal() -> None:
    goals = "Tỉnh phấn đấu năm 2025 kinh tế số đóng góp 22% GRDP {}, 60% người trưởng thành có chữ ký số."
    for now in ("", "(năm 2023 ước 18,4%)"):
        last = read_in_article(goals.format(now)).claims[-1]
        assert (last.indicator, last.status) == ("adult_digital_signature_rate", Status.TARGET)


def test_what_is_pledged_is_not_reached() -> None:
    text = "Đơn vị {} hoàn thành mục tiêu 85% hộ gia đình dùng internet cáp quang."
    statuses = [read_in_article(text.format(how)).claims[0].status for how in ("cam kết cùng tỉnh", "đã")]
    assert statuses == [Status.TARGET, Status.ACTUAL]


def test_what_has_to_rise_is_a_goal() -> None:
    text = "Năm 2023 kinh tế số {} 20% GRDP."
    statuses = [read_in_article(text.format(how)).claims[0].status for how in ("phải lên", "lên")]
    assert statuses == [Status.TARGET, Status.ACTUAL]


@pytest.mark.parametrize(
    ("introduction", "status"),
    [("Kết quả một số chỉ tiêu chủ yếu:", Status.ACTUAL), ("Một số chỉ tiêu chủ yếu:", Status.TARGET)],
)
def test_what_came_of_the_goals_is_no_goal(introduction: str, status: Status) -> None:
    text = f"{introduction}\n\n- Sóng 4G phủ 99,5% dân số.\n- Toàn tỉnh có 1.547 trạm BTS.\n"
    assert [claim.status for claim in read_in_article(text).claims] == [status, status]


@pytest.mark.parametrize(("end", "status"), [("?", Status.ACTUAL), ("", Status.TARGET)])
def test_a_headline_that_asks_is_no_title_of_a_plan(end: str, status: Status) -> None:
    text = (
        f"Nghị quyết nâng cao chất lượng phục vụ ở Gia Lai{end}\n\nThứ Tư, 06/03/2024, 08:00\n\n"
        "Tỷ lệ hồ sơ trực tuyến của tỉnh 41,3%.\n"
    )
    assert [claim.status for claim in read(text).claims] == [status]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (
            "Sở tập trung hoàn thành các chỉ tiêu, trong đó đưa tỷ lệ hồ sơ trực tuyến lên 50%.",
            [Status.TARGET],
        ),
        ("Sở đã hoàn thành các chỉ tiêu, trong đó đưa tỷ lệ hồ sơ trực tuyến lên 50%.", [Status.ACTUAL]),
        (
            "Tỷ trọng kinh tế số trong GRDP năm 2023 đạt 11,6%, kế hoạch là 12%.",
            [Status.ACTUAL, Status.TARGET],
        ),
        ("Tôi đã hứa tỷ lệ hồ sơ trực tuyến của tỉnh đạt 60%.", [Status.PLAN]),
    ],
)
def test_what_is_still_to_be_done(text: str, statuses: list[Status]) -> None:
    assert [claim.status for claim in read_in_article(text).claims] == statuses


def test_what_still_has_obstacles_is_not_done() -> None:
    text = "Tỉnh đã triển khai 21 mô hình Đề án 06, 12 mô hình {}."
    counts = [len(read_in_article(text.format(how)).claims) for how in ("còn vướng kinh phí", "phát huy tốt")]
    assert counts == [1, 2]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("Toàn tỉnh có 612 doanh nghiệp công nghệ số.", Status.ACTUAL),
        ("Toàn tỉnh có 600 doanh nghiệp công nghệ số.", Status.TARGET),
    ],
)
def test_goals_are_round(more: str, status: Status) -> None:
    text = f"Tỉnh đặt mục tiêu kinh tế số chiếm 20% GRDP vào năm sau. {more}"
    assert [c.status for c in read_in_article(text).claims] == [Status.TARGET, status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kế hoạch năm nay, tỉnh lập 1.000.000 hồ sơ sức khỏe điện tử.", Status.TARGET),
        ("Tỉnh đặt kế hoạch tạo lập 1.000.000 hồ sơ sức khỏe điện tử.", Status.TARGET),
        ("Kế hoạch giao tạo lập 1.000.000 hồ sơ sức khỏe điện tử.", Status.TARGET),
        ("Theo kế hoạch giao ban, tỉnh báo cáo lập 1.000.000 hồ sơ sức khỏe điện tử.", Status.ACTUAL),
        ("Trong bảng tổng sắp, tỉnh lập 1.000.000 hồ sơ sức khỏe điện tử.", Status.ACTUAL),
    ],
)
def test_what_a_plan_gives_is_a_goal(text: str, status: Status) -> None:
    assert [c.status for c in read_in_article(text).claims] == [status]


@pytest.mark.parametrize(
    ("more", "statuses"),
    [
        ("đến 29/2 hoàn thành 59/68 nhiệm vụ", [Status.ACTUAL]),
        ("phấn đấu đến 29/2 hoàn thành 59/68 nhiệm vụ", [Status.TARGET]),
    ],
)
def test_what_was_assigned_is_done_by_a_day(more: str, statuses: list[Status]) -> None:
    text = f"Năm 2023, tỉnh giao 68 nhiệm vụ chuyển đổi số; {more}."
    found = [c for c in read_in_article(text).claims if c.indicator == "dx_projects_completed"]
    assert [c.status for c in found] == statuses


@pytest.mark.parametrize(
    "text",
    [
        "Còn 112.580 tài khoản định danh điện tử chưa được kích hoạt, bằng 14,6% tổng số tài khoản đã cấp.",
        "Toàn tỉnh phê duyệt 541.906 tài khoản định danh điện tử, số chờ phê duyệt 12.460.",
        "Có 46.300 người hưởng trợ cấp xã hội, 16.430 người vẫn lĩnh tiền mặt, không qua tài khoản.",
    ],
)
def test_who_is_left_is_not_counted(text: str) -> None:
    assert not {str(c.value) for c in read_in_article(text).claims} & {"14.6", "12460", "16430"}


def test_what_is_estimated_leaves_the_year_beside_it_exact() -> None:
    text = "Tỷ trọng kinh tế số năm 2023 ước đạt 13,8% GRDP{} năm 2022 là 12,1%."
    qualifiers = [[c.qualifier.value for c in read_in_article(text.format(",")).claims]]
    assert qualifiers == [["approx", "exact"]]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết 51 đề ra tỉnh vào nhóm đầu; kinh tế số chiếm 20% GRDP.",
        "Nghị quyết của tỉnh nêu hết năm nay kinh tế số chiếm 20% GRDP.",
    ],
)
def test_the_number_of_a_resolution_is_no_figure_of_its_goals(text: str) -> None:
    assert [c.status for c in read_in_article(text).claims] == [Status.TARGET]


def test_what_began_in_a_month_is_told_before_what_came_of_it() -> None:
    text = (
        "Phong trào phát động từ tháng 5 đã mở 900 lớp; 54% người dân trong độ tuổi lao động có kỹ năng số."
    )
    assert [c.status for c in read_in_article(text).claims] == [Status.ACTUAL]


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("Còn 17 làng trắng sóng, phải xong trong quý II.", Status.ACTUAL),
        ("Phải phủ sóng 17 làng trong quý II.", Status.TARGET),
    ],
)
def test_what_is_left_to_do_makes_no_goal_of_what_follows(before: str, status: Status) -> None:
    claims = read_in_article(f"{before} Tỉnh có 7.840 trạm BTS.").claims
    assert [c.status for c in claims if c.indicator == "mobile_base_stations"] == [status]


@pytest.mark.parametrize(
    ("who", "status"), [("được Bộ giao cho tỉnh", Status.TARGET), ("được Bộ khen đã", Status.ACTUAL)]
)
def test_what_was_assigned_may_stand_behind_its_count(who: str, status: Status) -> None:
    claims = read_in_article(f"Con số 360.000 tài khoản định danh điện tử {who} kích hoạt là khá cao.").claims
    assert [c.status for c in claims] == [status]


def test_some_communes_below_a_share_have_passed_no_level() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến ở các xã còn chênh lệch: {} dưới 60%."
    assert not [
        c for c in read_in_article(text.format("11 xã")).claims if c.indicator == "online_dossier_rate"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỷ lệ hộ gia đình có internet cáp quang: 58,7% (kế hoạch năm 2023: 65%).",
         {"58.7": Status.ACTUAL, "65": Status.TARGET}),
        ("Tỷ lệ hộ gia đình có internet cáp quang: kế hoạch 65% – thực hiện 66,7%.",
         {"65": Status.TARGET, "66.7": Status.ACTUAL}),
        ("Tỷ lệ hộ gia đình có internet cáp quang là 51,2%, vượt mức 50% kế hoạch giao.",
         {"51.2": Status.ACTUAL}),
        ("Xã nào có tỷ lệ hồ sơ trực tuyến dưới 80% thì kiểm điểm.", {}),
        ("Tỷ lệ hồ sơ trực tuyến của tỉnh đạt dưới 80%.", {"80": Status.ACTUAL}),
    ],
)  # fmt: skip
def test_what_was_set_beside_what_was_done(text: str, expected: dict[str, Status]) -> None:
    assert {str(c.value): c.status for c in read_in_article(text).claims} == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nghị quyết về chuyển đổi số giai đoạn 2023 - 2030 xác định đến năm 2030 có", Status.TARGET),
        ("Kế hoạch của UBND tỉnh đến năm 2026,", Status.TARGET),
        ("Thực hiện Kế hoạch của UBND tỉnh đến năm 2026, toàn tỉnh có", Status.ACTUAL),
        ("Kế hoạch chuyển đổi số của tỉnh đến năm 2026 nhiều việc, đến nay đã có", Status.ACTUAL),
        ("Tỉnh vẫn theo kế hoạch cũ: hết năm 2026 có", Status.TARGET),
        ("Theo kế hoạch giao ban, sở báo cáo tỉnh có", Status.ACTUAL),
        ("Công an bảo đảm trước ngày 30/9 có", Status.TARGET),
        ("Ngân hàng đã bảo đảm trước ngày 30/9 có", Status.ACTUAL),
    ],
)
def test_by_when_a_plan_wants_it_is_no_day_of_a_level(text: str, status: Status) -> None:
    claims = read_in_article(f"{text} 80% người từ 15 tuổi trở lên có tài khoản ngân hàng.").claims
    assert [claim.status for claim in claims if claim.indicator == "bank_account_rate"] == [status]


def test_what_some_communes_have_is_no_level_of_the_province() -> None:
    text = "{} có 100% hồ sơ nộp trực tuyến."
    found = [
        [claim.indicator for claim in read_in_article(text.format(who)).claims]
        for who in ("Một số xã, phường", "Toàn tỉnh")
    ]
    assert found == [[], ["online_dossier_rate"]]


def test_who_is_to_activate_so_many_in_full_has_not_yet() -> None:
    text = "Đến cuối tháng, công an {}kích hoạt đủ 800.000 tài khoản định danh điện tử."
    found = [read_in_article(text.format(done)).claims[0].status for done in ("", "đã ")]
    assert found == [Status.TARGET, Status.ACTUAL]


@pytest.mark.parametrize(
    ("goal", "read"),
    [
        ("chưa đạt mục tiêu", [("13.1", Status.ACTUAL), ("15", Status.TARGET)]),
        ("tăng so với", [("13.1", Status.ACTUAL)]),
    ],
)
def test_the_goal_that_was_missed_is_a_goal(goal: str, read: list[tuple[str, Status]]) -> None:
    claims = read_in_article(f"Kinh tế số chiếm 13,1% GRDP năm 2023, {goal} 15%.").claims
    assert [(str(claim.value), claim.status) for claim in claims] == read


@pytest.mark.parametrize(
    ("opening", "status"),
    [
        ("Theo tờ trình, đến hết tháng 11/2023, toàn tỉnh có", Status.ACTUAL),
        ("Kết quả giai đoạn vừa qua cơ bản tích cực. Tỉnh duy trì", Status.ACTUAL),
        ("Theo nghị quyết, đến hết tháng 11/2025, toàn tỉnh có", Status.TARGET),
        ("Nghị quyết có nhiều điểm mới. Tỉnh duy trì", Status.TARGET),
    ],
)
def test_a_report_on_a_plan_looks_back_in_whole_paragraphs(opening: str, status: Status) -> None:
    report = REPORT.partition("Theo nghị quyết")[0] + f"{opening} 1.204 tổ công nghệ số cộng đồng.\n"
    assert [c.status for c in read(report).claims if c.indicator == "community_teams"] == [status]


@pytest.mark.parametrize(
    ("opening", "status", "day"),
    [
        ("Kế hoạch năm 2025:", Status.TARGET, "2025-12-31"),
        ("Kế hoạch năm 2025 của tỉnh:", Status.TARGET, "2025-12-31"),
        ("Kết quả thực hiện kế hoạch năm 2023:", Status.ACTUAL, "2024-03-05"),
        ("So với kế hoạch năm 2023:", Status.ACTUAL, "2024-03-05"),
        ("Tiến độ kế hoạch năm 2024:", Status.ACTUAL, "2024-03-05"),
    ],
)
def test_what_a_plan_for_a_year_holds_is_of_that_year(opening: str, status: Status, day: str) -> None:
    claims = read_in_article(f"{opening} mở 12 lớp tập huấn; hồ sơ trực tuyến đạt 40% trở lên.").claims
    assert [(claim.status, str(claim.as_of)) for claim in claims] == [(status, day)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt 17,8% - chưa đạt yêu cầu.", ["17.8"]),
        ("Có 17,8% hồ sơ trực tuyến chưa đạt yêu cầu.", []),
        ("Tỷ lệ hồ sơ nộp trực tuyến của tỉnh có 17,8% chưa đạt yêu cầu.", []),
    ],
)
def test_a_level_that_falls_short_is_a_level(text: str, read: list[str]) -> None:
    assert [str(claim.value) for claim in read_in_article(text).claims] == read


@pytest.mark.parametrize(
    ("aside", "status"),
    [
        ("trong tháng 11.764 tài khoản", Status.CHANGE_DELTA),
        ("riêng tháng 2: 11.764 tài khoản", Status.CHANGE_DELTA),
        ("đến tháng 2: 11.764 tài khoản", Status.ACTUAL),
    ],
)
def test_what_came_in_a_month_stands_in_brackets(aside: str, status: Status) -> None:
    claims = read_in_article(f"Toàn tỉnh đã cấp 712.508 tài khoản định danh điện tử ({aside}).").claims
    assert [claim.status for claim in claims] == [Status.ACTUAL, status]


@pytest.mark.parametrize(
    ("beside", "qualifiers"),
    [("(năm 2022 đạt 14,9%)", ["approx", "exact"]), ("(kế hoạch 18%)", ["approx", "approx"])],
)
def test_only_this_year_is_estimated(beside: str, qualifiers: list[str]) -> None:
    claims = read_in_article(f"Kinh tế số năm 2023 ước đạt 17,6% GRDP {beside}.").claims
    assert [claim.qualifier.value for claim in claims] == qualifiers


def test_an_estimate_is_one_whose_year_stands_in_brackets() -> None:
    claim = only_claim("Kinh tế số của tỉnh ước tính (năm 2023) chiếm 13,8% GRDP.")
    assert claim.qualifier.value == "approx"


def test_the_head_of_a_table_of_results_opens_no_goals() -> None:
    text = (
        "Kết quả một số chỉ tiêu năm 2023:\n\nChỉ tiêu | Kế hoạch 2023 | Thực hiện đến 31/12/2023\n\n"
        "Tỷ lệ hồ sơ nộp trực tuyến | 80% | 86,9%\n\nTỷ trọng kinh tế số trong GRDP | 20% | 12,7%\n\n"
        "Về hạ tầng, toàn tỉnh có 4.387 trạm BTS."
    )
    claims = read_in_article(text).claims
    assert [(str(c.value), c.status) for c in claims] == [
        ("86.9", Status.ACTUAL),
        ("12.7", Status.ACTUAL),
        ("4387", Status.ACTUAL),
    ]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Đến năm 2024, mạng đã phủ sóng tới 100% xã; 98% thôn, bản có sóng di động.", ["actual", "actual"]),
        ("Đến năm 2024, mạng phủ sóng tới 100% xã; 98% thôn, bản có sóng di động.", ["target", "target"]),
        (
            "Kinh tế số đang đóng góp 17% GRDP và tỉnh đặt mục tiêu đưa tỷ lệ này lên 30% vào năm 2030.",
            ["actual", "target"],
        ),
        ("Kinh tế số đóng góp 17% GRDP vào năm 2030.", ["target"]),
    ],
)
def test_a_year_to_come_is_of_what_is_wished_alone(text: str, statuses: list[str]) -> None:
    assert [c.status.value for c in read_in_article(text).claims] == statuses


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Hồ sơ trực tuyến đạt 83%, bằng 101% chỉ tiêu được giao. Kết quả ở một số nơi:", Status.ACTUAL),
        ("Tỉnh đặt ra các chỉ tiêu của năm. Cụ thể như sau:", Status.TARGET),
        ("Chỉ tiêu của tỉnh:", Status.TARGET),
    ],
)
def test_a_list_is_of_what_its_last_words_lead_up_to(told: str, status: Status) -> None:
    claims = read_in_article(f"- {told}\n+ 3.061 trạm BTS.\n+ 43.120 chữ ký số được cấp.").claims
    assert {c.status for c in claims if c.indicator == "mobile_base_stations"} == {status}
