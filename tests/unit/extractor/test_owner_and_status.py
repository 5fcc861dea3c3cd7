"""Whose figure it is, and whether it was achieved or wished: what is read wrong most."""

import pytest

from support.reading import only_claim, read, read_in_article
from tinhso_shared.events import Scope, Status

OWNERS = {
    "Toàn tỉnh đã cấp 43.120 chữ ký số.": (Scope.PROVINCE, "vn63/gia_lai"),
    "Riêng Kon Tum đã cấp 43.120 chữ ký số.": (Scope.PROVINCE, "vn63/kon_tum"),
    "Cả nước đã cấp 43.120 chữ ký số.": (Scope.NATIONAL, None),
    "Huyện Chư Prông đã cấp 43.120 chữ ký số.": (Scope.DISTRICT, "vn63/gia_lai"),
    "Trên địa bàn huyện, 43.120 chữ ký số đã được cấp.": (Scope.DISTRICT, "vn63/gia_lai"),
    "Phường Trà Bá đã cấp 43.120 chữ ký số.": (Scope.COMMUNE, "vn63/gia_lai"),
    "So với tỉnh Kon Tum, Gia Lai đã cấp 43.120 chữ ký số.": (Scope.PROVINCE, "vn63/gia_lai"),
    "Tỉnh đứng thứ 5 cả nước khi đã cấp 43.120 chữ ký số.": (Scope.PROVINCE, "vn63/gia_lai"),
    "Đã có 43.120 chữ ký số được cấp trên phạm vi toàn quốc.": (Scope.NATIONAL, None),
    "Tỉnh đã cấp 43.120 chữ ký số nhiều nhất trên toàn quốc.": (Scope.PROVINCE, "vn63/gia_lai"),
}


@pytest.mark.parametrize(("text", "owner"), OWNERS.items(), ids=list(OWNERS))
def test_the_governing_unit_owns_the_figure(text: str, owner: tuple[Scope, str | None]) -> None:
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "digital_signatures_issued")
    assert (claim.scope, claim.place) == owner


def test_a_caption_does_not_give_the_text_after_it_another_owner() -> None:
    claims = read_in_article(
        "Cả nước đang đẩy mạnh việc này.\nQuang cảnh hội nghị tại Gia Lai.\nĐã có 43.120 chữ ký số được cấp."
    ).claims
    assert [claim.scope for claim in claims] == [Scope.NATIONAL]


def test_an_ocean_and_a_person_are_no_provinces() -> None:
    (claim,) = read_in_article(
        "Ông Nguyễn Hòa Bình nói về châu Á - Thái Bình Dương: toàn tỉnh đã cấp 43.120 chữ ký số."
    ).claims
    assert claim.place == "vn63/gia_lai"


def test_a_name_of_both_frames_in_a_text_without_a_date_is_uncertain() -> None:
    (claim,) = read("Chuyển đổi số ở tỉnh Gia Lai: toàn tỉnh Gia Lai đã cấp 43.120 chữ ký số.").claims
    assert (claim.place, claim.checks.failed) == (None, ("place_certain",))


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("Sở Thông tin và Truyền thông cho biết", "vn63/gia_lai"),
        ("UBND huyện Chư Prông cho biết", "vn63/gia_lai"),
        ("Ông Nam, nguyên Giám đốc Sở Thông tin và Truyền thông cho biết", None),
    ],
)
def test_offices_that_are_no_more_tell_the_frame_of_a_text_without_a_date(who: str, key: str | None) -> None:
    (claim,) = read(
        f"Chuyển đổi số ở tỉnh Gia Lai\n\n{who}, toàn tỉnh Gia Lai đã cấp 43.120 chữ ký số."
    ).claims
    assert claim.place == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Năm 2023, việc này mới bắt đầu.", "vn63/gia_lai"),
        ("Theo Chỉ số chuyển đổi số (DTI) năm 2024, tỉnh đứng giữa bảng.", None),  # out in 2025
        ("Theo Chỉ số chuyển đổi số (DTI) năm 2023, tỉnh đứng giữa bảng.", "vn63/gia_lai"),
        ("Đến hết năm 2025, mọi bệnh viện đã liên thông.", "vn34/gia_lai"),
        ("Đến hết năm 2025, mọi bệnh viện phải liên thông.", None),
    ],
)
def test_dates_tell_the_frame_of_a_text_without_a_day(said: str, key: str | None) -> None:
    (claim,) = read(
        f"Chuyển đổi số ở tỉnh Gia Lai\n\n{said}\n\nToàn tỉnh Gia Lai đã cấp 43.120 chữ ký số."
    ).claims
    assert claim.place == key


@pytest.mark.parametrize(("day", "key"), [("30/6/2025", "vn63/gia_lai"), ("1/7/2025", "vn34/gia_lai")])
def test_the_day_of_the_text_tells_the_frame(day: str, key: str) -> None:
    (claim,) = read(
        f"Ngày {day}, UBND tỉnh Gia Lai tổ chức hội nghị về chuyển đổi số và Đề án 06 với các sở, ngành và "
        "địa phương trong tỉnh. Toàn tỉnh đã cấp 43.120 chữ ký số."
    ).claims
    assert claim.place == key


STATUSES = {
    "Tỉnh phấn đấu cấp 43.120 chữ ký số.": Status.TARGET,
    "Chỉ tiêu Chính phủ giao là cấp 43.120 chữ ký số.": Status.TARGET,
    "Mục tiêu của tỉnh: cấp 43.120 chữ ký số.": Status.TARGET,
    "Tỉnh dự kiến cấp 43.120 chữ ký số.": Status.PLAN,
    "Khi đó, 43.120 chữ ký số của tỉnh sẽ được cấp.": Status.PLAN,
    "Tỉnh có 43.120 chữ ký số đã được cấp sẽ được gia hạn.": Status.ACTUAL,
    "Tỉnh cấp miễn phí để đạt 43.120 chữ ký số.": Status.PLAN,
    "Tỉnh dành nguồn lực để tiết kiệm chi phí và cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Bộ có yêu cầu tỉnh cấp 43.120 chữ ký số.": Status.TARGET,
    "Theo đúng yêu cầu của Bộ, tỉnh cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Tỉnh hướng đến xã hội số. Cụ thể, cấp 43.120 chữ ký số; giúp doanh nghiệp nhỏ và vừa.": Status.TARGET,
    "Tỉnh hướng đến xã hội số. Cụ thể, vừa cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Tỉnh hướng đến xã hội số. Toàn tỉnh có 43.120 chữ ký số.": Status.ACTUAL,
    "Nhiều chỉ tiêu đạt khá, như: cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Chỉ tiêu: cấp 43.120 chữ ký số.": Status.TARGET,
    "Tỉnh đã hoàn thành một số mục tiêu, như: cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Tỉnh đôn đốc để hoàn thành một số mục tiêu, như: cấp 43.120 chữ ký số.": Status.TARGET,
    "Bộ Công an giao tỉnh cấp 43.120 chữ ký số.": Status.TARGET,
    "Vượt chỉ tiêu mà Bộ Công an giao cho tỉnh, đã có 43.120 chữ ký số được cấp.": Status.ACTUAL,
    "Kế hoạch nêu rõ: trong năm, 43.120 chữ ký số được cấp.": Status.TARGET,
    "Trong tháng 2, toàn tỉnh cấp 3.120 chữ ký số.": Status.CHANGE_DELTA,
    "Trong tháng 2, tổng cộng toàn tỉnh đã cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Tính trong tháng 2, toàn tỉnh có 43.120 chữ ký số được cấp.": Status.ACTUAL,
    "UBND tỉnh vừa ban hành Kế hoạch năm 2024. Theo đó, 43.120 chữ ký số được cấp.": Status.TARGET,
    "UBND tỉnh vừa ban hành Kế hoạch năm 2024. Toàn tỉnh có 43.120 chữ ký số được cấp.": Status.ACTUAL,
    "Tỉnh yêu cầu các ngành vào cuộc. Sở Thông tin và Truyền thông cấp 43.120 chữ ký số.": Status.TARGET,
    "Tỉnh yêu cầu các ngành vào cuộc. Đến nay đã cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Chủ tịch đề nghị: Công an tỉnh cấp 43.120 chữ ký số.": Status.TARGET,
    "Nghị quyết của Tỉnh ủy xác định đến năm 2025, cấp 43.120 chữ ký số.": Status.TARGET,
    "Trước ngày 1/7/2024, toàn tỉnh có 43.120 chữ ký số được cấp.": Status.TARGET,
    "Trước ngày 1/3/2024, toàn tỉnh có 43.120 chữ ký số được cấp.": Status.ACTUAL,
    "Giai đoạn 2026 - 2030, cấp 43.120 chữ ký số.": Status.TARGET,
    "Giai đoạn 2021 - 2023, đã cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Thực hiện Chương trình mục tiêu quốc gia, tỉnh cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Nhờ quyết tâm cao, tỉnh cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Tỉnh quyết tâm cấp 43.120 chữ ký số.": Status.TARGET,
    "Tỉnh cam kết cấp 43.120 chữ ký số.": Status.PLAN,
    "Chữ ký số vẫn là chỉ tiêu khó: cấp được mới 43.120 chữ ký số.": Status.ACTUAL,
    "Phấn đấu việc này đi trước (năm 2023 đã cấp 43.120 chữ ký số).": Status.ACTUAL,
    "Phấn đấu làm mới việc này, cấp 43.120 chữ ký số.": Status.TARGET,
    "Trong ngày 1/3, các đơn vị tiếp 1.842 lượt khách và cấp 43.120 chữ ký số.": Status.CHANGE_DELTA,
    "Riêng tháng 2, các đơn vị cấp 43.120 chữ ký số.": Status.CHANGE_DELTA,
    "Tỉnh phát động chiến dịch cấp 43.120 chữ ký số.": Status.PLAN,
    "Tỉnh phát động phong trào học vụ số, cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Nếu như cuối năm 2022 còn ít thì nay tỉnh đã cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Từ đầu năm đến nay, toàn tỉnh cấp 3.120 chữ ký số.": Status.CHANGE_DELTA,
    "Hết năm 2023, toàn tỉnh đã cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Kết quả thực hiện các chỉ tiêu: cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Các chỉ tiêu đều đạt và vượt: cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Cấp 43.120 chữ ký số là mục tiêu của tỉnh.": Status.TARGET,
    "Từ ngày 15/12/2022 đến 14/12/2023, toàn tỉnh cấp 3.120 chữ ký số.": Status.CHANGE_DELTA,
    "Sau đợt cao điểm, toàn tỉnh đã cấp tổng cộng 43.120 chữ ký số.": Status.ACTUAL,
    "Tỉnh cán đích với 43.120 chữ ký số được cấp.": Status.ACTUAL,
    "Tỉnh đã cấp thêm 3.120 chữ ký số.": Status.CHANGE_DELTA,
    "Vượt mục tiêu đề ra, tỉnh đã cấp 43.120 chữ ký số.": Status.ACTUAL,
    "Tỉnh đã cấp 43.120 chữ ký số, mục tiêu là phủ khắp địa bàn.": Status.ACTUAL,
}


@pytest.mark.parametrize(("text", "status"), STATUSES.items(), ids=list(STATUSES))
def test_wished_planned_and_achieved_are_told_apart(text: str, status: Status) -> None:
    assert only_claim(text).status is status


@pytest.mark.parametrize(
    "text",
    [
        "Nếu tỉnh cấp 43.120 chữ ký số thì việc đó mới xong.",
        "Nếu năm 2024 toàn tỉnh cấp 43.120 chữ ký số thì sẽ được khen.",
        "Còn 43.120 chữ ký số chưa được cấp.",
        'Câu "tỉnh đã cấp 43.120 chữ ký số" xin sửa thành câu khác.',
        "Tỉnh cấp từ 40.000 đến 43.120 chữ ký số.",
        "Bình quân mỗi xã được cấp 1.200 chữ ký số.",
        "Mỗi tháng toàn tỉnh cấp 3.120 chữ ký số.",
        "Bình quân mỗi tháng, toàn tỉnh cấp 3.120 chữ ký số.",
        "Toàn tỉnh cấp 3.120 chữ ký số/tháng.",
        "Đoàn thanh niên đã hướng dẫn 3.120 người đăng ký chữ ký số cá nhân.",
    ],
)
def test_what_is_not_stated_as_a_fact_is_no_claim(text: str) -> None:
    assert read_in_article(text).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Sở Xây dựng có tỷ lệ hồ sơ trực tuyến đạt 97%.",
        "Việc này được cả hệ thống vào cuộc; riêng Sở Xây dựng có tỷ lệ hồ sơ trực tuyến đạt 97%.",
        "Ngành Thuế có 97% hồ sơ nộp trực tuyến.",
    ],
)
def test_the_rate_of_one_office_is_not_the_provinces(text: str) -> None:
    assert {c.scope for c in read_in_article(text).claims} == {Scope.OTHER}


def test_what_an_office_tells_of_its_province_is_the_provinces() -> None:
    claim = only_claim("Sở Nội vụ cho biết tỷ lệ hồ sơ trực tuyến của tỉnh đạt 97%.")
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/gia_lai")


def test_another_province_that_has_as_much_too_is_an_aside() -> None:
    share, teams = read_in_article(
        "Kinh tế số của Kon Tum cũng chiếm 20% GRDP. Cả mạng lưới có 586 tổ công nghệ số cộng đồng."
    ).claims
    assert (share.place, teams.place) == ("vn63/kon_tum", "vn63/gia_lai")
    share, teams = read_in_article(
        "Kinh tế số của Kon Tum chiếm 20% GRDP. Cả mạng lưới có 586 tổ công nghệ số cộng đồng."
    ).claims
    assert (share.place, teams.place) == ("vn63/kon_tum", "vn63/kon_tum")


def test_where_it_is_most_is_not_the_province() -> None:
    whole, most = read_in_article(
        "Thanh toán viện phí không dùng tiền mặt toàn tỉnh đạt 64,5%; nơi cao nhất là Bệnh viện Nhi 91%."
    ).claims
    assert (whole.scope, most.scope) == (Scope.PROVINCE, Scope.OTHER)


def test_what_raises_the_total_is_a_step_to_it() -> None:
    step, total = read_in_article(
        "Về Đề án 06, tỉnh ra mắt 3 mô hình điểm mới, nâng tổng số lên 34 mô hình."
    ).claims
    assert (step.status, total.status) == (Status.CHANGE_DELTA, Status.ACTUAL)


def test_a_figure_may_be_glued_to_its_noun() -> None:
    claim = only_claim("Tỉnh có 262.840hộ sản xuất nông nghiệp có tài khoản trên sàn thương mại điện tử.")
    assert (claim.indicator, claim.evidence.figure) == ("farm_households_ecommerce", "262.840")


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("ở huyện Chư Sê", "vn63/gia_lai"),
        ("100% xã, phường, thị trấn cùng làm,", "vn63/gia_lai"),
        ("ở huyện Chư Sê cũ", "vn34/gia_lai"),
        ("ở TP. Đà Nẵng", None),
        ("về dịch vụ công trực tuyến mức độ 3, 4", "vn63/gia_lai"),
        ("khi dịch Covid-19 còn diễn biến phức tạp", "vn63/gia_lai"),
        ("sau dịch Covid-19", None),
        ("của các xã, phường, đặc khu", "vn34/gia_lai"),
        ("về đặc khu kinh tế", None),
        ("ở Trung tâm Phục vụ hành chính công xã", "vn34/gia_lai"),
    ],
)
def test_a_district_tells_the_frame_of_a_text_without_a_date(where: str, key: str | None) -> None:
    text = (
        f"Tỉnh Gia Lai\n\nBuổi họp {where} có đông người.\n\nTỉnh Gia Lai có 586 tổ công nghệ số cộng đồng."
    )
    (claim,) = read(text).claims
    assert claim.place == key


@pytest.mark.parametrize(
    ("aside", "status"),
    [(" (yêu cầu là tối thiểu 3%)", Status.ACTUAL), (", yêu cầu là tối thiểu 3%", Status.TARGET)],
)
def test_a_wish_in_brackets_ends_with_them(aside: str, status: Status) -> None:
    text = f"Năm 2023 tỉnh bố trí kinh phí bằng 4,1% tổng chi{aside}, riêng chuyển đổi số là 486,5 tỷ đồng."
    assert [c.status for c in read_in_article(text).claims if c.indicator == "dx_budget"] == [status]
