"""Offices, companies, regions, parts and speakers: whose a figure is that is not the province's own."""

import pytest
import regex

from support.reading import read, read_in_article
from tinhso_extractor.core import bodies
from tinhso_extractor.core.view import view_of
from tinhso_shared.events import Claim, Scope

HOME = "vn63/gia_lai"
TEAMS = "tổ công nghệ số cộng đồng"
MEETING = (
    "UBND tỉnh Lâm Đồng họp với các sở, ngành để nghe báo cáo về việc chuyển đổi số trong thời gian qua "
    "và bàn việc của những tháng còn lại."
)


def only(text: str) -> Claim:
    (claim,) = read_in_article(text).claims
    return claim


NOT_THE_PROVINCES = {
    # a part with its address
    f"Xã Ia Tiêm, huyện Chư Sê, tỉnh Gia Lai có 11 {TEAMS}.": Scope.COMMUNE,
    f"UBND huyện Chư Sê, tỉnh Gia Lai đã thành lập 160 {TEAMS}.": Scope.DISTRICT,
    f"Huyện Nam Đàn (Nghệ An) hiện có 245 {TEAMS}.": Scope.DISTRICT,
    "Tại TP. Hạ Long, tỉnh Quảng Ninh, tỷ lệ hồ sơ trực tuyến đạt 95%.": Scope.DISTRICT,
    f"TP Hải Dương có 245 {TEAMS}.": Scope.DISTRICT,
    # a part without its name
    f"Hiện nay, huyện có 112 {TEAMS}.": Scope.DISTRICT,
    "Công an huyện đã kích hoạt 45.320 tài khoản định danh điện tử.": Scope.DISTRICT,
    "Phòng Tư pháp huyện cho hay tỷ lệ hồ sơ trực tuyến đạt 95%.": Scope.DISTRICT,
    "Đối với xã, 85% hộ gia đình có internet cáp quang.": Scope.COMMUNE,
    "Trong bản, 85% hộ gia đình có internet cáp quang.": Scope.COMMUNE,
    "Tại làng Phung, 85% hộ gia đình có internet cáp quang.": Scope.COMMUNE,
    "Tổ dân phố 5 có 85% hộ gia đình có internet cáp quang.": Scope.COMMUNE,
    # one of many
    "Bệnh viện Đa khoa tỉnh có 85% bệnh nhân thanh toán viện phí không dùng tiền mặt.": Scope.OTHER,
    "Riêng Bưu điện tỉnh đưa 386 sản phẩm lên sàn thương mại điện tử.": Scope.OTHER,
    "Ban Quản lý chợ thống kê 186/240 hộ kinh doanh đã có mã QR.": Scope.OTHER,
    "Agribank Gia Lai đã phát triển được 3.500 điểm chấp nhận thanh toán bằng mã QR.": Scope.OTHER,
    "Giám đốc Viettel Gia Lai cho biết: đến nay, chúng tôi đã lắp đặt 1.250 trạm BTS.": Scope.OTHER,
    "Hiện Viettel Gia Lai đã triển khai mạng với hơn 1.250 trạm BTS.": Scope.OTHER,
    "Đến nay, hạ tầng 4G phủ sóng của VNPT đã chiếm 98,5% diện tích toàn tỉnh.": Scope.OTHER,
    "Công an tỉnh có tỷ lệ hồ sơ trực tuyến đạt 98,7%.": Scope.OTHER,
    "Sở Tư pháp xếp thứ 2 về chuyển đổi số (DTI) năm 2023.": Scope.OTHER,
    "Theo đó, Sở Tư pháp xếp thứ nhất về chuyển đổi số (DTI) năm 2023.": Scope.OTHER,
    "Chuyển đổi số (DTI) năm 2023 có nhiều thay đổi; tiếp đó là Sở Tư pháp xếp thứ hai.": Scope.OTHER,
    "Tính riêng tháng 1/2024, các huyện, thành phố tiếp nhận hồ sơ, hồ sơ trực tuyến đạt 93%.": Scope.OTHER,
    "Trong tháng 2/2024, các sở, ban, ngành tiếp nhận hồ sơ, hồ sơ trực tuyến đạt 90%.": Scope.OTHER,
    "Sở Y tế công bố 12 bộ dữ liệu mở.": Scope.OTHER,
    "Thị xã An Khê (tỉnh trực tiếp quản lý) có 85% hộ gia đình dùng internet cáp quang.": Scope.DISTRICT,
    "Trong 4 tuần đầu phường tiếp nhận 2.146 hồ sơ, 91,3% hồ sơ trực tuyến.": Scope.DISTRICT,
    f"Xã cù lao này có 11 {TEAMS}.": Scope.COMMUNE,
    "Việc chi trả có tiến bộ, nhưng ở 12 xã tỷ lệ hồ sơ trực tuyến mới đạt 50%.": Scope.OTHER,
    "Sở Y tế đã có 45 bộ dữ liệu mở.": Scope.OTHER,
    "Viện phí không dùng tiền mặt có chuyển biến, riêng Bệnh viện Nhi có 85% bệnh nhân thanh toán viện phí "
    "không dùng tiền mặt.": Scope.OTHER,
    "Sở Tư pháp xử lý 98% hồ sơ công việc trên môi trường mạng.": Scope.OTHER,
    # more or less than the province
    f"5 tỉnh Tây Nguyên có 5.400 {TEAMS}.": Scope.OTHER,
    f"Khu vực Tây Nguyên hiện có 5.400 {TEAMS}.": Scope.OTHER,
    f"10 huyện có 980 {TEAMS}.": Scope.OTHER,
    "Ở khu vực thành thị, tỷ lệ hồ sơ trực tuyến đạt 83%.": Scope.OTHER,
    "Các xã biên giới có tỷ lệ hồ sơ trực tuyến đạt 35%.": Scope.OTHER,
    "Tỉnh dẫn đầu cả nước đạt tỷ lệ hồ sơ trực tuyến 98%.": Scope.OTHER,
    # the nation
    "Thủ tướng nhấn mạnh, đến nay, tỷ lệ hồ sơ trực tuyến đạt 45%.": Scope.NATIONAL,
    "Bình quân chung cả nước, tỷ lệ hồ sơ trực tuyến đạt 45%.": Scope.NATIONAL,
    "Tỷ lệ hồ sơ trực tuyến của các địa phương trong cả nước đạt 42%.": Scope.NATIONAL,
    "Cổng dữ liệu quốc gia đã cung cấp 125 bộ dữ liệu mở.": Scope.NATIONAL,
    # who says it
    f'"Chúng tôi có 108 {TEAMS}", bà Mai, Phó Chủ tịch UBND huyện Krông Pa nói.': Scope.DISTRICT,
    '"Nay, tỷ lệ hồ sơ trực tuyến đạt 93%"-ông Thọ, Trưởng phòng huyện Chư Prông thông tin.': Scope.DISTRICT,
    '"75% người trưởng thành có điện thoại thông minh. Tốt", Chủ tịch UBND xã Ia Ko cho biết.': Scope.COMMUNE,
    'Chủ tịch UBND huyện Đức Cơ cho biết: "Khó đấy. Nay, tỷ lệ hồ sơ trực tuyến đạt 78%".': Scope.DISTRICT,
}


@pytest.mark.parametrize(("text", "scope"), NOT_THE_PROVINCES.items(), ids=list(NOT_THE_PROVINCES))
def test_what_is_not_the_provinces(text: str, scope: Scope) -> None:
    assert only(text).scope is scope


THE_PROVINCES = [
    "Mạng di động phủ rộng, kể cả huyện Chư Sê, còn sóng 5G mới phủ 38,5% dân số.",
    "Trong xã hội số, 85% hộ gia đình có internet cáp quang.",
    "Trong bản báo cáo của Sở, 85% hộ gia đình có internet cáp quang.",
    "85% hộ gia đình có internet cáp quang, song tại 17 xã vùng sâu việc này còn khó.",
    "Từ đầu tháng các xã, phường tiếp nhận nhiều hồ sơ, hồ sơ trực tuyến của tỉnh đạt 91,3%.",
    "Tại các huyện, thành phố của tỉnh, hồ sơ trực tuyến đạt 93%.",
    f"Chợ, siêu thị đều quét mã QR; toàn địa bàn có 586 {TEAMS}.",
    "Sở Nội vụ đã triển khai 1.560 dịch vụ công trực tuyến toàn trình của toàn tỉnh.",
    "Sở Thông tin và Truyền thông đã mở 45 bộ dữ liệu trên Cổng dữ liệu mở của tỉnh.",
    "Sở Tư pháp đã số hóa 2.017.436 dữ liệu hộ tịch.",
    f"Sau thí điểm ở huyện Kbang, tỉnh Gia Lai đã thành lập 1.576 {TEAMS}.",
    f"Huyện, xã đã thành lập 1.576 {TEAMS}.",
    f"Các xã, phường, thị trấn đã thành lập 1.576 {TEAMS}.",
    "Theo số liệu của Bộ TT&TT, tỷ lệ hồ sơ trực tuyến của tỉnh đạt 71%.",
    "Các bệnh viện trên địa bàn tỉnh đạt tỷ lệ thanh toán viện phí không dùng tiền mặt 55%.",
    "Công an tỉnh đã kích hoạt 812.000 tài khoản định danh điện tử.",
    f"Gia Lai nằm ở khu vực Tây Nguyên, có 1.576 {TEAMS}.",
    f"Gia Lai là tỉnh dẫn đầu khu vực với 1.576 {TEAMS}.",
    f'"Đến nay, toàn tỉnh có 1.576 {TEAMS}", ông Hùng, Chủ tịch UBND huyện Đức Cơ nói.',
    f"Các địa phương trong tỉnh đã thành lập 1.576 {TEAMS}.",
    "Viettel, VNPT, MobiFone đã lắp đặt 2.630 trạm BTS trên địa bàn tỉnh.",
    "Tỷ lệ hồ sơ trực tuyến đạt 82%, cao hơn mặt bằng chung cả nước.",
    "Tỷ lệ hồ sơ trực tuyến đạt 82%, cao hơn trung bình cả nước là 14%.",
    f"Đà Nẵng và Kon Tum làm tốt việc này.\n\nToàn tỉnh có 1.576 {TEAMS}.",
    "Việt Nam có nhiều việc phải làm. Tỷ lệ hồ sơ trực tuyến của tỉnh cao hơn cả nước, đạt 71%.",
]


@pytest.mark.parametrize("text", THE_PROVINCES)
def test_what_is_the_provinces(text: str) -> None:
    claim = only(text)
    assert (claim.scope, claim.place, claim.checks.failed) == (Scope.PROVINCE, HOME, ())


def test_who_tells_it_does_not_say_whose_it_is() -> None:
    claim = only("Theo Ngân hàng Nhà nước, tỷ lệ người trưởng thành có tài khoản ngân hàng đạt 87%.")
    assert (claim.scope, claim.checks.failed) == (Scope.PROVINCE, ("place_certain",))


def test_a_quote_is_of_the_province_of_who_says_it() -> None:
    claim = only(f'"Hiện tỉnh có 1.116 {TEAMS}", Giám đốc Sở TT&TT tỉnh Bình Định chia sẻ.')
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/binh_dinh")


@pytest.mark.parametrize(
    ("day", "old", "place"),
    [
        ("5/9/2025", " cũ", (Scope.OTHER, None)),
        ("5/9/2025", " trước sáp nhập", (Scope.OTHER, None)),
        ("5/9/2025", "", (Scope.PROVINCE, "vn34/lam_dong")),
        ("5/3/2024", " trước đây", (Scope.PROVINCE, "vn63/lam_dong")),
    ],
)
def test_the_old_territory_is_not_todays_province(
    day: str, old: str, place: tuple[Scope, str | None]
) -> None:
    text = f"Ngày {day}, {MEETING}\n\nTỉnh Lâm Đồng{old} có 1.370 {TEAMS}.\n"
    assert [(claim.scope, claim.place) for claim in read(text).claims] == [place]


@pytest.mark.parametrize(("rank", "place"), [("18/63", "vn63/lam_dong"), ("18/34", "vn34/lam_dong")])
def test_one_of_63_is_a_province_of_before(rank: str, place: str) -> None:
    text = f"Ngày 5/9/2025, {MEETING}\n\nNăm 2023, tỉnh xếp thứ {rank} về chuyển đổi số (DTI).\n"
    assert [claim.place for claim in read(text).claims] == [place]


@pytest.mark.parametrize("row", bodies._ROWS, ids=lambda row: f"{row.kind}-{row.first[0]}")
def test_no_first_word_of_a_row_is_forgotten(row: bodies._Row) -> None:
    alone = regex.compile(row.pattern)
    for text in [*NOT_THE_PROVINCES, *THE_PROVINCES]:
        lower = view_of(text).lower
        begins = [match.start() for match in alone.finditer(lower)]
        assert all(lower.startswith(row.first, start) for start in begins)


def test_the_next_of_a_list_of_offices_is_one_too() -> None:
    text = "Viện phí không dùng tiền mặt cao nhất là Bệnh viện Nhi với 79%, {} 66,4%."
    assert [c.scope for c in read_in_article(text.format("Bệnh viện Đa khoa tỉnh")).claims] == [
        Scope.OTHER
    ] * 2
    text = "Thu học phí không dùng tiền mặt đạt 99%, {} 57,4%."
    assert [c.scope for c in read_in_article(text.format("bệnh viện thu viện phí kiểu này được")).claims] in (
        [Scope.PROVINCE],
        [Scope.PROVINCE] * 2,
    )


@pytest.mark.parametrize(
    ("who", "scope"),
    [
        ("Dẫn đầu tỷ lệ hồ sơ trực tuyến là Sở Công Thương", Scope.OTHER),
        ("Một số đơn vị có tỷ lệ hồ sơ trực tuyến cao: Sở Công Thương", Scope.OTHER),
        ("Tỷ lệ hồ sơ trực tuyến tăng nhanh: Sở Công Thương báo cáo tỉnh đạt", Scope.PROVINCE),
    ],
)
def test_the_office_right_before_its_share_owns_it(who: str, scope: Scope) -> None:
    (claim,) = read_in_article(f"{who} 99,8%.").claims
    assert claim.scope is scope
