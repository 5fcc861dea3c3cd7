"""Whose figures they are, and of when, where it is not said at the figure."""

import pytest

from support.reading import SOURCE, only_claim, read, read_in_article, reader
from tinhso_extractor.core.document import Told
from tinhso_shared.events import Claim, Hints, Scope

TEAMS = "có 2.716 tổ công nghệ số cộng đồng"


def teams(text: str, **hints: str) -> list[Claim]:
    claims = reader().read(text, SOURCE, Told(hints=Hints(**hints)))[1].claims
    return [claim for claim in claims if claim.indicator == "community_teams"]


def owners(text: str) -> list[tuple[Scope, str | None]]:
    claims = read_in_article(text).claims
    return [(claim.scope, claim.place) for claim in claims if claim.indicator == "community_teams"]


def test_where_they_met_owns_nothing() -> None:
    text = f"Ngày 28/2, tại thành phố Pleiku, UBND tỉnh họp bàn về chuyển đổi số.\n\nHiện {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


def test_where_somebody_lives_owns_nothing_after() -> None:
    text = f"Bà Lan, chủ cửa hàng ở huyện Chư Prông, nói rằng việc bán hàng dễ hơn.\n\nVề nhân lực, {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


def test_a_part_that_opens_the_paragraph_owns_it() -> None:
    text = f"Tại huyện Chư Prông, phong trào lan tới từng làng. Đến nay {TEAMS}."
    assert owners(text) == [(Scope.DISTRICT, "vn63/gia_lai")]


def test_the_national_portal_is_no_owner_where_the_province_is_named() -> None:
    text = "Số hồ sơ của tỉnh đồng bộ trạng thái lên Cổng Dịch vụ công quốc gia là 214.600 hồ sơ."
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "portal_dossiers")
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/gia_lai")


def test_a_former_province_is_neither_the_owner_nor_the_topic() -> None:
    head = "Tin Vĩnh Long\n\nThứ Hai, 20/10/2025, 08:00\n\nSau hợp nhất với Trà Vinh, tỉnh Vĩnh Long "
    (claim,) = teams(head + TEAMS + ".\n")
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn34/vinh_long")
    (old,) = teams(head + f"đã đồng bộ dữ liệu. Riêng Trà Vinh cũ {TEAMS}.\n")
    assert old.scope is Scope.OTHER


def test_a_host_of_a_former_province_speaks_for_the_one_that_it_is_a_part_of() -> None:
    text = f"Chuyển động số sau sáp nhập\n\nThứ Hai, 20/10/2025, 08:00\n\nToàn tỉnh {TEAMS}.\n"
    (claim,) = teams(text, host="travinh.gov.vn")
    assert claim.place == "vn34/vinh_long"


@pytest.mark.parametrize(
    ("host", "scope"),
    [
        ("sotttt.gialai.gov.vn", Scope.PROVINCE),
        ("skhcn-cds.gialai.gov.vn", Scope.PROVINCE),
        ("skhcn-chuprong.gialai.gov.vn", Scope.DISTRICT),
        ("chuprong.gialai.gov.vn", Scope.DISTRICT),
        ("gialai.gov.vn", Scope.PROVINCE),
        ("ankhe.gialai.dcs.vn", Scope.DISTRICT),
    ],
)
def test_a_department_speaks_for_the_province_and_a_district_for_itself(host: str, scope: Scope) -> None:
    text = f"Chuyển động số ở cơ sở trong năm qua\n\nThứ Hai, 20/11/2023, 08:00\n\nĐến nay đã {TEAMS}.\n"
    (claim,) = teams(text, host=host)
    assert claim.scope is scope


@pytest.mark.parametrize("host", ["conganthanhhoa.gov.vn", "bhxhthanhhoa.gov.vn", "baothanhhoa.vn"])
def test_a_host_named_after_a_body_of_the_province_is_the_provinces(host: str) -> None:
    text = f"Chuyển động số ở cơ sở trong năm qua\n\nThứ Hai, 20/11/2023, 08:00\n\nĐến nay đã {TEAMS}.\n"
    (claim,) = teams(text, host=host)
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/thanh_hoa")


PLAIN = "Chuyển động số ở cơ sở trong năm qua\n\nThứ Hai, 20/11/2023, 08:00\n\n"


@pytest.mark.parametrize(
    ("host", "scope", "place"),
    [
        ("amp.baodongkhoi.vn", Scope.PROVINCE, "vn63/ben_tre"),
        ("hue.gov.vn", Scope.PROVINCE, "vn63/thua_thien_hue"),
        ("stttt.hue.gov.vn", Scope.PROVINCE, "vn63/thua_thien_hue"),
        ("phuvang.hue.gov.vn", Scope.DISTRICT, "vn63/thua_thien_hue"),
        ("truyenhinhthanhhoa.vn", Scope.PROVINCE, "vn63/thanh_hoa"),
        ("thanhhoa24h.vn", Scope.PROVINCE, "vn63/thanh_hoa"),
        ("dbndthanhhoa.vn", Scope.PROVINCE, "vn63/thanh_hoa"),
        ("pbgdpl.thanhhoa.gov.vn", Scope.PROVINCE, "vn63/thanh_hoa"),
    ],
)
def test_a_province_has_hosts_without_its_name(host: str, scope: Scope, place: str) -> None:
    (claim,) = teams(f"{PLAIN}Đến nay đã {TEAMS}.\n", host=host)
    assert (claim.scope, claim.place) == (scope, place)


def test_a_host_that_only_ends_like_one_of_a_province_tells_nothing() -> None:
    (claim,) = teams(f"{PLAIN}Toàn tỉnh {TEAMS}.\n", host="xanhue.gov.vn")
    assert claim.checks.failed == ("place_certain",)


@pytest.mark.parametrize(("mark", "place"), [("QTO - ", "vn63/quang_tri"), ("(HBĐT) - ", "vn63/hoa_binh")])
def test_a_paper_signs_its_lead(mark: str, place: str) -> None:
    (claim,) = teams(f"{PLAIN}{mark}Toàn tỉnh {TEAMS}.\n")
    assert claim.place == place


def test_a_body_of_a_province_names_it_as_its_own_name_does_and_a_city_does_not() -> None:
    day = (
        "\n\nThứ Hai, 20/11/2023, 08:00\n\nCác đơn vị đã họp để rà soát từng việc được giao, "
        "gỡ những chỗ còn vướng ở cơ sở và thống nhất cách làm cho những tháng còn lại của năm. "
    )
    (claim,) = teams(f"TRANG TIN CÔNG AN THANH HÓA{day}Toàn tỉnh {TEAMS}.\n")
    assert claim.place == "vn63/thanh_hoa"
    (claim,) = teams(f"TRANG TIN THÀNH PHỐ THANH HÓA{day}Toàn tỉnh {TEAMS}.\n")
    assert claim.checks.failed == ("place_certain",)


ERAS = {
    "Năm 2023, toàn tỉnh Gia Lai": "vn63/gia_lai",
    "Trong 63 tỉnh, thành, tỉnh Gia Lai": "vn63/gia_lai",
    "Từ ngày 1/7/2025, tỉnh Gia Lai": "vn34/gia_lai",
    "Sau sáp nhập, tỉnh Gia Lai": "vn34/gia_lai",
    "Toàn tỉnh Gia Lai": None,
    "Sau sáp nhập năm 2023 các xã, tỉnh Gia Lai": None,
    "Hướng tới năm 2030, tỉnh Gia Lai": None,
}


@pytest.mark.parametrize(("opening", "place"), ERAS.items(), ids=list(ERAS))
def test_a_text_without_a_day_is_of_the_time_of_its_words_and_dates(opening: str, place: str | None) -> None:
    (claim,) = teams(f"Chuyển đổi số ở tỉnh Gia Lai, nhìn từ cơ sở\n\n{opening} {TEAMS}.\n")
    assert claim.place == place


def test_a_rank_among_the_provinces_is_not_the_nations() -> None:
    text = (
        "Về chỉ số chuyển đổi số (DTI) năm 2022, trong 63 tỉnh, thành phố của cả nước, tỉnh đứng thứ 40/63."
    )
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "dti_rank")
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/gia_lai")


def test_a_dateline_may_be_yesterday() -> None:
    text = (
        "Chuyển đổi số ở tỉnh Gia Lai\n\nThứ Ba, 12/12/2023, 09:15\n\n"
        "Hôm qua, UBND tỉnh Gia Lai họp bàn về chuyển đổi số với tất cả các sở, ngành và địa phương. "
        f"Đến nay, tỉnh {TEAMS}.\n"
    )
    (claim,) = (c for c in read(text).claims if c.indicator == "community_teams")
    assert str(claim.as_of) == "2023-12-11"


PAYMENTS = "có 52.400 giao dịch thanh toán trực tuyến trên Cổng Dịch vụ công của tỉnh"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"Từ đầu năm đến hết tháng 6/2024, {PAYMENTS}.", "2024-01-01"),
        (f"Từ ngày 15/12/2023 đến 14/6/2024, {PAYMENTS}.", "2023-12-15"),
        (f"Quý I/2024, {PAYMENTS}.", "2024-01-01"),
        (f"Từ ngày 1 - 29/2/2024, {PAYMENTS}.", "2024-02-01"),
        (f"Trong ngày 1/2/2024, {PAYMENTS}.", "2024-02-01"),
        (f"Đến ngày 1/2/2024, {PAYMENTS}.", "None"),
        (f"Đến hết tháng 2/2024, {PAYMENTS}.", "None"),
        (f"Tính đến tháng 6/2024, {PAYMENTS}.", "None"),
    ],
)
def test_a_flow_begins_where_the_text_says(text: str, start: str) -> None:
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "portal_payments")
    assert str(claim.period_start) == start


def test_a_list_in_turn_of_what_is_not_known_is_nobodys() -> None:
    text = "Ba thủ tục về cư trú của tỉnh có tỷ lệ hồ sơ trực tuyến lần lượt là 86,1%, 90,4% và 99,8%."
    reading = read_in_article(text)
    assert reading.claims == ()
    assert sum(d.reason == "ambiguous_indicator" for d in reading.dropped) == 3


def test_the_edition_is_that_of_its_own_index() -> None:
    text = (
        "Theo chỉ số chuyển đổi số (DTI) năm 2022, tỉnh đạt 0,6 điểm.\n\n"
        "Chỉ số PAR INDEX năm 2023 của tỉnh cũng tăng. Về chỉ số chuyển đổi số, tỉnh đứng thứ 40/63."
    )
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "dti_rank")
    assert str(claim.as_of) == "2022-12-31"


@pytest.mark.parametrize(
    "owners_of_one", ["Đồng Nai và Bình Dương", "Đồng Nai, tỉnh Bình Dương", "Bình Dương và một số tỉnh"]
)
def test_one_figure_of_several_provinces_is_nobodys_total(owners_of_one: str) -> None:
    assert owners(f"Tính chung, {owners_of_one} {TEAMS}.") == [(Scope.PROVINCE, None)]


def test_a_province_named_before_in_passing_shares_nothing() -> None:
    text = f"Học từ cách làm hay của Đồng Nai, đến nay Bình Dương {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/binh_duong")]


def test_a_figure_of_an_uncertain_place_contradicts_nobody() -> None:
    text = f"Gia Lai {TEAMS}. Đồng Nai và Bình Dương {TEAMS.replace('2.716', '3.100')}."
    known, unknown = (c for c in read_in_article(text).claims if c.indicator == "community_teams")
    assert (known.checks.failed, unknown.checks.failed) == ((), ("place_certain",))


def test_a_district_that_does_what_its_province_told_it_owns_what_follows() -> None:
    text = f"Ngay sau khi Tỉnh ủy ra nghị quyết, UBND huyện Chư Prông đã lập kế hoạch. Nhờ đó, đã {TEAMS}."
    assert owners(text) == [(Scope.DISTRICT, "vn63/gia_lai")]


def test_a_province_that_has_heard_its_districts_keeps_what_follows() -> None:
    text = f"Sau khi nghe huyện Chư Prông báo cáo, UBND tỉnh đã lập kế hoạch. Nhờ đó, đã {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


def test_what_the_provinces_party_committee_decides_makes_no_figure_of_its_district_the_provinces() -> None:
    text = f"Chuyện số ở cơ sở\n\nTheo nghị quyết của Tỉnh ủy về chuyển đổi số, đến nay địa phương {TEAMS}.\n"
    assert [claim.scope for claim in teams(text, host="ankhe.gialai.dcs.vn")] == [Scope.DISTRICT]


INTEGRATED = "đã tích hợp 1.420 dịch vụ công trực tuyến"


@pytest.mark.parametrize(
    ("told", "scope"),
    [
        (f"{INTEGRATED} lên Cổng Dịch vụ công quốc gia", Scope.PROVINCE),
        (f"{INTEGRATED} vào Cổng Dịch vụ công quốc gia", Scope.PROVINCE),
        (f"{INTEGRATED} trên Cổng Dịch vụ công quốc gia", Scope.PROVINCE),
        (f"trên Cổng Dịch vụ công quốc gia {INTEGRATED}", Scope.NATIONAL),
    ],
)
def test_what_goes_to_the_national_portal_is_not_the_nations(told: str, scope: Scope) -> None:
    claims = read_in_article(f"Đến nay, {told}; {TEAMS}.").claims
    assert [claim.scope for claim in claims if claim.indicator == "portal_catalogue"] == [scope]


def test_a_portal_named_in_passing_makes_no_figure_behind_it_the_nations() -> None:
    text = f"Đến nay, {INTEGRATED} trên Cổng Dịch vụ công quốc gia.\n\nVề nhân lực: có {TEAMS}."
    assert {claim.scope for claim in read_in_article(text).claims} == {Scope.PROVINCE}


def test_the_first_of_the_nation_is_not_the_nation() -> None:
    text = f"Gia Lai là tỉnh đầu tiên cả nước {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


@pytest.mark.parametrize("carrier", ["Viettel đã", "Tập đoàn VNPT đã", "VNPT Gia Lai hiện"])
def test_what_one_carrier_has_is_not_the_provinces(carrier: str) -> None:
    claims = read_in_article(f"Đến nay, hạ tầng lan rộng. {carrier} phát sóng 2.283 trạm BTS.").claims
    assert [claim.scope for claim in claims] == [Scope.OTHER]


def test_with_a_carrier_it_is_still_the_province_that_has_it() -> None:
    (claim,) = read_in_article("Phối hợp với Viettel, VNPT, tỉnh đã phát sóng 2.283 trạm BTS.").claims
    assert claim.scope is Scope.PROVINCE


def test_what_one_level_of_offices_received_is_not_the_provinces() -> None:
    text = (
        "Năm 2023, tỉnh có tỷ lệ hồ sơ trực tuyến đạt 45%.\n\n"
        "Các sở, ban ngành cấp tỉnh tiếp nhận 9.700 hồ sơ, tỷ lệ hồ sơ trực tuyến 28%; "
        "cấp huyện tiếp nhận 6.200 hồ sơ, tỷ lệ hồ sơ trực tuyến 37%."
    )
    claims = [claim for claim in read_in_article(text).claims if claim.indicator == "online_dossier_rate"]
    assert [claim.scope for claim in claims] == [
        Scope.PROVINCE,
        Scope.OTHER,
        Scope.OTHER,
    ]


def test_the_whole_behind_several_provinces_is_nobodys() -> None:
    text = f"Dẫn đầu là Cà Mau, tiếp theo là Lạng Sơn và An Giang.\n\nNhìn chung, {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, None)]


def test_the_whole_behind_one_province_is_its_own() -> None:
    text = f"Phong trào lan tới từng làng ở Gia Lai.\n\nNhìn chung, {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


@pytest.mark.parametrize(
    ("of", "scope"), [("của thôn", Scope.COMMUNE), ("của các thôn, bản", Scope.PROVINCE)]
)
def test_the_people_of_one_hamlet_are_not_the_provinces(of: str, scope: Scope) -> None:
    (claim,) = read_in_article(f"Hiện 95% người dân trưởng thành {of} có điện thoại thông minh.").claims
    assert claim.scope is scope


def test_a_city_stays_one_in_a_text_without_a_date() -> None:
    lead = "Chuyển đổi số ở thành phố Hà Nội\n\nUBND TP Hà Nội đẩy mạnh việc này."
    text = f"{lead} Hiện nay, trên địa bàn thành phố {TEAMS}."
    (claim,) = teams(text)
    assert (claim.scope, claim.checks.failed) == (Scope.PROVINCE, ("place_certain",))


def test_what_goes_on_with_the_paragraph_before_is_of_its_day() -> None:
    text = (
        "Quý I năm 2023 (từ ngày 15/12/2022 đến 14/3/2023), tỉnh tiếp nhận 56.000 hồ sơ.\n\n"
        "{}tỷ lệ hồ sơ trực tuyến đạt 22,3%."
    )
    days = [
        str(claim.as_of)
        for head in ("Trong đó, ", "Về phía tỉnh, ")
        for claim in read_in_article(text.format(head)).claims
        if claim.indicator == "online_dossier_rate"
    ]
    assert days == ["2023-03-14", "2024-03-05"]


def test_what_a_ministry_reports_is_the_nations_until_the_province_speaks() -> None:
    text = (
        f"Tại phiên họp, Bộ Thông tin và Truyền thông đã báo cáo về kết quả. Đến nay, {TEAMS}.\n\n"
        f"Chủ tịch UBND tỉnh phát biểu: đến nay, {TEAMS}."
    )
    assert owners(text) == [(Scope.NATIONAL, None), (Scope.PROVINCE, "vn63/gia_lai")]


def test_what_is_reported_to_a_ministry_is_the_provinces() -> None:
    text = f"Tỉnh vừa có văn bản gửi tới Bộ Thông tin và Truyền thông báo cáo kết quả. Đến nay, {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


def test_an_office_named_with_its_province_is_that_provinces() -> None:
    text = f"Giám đốc Sở Thông tin và Truyền thông tỉnh Kon Tum cho biết toàn tỉnh {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/kon_tum")]


@pytest.mark.parametrize(
    ("of", "scope"), [(" đầu tiên của tỉnh", Scope.COMMUNE), (" của tỉnh", Scope.PROVINCE)]
)
def test_the_first_of_its_province_is_not_its_province(of: str, scope: Scope) -> None:
    text = f"Xã Ia Kênh là nơi làm điểm{of} có 100% người trưởng thành có điện thoại thông minh."
    (claim,) = read_in_article(text).claims
    assert claim.scope is scope


def test_where_things_are_sent_owns_nothing_after() -> None:
    text = f"Theo đó, máy móc sẽ được chuyển đến TP. Đà Nẵng để nâng cấp.\n\nToàn tỉnh {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/gia_lai")]


@pytest.mark.parametrize(
    ("who", "province"), [("Thủ tướng dự hội nghị", None), ("UBND thành phố họp", "da_nang")]
)
def test_where_the_nation_meets_is_not_whose_figures_are_told(who: str, province: str | None) -> None:
    text = (
        f"Ngày 5/3/2024, tại TP Đà Nẵng, {who} với các bộ, ngành và doanh nghiệp để nghe về chuyển đổi số "
        "trong thời gian qua; nhiều ý kiến tại Đà Nẵng nói về việc của những tháng còn lại.\n"
    )
    assert reader().read(text, SOURCE)[0].province_id == province


def test_a_portal_behind_the_figure_says_where_and_not_whose() -> None:
    head = "Gia Lai: tin cải cách\n\nThứ Hai, 20/11/2023, 08:00\n\nTừ đầu năm đến nay, "
    said = "đã có 48.372 giao dịch thanh toán trực tuyến"
    (claim,) = read(f"{head}người dân tỉnh Gia Lai {said} trên Cổng Dịch vụ công quốc gia.\n").claims
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/gia_lai")
    (claim,) = read(f"{head}Cổng Dịch vụ công quốc gia {said}.\n").claims
    assert claim.scope is Scope.NATIONAL


def test_a_rank_among_63_is_of_the_province_of_before() -> None:
    head = "Lào Cai\n\nThứ Hai, 20/10/2025, 08:00\n\nNăm 2023, chỉ số DTI của tỉnh "
    (claim,) = read(f"{head}Yên Bái (cũ) xếp thứ 12/63 tỉnh, thành phố.\n").claims
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn63/yen_bai")


def test_a_district_that_acts_owns_what_it_did() -> None:
    head = "Gia Lai: chuyển đổi số\n\nThứ Hai, 20/11/2023, 08:00\n\n"
    (claim,) = teams(f"{head}Đến với huyện Chư Sê, đoàn ghi nhận nhiều cố gắng. Hiện huyện {TEAMS}.\n")
    assert claim.scope is Scope.DISTRICT
    (claim,) = teams(f"{head}Sau hai năm thực hiện, huyện đã {TEAMS}.\n")
    assert claim.scope is Scope.DISTRICT


def test_this_city_is_the_one_that_was_named() -> None:
    head = "Hưng Yên\n\nThứ Hai, 17/11/2025, 08:00\n\nTỉnh Hưng Yên học hỏi nơi dẫn đầu là Hải Phòng. "
    (claim,) = teams(f"{head}Thành phố này {TEAMS}.\n")
    assert claim.place == "vn34/hai_phong"
    (claim,) = teams(f"{head}Toàn tỉnh {TEAMS}.\n")
    assert claim.place == "vn34/hung_yen"


@pytest.mark.parametrize(
    "before",
    [
        "Tỉnh có 2.874 trạm BTS, trong đó 61 trạm 5G đặt tại thành phố Pleiku",
        "Tỉnh đã đưa 296 sản phẩm lên sàn như cam huyện Chư Sê",
        "Sóng 4G đã phủ 99% thôn, còn vài thôn ở Chư Sê, Chư Prông lõm sóng",
        "Tỉnh đã lập 714 tổ giúp việc (huyện Chư Prông 98 tổ, thị xã An Khê 75 tổ, huyện Kông Chro 61 tổ)",
    ],
)
def test_a_part_in_passing_ends_with_its_clause(before: str) -> None:
    claims = teams(f"Gia Lai\n\nThứ Hai, 20/11/2023, 08:00\n\n{before}; {TEAMS}.\n")
    assert [(c.scope, c.place) for c in claims][-1] == (Scope.PROVINCE, "vn63/gia_lai")


def test_a_part_that_opens_a_clause_owns_the_next_ones_too() -> None:
    for parts in ("Huyện Chư Sê thực hiện tốt", "Ở Chư Sê, Chư Prông, việc này chạy tốt"):
        (claim,) = teams(f"Gia Lai\n\nThứ Hai, 20/11/2023, 08:00\n\n{parts}; {TEAMS}.\n")
        assert claim.scope is Scope.DISTRICT


def test_provinces_that_became_one_do_not_own_what_it_has() -> None:
    head = "Khánh Hòa\n\nThứ Hai, 20/10/2025, 08:00\n\nTỉnh Khánh Hòa họp. Mạng lưới sau hợp nhất hai tỉnh "
    (claim,) = teams(f"{head}Khánh Hòa - Ninh Thuận {TEAMS}.\n")
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn34/khanh_hoa")


DAY = "\n\nThứ Hai, 20/11/2023, 08:00\n\n"


def test_a_hamlet_with_a_provinces_name_is_a_hamlet() -> None:
    (claim,) = teams(
        f"Tỉnh Hà Tĩnh{DAY}Ở thôn Bắc Giang, xã Thạch Văn, bà con phấn khởi.\n\nToàn tỉnh Hà Tĩnh {TEAMS}.\n"
    )
    assert claim.place == "vn63/ha_tinh"


@pytest.mark.parametrize("head", ["Còn ở Khánh Hòa", "Riêng tại Khánh Hòa"])
def test_the_next_province_of_a_report_is_no_venue(head: str) -> None:
    (claim,) = teams(
        f"Bình Định{DAY}Tỉnh Bình Định họp bàn. {head}, Phó Giám đốc Sở cho biết tỉnh {TEAMS}.\n"
    )
    assert claim.place == "vn63/khanh_hoa"


def test_in_a_text_about_several_a_province_is_no_venue() -> None:
    (claim,) = teams(
        f"Nhiều địa phương về đích{DAY}Tại Bắc Giang, đến nay, Công an tỉnh cho hay tỉnh {TEAMS}.\n"
    )
    assert claim.place == "vn63/bac_giang"


def test_a_province_of_a_kind_is_called_by_its_name() -> None:
    (claim,) = teams(
        f"Long An{DAY}Tỉnh Long An họp. Đối với tỉnh miền núi Điện Biên, Công an tỉnh {TEAMS}.\n"
    )
    assert claim.place == "vn63/dien_bien"


def test_a_region_in_an_aside_does_not_go_on() -> None:
    aside = "Trong đó khu vực đô thị đạt 91,4%. "
    claims = teams(f"Tỉnh Gia Lai{DAY}Hồ sơ trực tuyến của tỉnh đạt 86%. {aside}Đến nay {TEAMS}.\n")
    assert [(c.scope, c.place) for c in claims] == [(Scope.PROVINCE, "vn63/gia_lai")]


def test_a_former_province_in_brackets_owns_nothing() -> None:
    head = "Ninh Bình\n\nThứ Hai, 20/10/2025, 08:00\n\nMạng lưới của tỉnh Ninh Bình (gồm Hoa Lư và Nam Định) "
    (claim,) = teams(f"{head}{TEAMS}.\n")
    assert (claim.scope, claim.place) == (Scope.PROVINCE, "vn34/ninh_binh")


def test_this_city_behind_a_city_of_a_district_is_nobodys() -> None:
    (claim,) = teams(f"Tỉnh Gia Lai{DAY}Thành phố Pleiku đi đầu, sau Đà Nẵng. Thành phố này {TEAMS}.\n")
    assert claim.place != "vn63/da_nang"


OWN = [
    "Sở Y tế thực hiện 3 dịch vụ công thiết yếu.",
    "Sở tiếp nhận 7.118 hồ sơ, trong đó hồ sơ trực tuyến là 6.412 (đạt 90,08%).",
    "Toàn ngành cung cấp 118 dịch vụ công trực tuyến.",
    "Sóng 4G của MobiFone phủ 92% dân số.",
]


@pytest.mark.parametrize("text", OWN)
def test_an_office_a_branch_and_a_carrier_have_figures_of_their_own(text: str) -> None:
    assert {claim.scope for claim in read_in_article(text).claims} == {Scope.OTHER}


def test_an_office_counts_what_is_the_provinces_too() -> None:
    claims = read_in_article(
        "Sở Tư pháp đã số hóa 912.400 dữ liệu hộ tịch. Toàn tỉnh có 586 tổ công nghệ số."
    ).claims
    assert {claim.scope for claim in claims} == {Scope.PROVINCE}


@pytest.mark.parametrize(
    ("where", "scope"),
    [
        ("Trên phạm vi cả nước, có", Scope.NATIONAL),
        ("Tỉnh đứng thứ 2 trên phạm vi cả nước, có", Scope.PROVINCE),
    ],
)
def test_the_nation_at_the_head_of_a_sentence_owns_it(where: str, scope: Scope) -> None:
    assert [claim.scope for claim in teams(f"{PLAIN}{where} 586 tổ công nghệ số cộng đồng.\n")] == [scope]


def test_a_city_that_is_named_alone_is_no_province() -> None:
    (claim,) = teams(f"{PLAIN}Tỉnh Gia Lai đi đầu. Pleiku có 586 tổ công nghệ số cộng đồng.\n")
    assert (claim.scope, claim.place) == (Scope.DISTRICT, "vn63/gia_lai")
    (claim,) = teams(f"{PLAIN}Tỉnh Gia Lai đi đầu. Vinh dự này là của 586 tổ công nghệ số cộng đồng.\n")
    assert claim.scope is Scope.PROVINCE


def test_one_district_in_passing_does_not_own_what_follows() -> None:
    text = f"{PLAIN}Toàn tỉnh Gia Lai đã {TEAMS}. Riêng huyện Chư Sê có 93 tổ. "
    *_, share = read(text + "Kinh tế số chiếm 9% GRDP.\n").claims
    assert share.scope is Scope.PROVINCE


def test_behind_an_offices_own_figures_the_province_goes_on() -> None:
    text = "Sở Y tế cung cấp 136 dịch vụ công trực tuyến.\n\nVề nhân lực: có 586 tổ công nghệ số cộng đồng."
    assert [claim.scope for claim in read_in_article(text).claims] == [Scope.OTHER, Scope.PROVINCE]


def test_behind_a_list_of_communes_the_province_goes_on() -> None:
    several = "Nhóm thấp có xã Ia Hrú, xã Ia Le.\n\nVề nhân lực: có 586 tổ công nghệ số cộng đồng."
    (claim,) = read_in_article(several).claims
    assert claim.scope is Scope.PROVINCE
    one = "Tại xã Ia Hrú, bà con đã quen với chữ ký số.\n\nVề nhân lực: có 6 tổ công nghệ số cộng đồng."
    (claim,) = read_in_article(one).claims
    assert claim.scope is Scope.COMMUNE


def test_the_office_that_tells_it_names_the_province_of_a_text() -> None:
    lead = "Chi trả chính sách không dùng tiền mặt\n\nNgày 5/3/2024, nhiều nơi họp bàn về việc này.\n\n"
    told = "Toàn tỉnh có 586 tổ công nghệ số cộng đồng.\n\nTheo lãnh đạo {} Trà Vinh, bà con đã quen."
    (claim,) = read(lead + told.format("Sở Lao động - Thương binh và Xã hội")).claims
    assert claim.place == "vn63/tra_vinh"
    (claim,) = read(lead + told.format("một nhà vườn ở")).claims
    assert claim.place is None


def test_where_a_carrier_builds_is_not_whose_it_is() -> None:
    (claim,) = read_in_article("Viettel đã lắp trên địa bàn tỉnh hơn 70 trạm BTS.").claims
    assert claim.scope is Scope.OTHER
    (claim,) = read_in_article("Viettel đã lắp nhiều, trên địa bàn tỉnh có hơn 70 trạm BTS.").claims
    assert claim.scope is Scope.PROVINCE


def test_to_what_a_sentence_turns_owns_what_it_tells() -> None:
    head = "Quảng Ninh dẫn đầu cả nước.\n\n"
    assert owners(head + f"Đối với tỉnh Kon Tum năm 2023, phong trào lan rộng; toàn tỉnh {TEAMS}.") == [
        (Scope.PROVINCE, "vn63/kon_tum")
    ]
    assert owners(f"Kết nối với tỉnh Kon Tum trong năm 2023, toàn tỉnh {TEAMS}.") == [
        (Scope.PROVINCE, "vn63/gia_lai")
    ]


def test_a_pillar_in_capitals_is_no_commune() -> None:
    assert owners(f"XÃ HỘI SỐ: TỪNG NGÕ, TỪNG NHÀ\n\nHiện {TEAMS}.") == [(Scope.PROVINCE, "vn63/gia_lai")]
    assert owners(f"Xã Hội Sơn: hiện {TEAMS}.") == [(Scope.COMMUNE, "vn63/gia_lai")]


@pytest.mark.parametrize(
    ("where", "owner"),
    [
        ("Trung tâm đặt tại phường Tây Sơn", Scope.PROVINCE),
        ("Tại phường Tây Sơn, trung tâm", Scope.COMMUNE),
    ],
)
def test_where_something_stands_does_not_own_it(where: str, owner: Scope) -> None:
    assert owners(f"{where} {TEAMS}.") == [(owner, "vn63/gia_lai")]


def test_a_list_of_units_may_come_before_whose_they_are() -> None:
    text = (
        "Phường Tây Sơn đang vui. Ở đây có 1 trong 2.466 tổ công nghệ số cộng đồng khắp 99 xã, phường của {}."
    )
    assert owners(text.format("tỉnh")) == [(Scope.PROVINCE, "vn63/gia_lai")]
    assert owners(text.format("họ"))[0][0] is Scope.COMMUNE


def test_a_kind_of_settlement_is_told_in_passing() -> None:
    town = "Ở khu vực đô thị, tỷ lệ hồ sơ trực tuyến đạt 91%. "
    assert owners(f"{town}Toàn địa bàn {TEAMS}.") == [(Scope.PROVINCE, "vn63/gia_lai")]
    region = "Khu vực Tây Nguyên có tỷ lệ hồ sơ trực tuyến đạt 91%. "
    assert owners(f"{region}Nay {TEAMS}.")[0][0] is Scope.OTHER


def test_what_all_of_them_have_is_not_the_one_before() -> None:
    nhi = "Bệnh viện Nhi cho biết việc này đã quen. "
    lookup = "100% cơ sở khám chữa bệnh BHYT tra cứu thông tin bằng CCCD."
    assert [c.scope for c in read_in_article(nhi + lookup).claims] == [Scope.PROVINCE]
    assert [
        c.scope
        for c in read_in_article(nhi + "Tỷ lệ thanh toán viện phí không dùng tiền mặt đạt 81%.").claims
    ] == [Scope.OTHER]


@pytest.mark.parametrize(
    ("day", "owner"),
    [
        ("Cuối năm 2024", (Scope.PROVINCE, "vn63/tra_vinh")),
        ("Đến ngày 30/9/2025", (Scope.OTHER, None)),
        ("Hiện nay", (Scope.OTHER, None)),
    ],
)
def test_a_province_that_is_no_more_has_what_it_had(day: str, owner: tuple[Scope, str | None]) -> None:
    head = "Tin Vĩnh Long\n\nThứ Hai, 20/10/2025, 08:00\n\nTỉnh Vĩnh Long họp.\n\n"
    (claim,) = teams(f"{head}{day}, Trà Vinh {TEAMS}.\n")
    assert (claim.scope, claim.place) == owner


def test_under_a_headline_of_a_roundup_the_text_is_its_own_again() -> None:
    told = f"Kon Tum đang làm.\n\nThêm sức cho cơ sở\n\nNăm 2024 này, {TEAMS}.\n"
    for title, place in (("Tin vắn chuyển đổi số", "vn63/gia_lai"), ("Chuyện chuyển đổi số", "vn63/kon_tum")):
        (claim,) = teams(f"{title}\n\nThứ Sáu, 1/3/2024, 08:00\n\n{told}", host="gialai.gov.vn")
        assert claim.place == place


def test_who_speaks_for_a_province_is_no_caption() -> None:
    text = f"Đại diện tỉnh Lâm Đồng nêu chuyện hạ tầng: toàn tỉnh {TEAMS}."
    assert owners(text) == [(Scope.PROVINCE, "vn63/lam_dong")]
    caption = f"Đại diện tỉnh Lâm Đồng tại hội nghị\n\nToàn tỉnh {TEAMS}."
    assert owners(caption) == [(Scope.PROVINCE, "vn63/gia_lai")]


def test_the_second_one_that_is_compared_with_owns_nothing() -> None:
    compared = f"So với Quảng Ninh hay Thái Nguyên thì chưa nhiều. Hiện {TEAMS}."
    assert owners(compared) == [(Scope.PROVINCE, "vn63/gia_lai")]
    told = f"Thái Nguyên thì khác. Hiện {TEAMS}."
    assert owners(told) == [(Scope.PROVINCE, "vn63/thai_nguyen")]


def test_what_its_people_were_given_is_the_provinces() -> None:
    text = "Tại huyện Chư Sê, các tổ đi từng nhà.\n\nBa doanh nghiệp đã cấp 38.215 chữ ký số cho {}."
    places = [
        read_in_article(text.format(whom)).claims[0].scope for whom in ("người dân Gia Lai", "người dân")
    ]
    assert places == [Scope.PROVINCE, Scope.DISTRICT]


def test_what_an_official_of_a_part_said_ends_at_the_next_headline() -> None:
    said = "Bà Lệ, Giám đốc Trung tâm Phục vụ hành chính công xã Ia Tiêm, nói rằng việc nhiều.\n\n{}"
    under = said.format(f"Dữ liệu dân cư, y tế\n\nVề nhân lực, {TEAMS}.")
    assert owners(under) == [(Scope.PROVINCE, "vn63/gia_lai")]
    assert owners(said.format(f"Về nhân lực, {TEAMS}.")) == [(Scope.COMMUNE, "vn63/gia_lai")]


def test_the_name_of_a_company_is_no_place() -> None:
    said = f"Ông Hưng, Giám đốc {{}} Chư Prông, nói rằng việc nhiều.\n\nVề nhân lực, {TEAMS}."
    assert owners(said.format("Công ty Cơ khí")) == [(Scope.PROVINCE, "vn63/gia_lai")]
    assert owners(said.format("Trung tâm Y tế huyện")) == [(Scope.DISTRICT, "vn63/gia_lai")]


@pytest.mark.parametrize(
    ("where", "scope"),
    [
        ("Nhưng ở Nghiên Loan, ", Scope.OTHER),
        ("Ở đó, ", Scope.PROVINCE),
        ("Tại Gia Lai, ", Scope.PROVINCE),
    ],
)
def test_a_place_that_nobody_knows_is_not_the_province(where: str, scope: Scope) -> None:
    assert [owner for owner, _ in owners(f"{where}đến nay {TEAMS}.")] == [scope]


def test_some_communes_are_not_the_province() -> None:
    text = "Người dân chưa quen nộp hồ sơ trực tuyến, {} dưới 50%."
    scopes = [read_in_article(text.format(who)).claims[0].scope for who in ("một số xã", "tỷ lệ")]
    assert scopes == [Scope.OTHER, Scope.PROVINCE]


def test_the_levels_of_a_province_are_its_own_behind_some_of_its_parts() -> None:
    parts = "Một số địa phương có tỷ lệ cao: Chư Prông 81,2%. "
    levels = "Hồ sơ công việc xử lý trên môi trường mạng: cấp tỉnh {}, cấp huyện 94%."
    claims = [
        c for c in read_in_article(parts + levels.format("98%")).claims if c.indicator == "e_office_rate"
    ]
    assert [claim.scope for claim in claims] == [Scope.PROVINCE, Scope.PROVINCE]


def test_all_of_the_police_have_dossiers_of_their_own() -> None:
    text = "Từ ngày 01/2 đến 20/2, {} tiếp nhận 184.220 hồ sơ thủ tục hành chính, tỷ lệ trực tuyến 97,9%."
    scopes = [
        read_in_article(text.format(who)).claims[-1].scope for who in ("Công an toàn tỉnh", "toàn tỉnh")
    ]
    assert scopes == [Scope.OTHER, Scope.PROVINCE]


@pytest.mark.parametrize(
    ("leads", "scope"),
    [
        ("dẫn đầu với 87,1%, huyện Chư Sê thấp nhất (48,9%)", Scope.PROVINCE),
        ("có tỷ lệ hồ sơ nộp trực tuyến đạt 87,1%", Scope.DISTRICT),
    ],
)
def test_which_parts_lead_is_told_in_passing(leads: str, scope: Scope) -> None:
    assert [owner for owner, _ in owners(f"Huyện Chư Prông {leads}. Hiện {TEAMS}.")] == [scope]


def test_who_is_named_in_brackets_owns_nothing_behind_them() -> None:
    ranked = "DTI năm 2022 của tỉnh {} xếp thứ 15/63."
    claims = [read_in_article(ranked.format(of)).claims[0] for of in ("(cùng nhóm với Kon Tum)", "")]
    assert [claim.place for claim in claims] == ["vn63/gia_lai", "vn63/gia_lai"]
    told = "Tỷ lệ hồ sơ nộp trực tuyến đạt 93,4% ({})."
    places = [
        read_in_article(told.format(of)).claims[0].place
        for of in ("quý I/2023 của tỉnh Kon Tum là 74,8%", "của tỉnh Kon Tum")
    ]
    assert places == ["vn63/gia_lai", "vn63/kon_tum"]


def test_what_some_communes_only_have_does_not_make_them_the_owner() -> None:
    text = "Internet cáp quang được 83,9% hộ gia đình sử dụng, {} con số này chưa tới 60%."
    scopes = [c.scope for c in read_in_article(text.format("dù ở các xã ven biển")).claims]
    assert scopes[0] is Scope.PROVINCE
    assert Scope.PROVINCE not in scopes[1:]


def test_who_gave_the_goal_is_not_who_is_ranked() -> None:
    text = "Kích hoạt 1.962.754 tài khoản định danh điện tử, bằng 103% chỉ tiêu Bộ Công an {} đứng thứ 4."
    claims = [read_in_article(text.format(does)).claims[-1] for does in ("giao và", "đang")]
    assert [c.place for c in claims if c.indicator == "eid_activation_rank"] == ["vn63/gia_lai", None]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Tại Kon Tum, Công an tỉnh cho biết {TEAMS}.", "vn63/kon_tum"),
        (f"Ngày 1/3, tại Kon Tum, UBND tỉnh họp, cho biết {TEAMS}.", "vn63/gia_lai"),
    ],
)
def test_where_a_sentence_turns_to_is_no_venue(text: str, place: str) -> None:
    assert [owner for _, owner in owners(text)] == [place]


@pytest.mark.parametrize(
    ("whose", "scope"), [("của tỉnh", Scope.PROVINCE), ("của cả nước", Scope.NATIONAL), ("", Scope.NATIONAL)]
)
def test_what_is_said_to_be_the_provinces_is_so_on_the_nations_portal(whose: str, scope: Scope) -> None:
    text = f"Cổng Dịch vụ công quốc gia hiện tích hợp 2.086 dịch vụ công {whose}."
    assert [claim.scope for claim in read_in_article(text).claims] == [scope]


@pytest.mark.parametrize(("line", "place"), [("Hà Nội (TTXVN) -", None), ("Hà Nội:", "vn63/ha_noi")])
def test_where_a_news_agency_sits_is_not_whom_it_tells_of(line: str, place: str | None) -> None:
    text = (
        f"Hồ sơ trực tuyến tăng\n\nThứ Sáu, 1/3/2024, 08:00\n\n{line} Bộ Nội vụ vừa tổng hợp tình hình của "
        "các nơi sau hai tháng triển khai, theo đó công việc chạy đều và người dân bớt đi lại.\n\n"
        f"Theo báo cáo, {TEAMS}.\n"
    )
    assert [claim.place for claim in teams(text)] == [place]


@pytest.mark.parametrize(
    ("who", "scope"),
    [
        ("Riêng huyện miền núi phía tây", Scope.OTHER),
        ("Ở một xã biên giới", Scope.OTHER),
        ("Tại 9 xã được kiểm tra", Scope.OTHER),
        ("Ở thành phố tỉnh lỵ", Scope.OTHER),
        ("Huyện trồng vải lớn nhất tỉnh làm trước", Scope.OTHER),
        ("Là tỉnh miền núi", Scope.PROVINCE),
        ("Từ trung tâm đến các xã biên giới của tỉnh", Scope.PROVINCE),
    ],
)
def test_a_part_without_a_name_is_not_the_province(who: str, scope: Scope) -> None:
    text = f"{who}, tỷ lệ hồ sơ nộp trực tuyến đạt 80%."
    assert [c.scope for c in read_in_article(text).claims] == [scope]


@pytest.mark.parametrize(
    ("later", "scope"), [("Ia Grăng", Scope.COMMUNE), ("Ông Rơ Ia Grăng kể, tỉnh", Scope.PROVINCE)]
)
def test_a_commune_is_known_again_by_its_name_alone(later: str, scope: Scope) -> None:
    text = f"Xã Ia Grăng làm trước.\n\n{later} kích hoạt được 2.106 tài khoản định danh điện tử."
    assert [c.scope for c in read_in_article(text).claims] == [scope]


@pytest.mark.parametrize(
    ("of", "scope"),
    [("Tính lại theo 34 tỉnh, mức này là khá", Scope.PROVINCE), ("Đến nay, cả nước đã làm", Scope.NATIONAL)],
)
def test_among_how_many_it_was_computed_is_not_of_the_nation(of: str, scope: Scope) -> None:
    assert only_claim(f"{of}. Tỷ trọng kinh tế số năm 2023 chiếm 13,9% GRDP.").scope is scope


@pytest.mark.parametrize(
    ("who", "scope"), [("Ngành Y tế", Scope.PROVINCE), ("Ngành Y tế huyện", Scope.OTHER)]
)
def test_an_office_of_the_province_ends_what_was_told_of_a_hospital(who: str, scope: Scope) -> None:
    text = f"Bệnh viện Đa khoa huyện Chư Sê quét 21.300 lượt. {who} đã lập 24.310 hồ sơ sức khỏe điện tử."
    assert [c.scope for c in read_in_article(text).claims] == [scope]


@pytest.mark.parametrize(
    ("where", "place"), [("sau Kon Tum,", "vn63/gia_lai"), ("ở Kon Tum,", "vn63/kon_tum")]
)
def test_whom_it_came_after_owns_nothing(where: str, place: str) -> None:
    text = f"Đây là nơi thứ hai, {where} hoàn thành cấp căn cước cho 100% công dân đủ điều kiện."
    assert only_claim(text).place == place


@pytest.mark.parametrize(
    ("were", "scope"), [("được tạo tài khoản", Scope.NATIONAL), ("đứng thứ 5", Scope.PROVINCE)]
)
def test_what_follows_a_count_of_the_nation_is_the_nations(were: str, scope: Scope) -> None:
    text = (
        f"Có 1,06 triệu hộ sản xuất nông nghiệp trên cả nước {were}, "
        "47.300 sản phẩm đăng bán trên sàn thương mại điện tử."
    )
    claims = [c for c in read_in_article(text).claims if c.indicator == "products_on_ecommerce"]
    assert [c.scope for c in claims] == [scope]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("Nông sản của bà con được bán ở Hà Nội. Bưu điện tỉnh hướng dẫn bà con.", "vn63/gia_lai"),
        ("“Có đơn từ khách quen ở Hà Nội là tôi gửi ngay”, chị Hoa kể.", "vn63/gia_lai"),
        ("Hà Nội là nơi mua nhiều nhất. Toàn tỉnh vào cuộc.", "vn63/gia_lai"),
        ("Tại Hà Nội, công việc trôi chảy.", "vn63/ha_noi"),
        ("Trong khi đó ở Kon Tum, công việc trôi chảy.", "vn63/kon_tum"),
    ],
)
def test_where_something_is_sold_has_not_the_figures_of_the_next_sentence(before: str, place: str) -> None:
    (claim,) = teams(f"Tỉnh Gia Lai{DAY}{before} Đến nay {TEAMS}.\n", host="gialai.gov.vn")
    assert claim.place == place


@pytest.mark.parametrize(
    ("part", "scope"),
    [
        ("100% trường học trên địa bàn thành phố Phan Rang - Tháp Chàm vào cuộc.", Scope.PROVINCE),
        ("100% trường học trên địa bàn thành phố Vĩnh Hòa Mới vào cuộc.", Scope.PROVINCE),
        ("Trên địa bàn thành phố mọi người vào cuộc.", Scope.DISTRICT),
        ("Huyện Ninh Phước - Ninh Thuận vào cuộc.", Scope.DISTRICT),
    ],
)
def test_where_some_schools_are_owns_not_what_follows(part: str, scope: Scope) -> None:
    (claim,) = teams(f"Tỉnh Ninh Thuận{DAY}- {part}\n- Đến nay {TEAMS}.\n", host="ninhthuan.gov.vn")
    assert claim.scope is scope


@pytest.mark.parametrize(
    ("who", "scope"),
    [
        ("Trạm Y tế đã lập", Scope.COMMUNE),
        ("Các trạm y tế đã lập", Scope.PROVINCE),
        ("Phòng LĐ-TB&XH cho biết, đã lập", Scope.DISTRICT),
        ("Phòng Chuyển đổi số cho biết, đã lập", Scope.PROVINCE),
    ],
)
def test_a_station_is_of_a_commune_and_a_department_of_a_district(who: str, scope: Scope) -> None:
    (claim,) = read_in_article(f"{who} 38.214 hồ sơ sức khỏe điện tử.").claims
    assert claim.scope is scope


def test_here_is_the_part_that_was_named_and_else_the_province() -> None:
    text = "{} nhận 220 hồ sơ mỗi ngày. Tỷ lệ hồ sơ trực tuyến ở đây đạt 96,1%. Toàn tỉnh đạt 81%."
    assert [c.scope for c in read_in_article(text.format("Xa hơn, phường Quy Nhơn")).claims] == [
        Scope.COMMUNE,
        Scope.PROVINCE,
    ]
    assert read_in_article(text.format("Trung tâm")).claims[0].scope is Scope.PROVINCE


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tỉnh có 25/25 dịch vụ công thiết yếu; riêng 11 dịch vụ do ngành công an phụ trách có", []),
        ("Riêng 11 dịch vụ do ngành công an phụ trách đã xong; toàn tỉnh có", ["92.4"]),
    ],
)
def test_a_share_of_the_last_services_that_were_named(text: str, read: list[str]) -> None:
    claims = read_in_article(f"{text} tỷ lệ hồ sơ nộp trực tuyến 92,4%.").claims
    assert [str(c.value) for c in claims if c.indicator == "online_dossier_rate"] == read


@pytest.mark.parametrize(("among", "read"), [("nằm trong nhóm cao nhất của", []), ("hoàn thành", ["25"])])
def test_of_how_many_it_is_one_is_no_level(among: str, read: list[str]) -> None:
    claims = read_in_article(f"Việc cấp điện mới {among} 25 dịch vụ công thiết yếu đã triển khai.").claims
    assert [str(claim.value) for claim in claims] == read


def test_a_share_of_the_goal_may_stand_behind_it() -> None:
    text = "Nộp hồ sơ trực tuyến: so với chỉ tiêu 80.000 hồ sơ, {} 39,9%."
    found = [
        [claim.indicator for claim in read_in_article(text.format(what)).claims if str(claim.value) == "39.9"]
        for what in ("tỉnh mới đạt", "tỷ lệ hồ sơ nộp trực tuyến đạt")
    ]
    assert found == [[], ["online_dossier_rate"]]


@pytest.mark.parametrize(
    "text",
    [
        "Gia Lai mới, trên cơ sở hợp nhất Gia Lai và Bình Định,",
        "Gia Lai được hợp nhất từ Gia Lai và Bình Định, hiện",
        "Sau khi Bình Định và Gia Lai hợp nhất, Gia Lai",
    ],
)
def test_the_provinces_that_were_merged_own_nothing(text: str) -> None:
    assert owners(f"{text} {TEAMS}.") == [(Scope.PROVINCE, "vn63/gia_lai")]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Tính chung cả nước, theo Bộ Công an, đã", Scope.NATIONAL),
        ("Nhìn chung cả nước đã", Scope.NATIONAL),
        ("Cao hơn mức chung cả nước, toàn tỉnh đã", Scope.PROVINCE),
    ],
)
def test_the_nation_taken_together_owns_what_is_counted(text: str, scope: Scope) -> None:
    assert only_claim(f"{text} cấp 843.100 thẻ căn cước.").scope is scope


@pytest.mark.parametrize(("which", "read"), [("11 dịch vụ này", []), ("thủ tục hành chính", ["94.25"])])
def test_a_share_of_these_services_is_no_share_of_all(which: str, read: list[str]) -> None:
    text = f"Công an 3 cấp tiếp nhận 21.346 hồ sơ {which}, có 20.118 hồ sơ nộp trực tuyến, chiếm 94,25%."
    claims = read_in_article(text).claims
    assert [str(c.value) for c in claims if c.indicator == "online_dossier_rate"] == read


@pytest.mark.parametrize(
    ("beside", "place"),
    [
        ("Dẫn đầu cả nước là Bắc Giang.", "vn63/gia_lai"),
        ("Đứng thứ hai là Thái Nguyên, tiếp theo là Bắc Giang.", "vn63/gia_lai"),
        # It turns to that province.
        (
            "Bắc Giang cũng họp bàn về việc này trong tuần qua. Tại Bắc Giang, dữ liệu đã đầy đủ.",
            "vn63/bac_giang",
        ),
    ],
)
def test_the_first_of_a_ranking_owns_nothing_of_what_follows(beside: str, place: str) -> None:
    assert owners(f"Tỉnh xếp thứ 21 về chuyển đổi số. {beside} Toàn tỉnh {TEAMS}.") == [
        (Scope.PROVINCE, place)
    ]


def test_behind_the_first_of_a_ranking_a_figure_without_a_name_is_of_either() -> None:
    text = f"Tỉnh xếp thứ 21 về chuyển đổi số. Dẫn đầu là Bắc Giang. Cụ thể, {TEAMS}."
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "community_teams")
    assert (claim.place, claim.checks.failed) == (None, ("place_certain",))


@pytest.mark.parametrize(
    ("first", "frame"), [("19/63", ["vn63", "vn63"]), ("19/34", ["vn34", "vn34"]), ("19", ["vn34", "vn34"])]
)
def test_one_of_63_tells_the_boundaries_of_the_next_rank_in_its_sentence(
    first: str, frame: list[str]
) -> None:
    text = (
        "Tỉnh Thanh Hóa sơ kết cải cách hành chính\n\nNgày 24/10/2025, UBND tỉnh Thanh Hóa họp. "
        f"Năm 2024, Thanh Hóa xếp thứ {first} về PAR Index; chỉ số SIPAS xếp thứ 23."
    )
    claims = [c for c in read(text).claims if c.indicator == "service_rank"]
    assert [c.place and c.place.partition("/")[0] for c in claims] == frame


@pytest.mark.parametrize(
    ("then", "scope"),
    [("Toàn tỉnh đã có nhiều thay đổi.", Scope.PROVINCE), ("Bà con đã có nhiều thay đổi.", Scope.COMMUNE)],
)
def test_behind_a_commune_the_next_paragraph_is_of_whom_it_led_to(then: str, scope: Scope) -> None:
    text = f"Xã Ia Tiêm chỉ là một lát cắt. {then}\n\nCái được lớn nhất là thói quen, khi {TEAMS}."
    assert owners(text) == [(scope, "vn63/gia_lai")]


def test_the_nation_in_brackets_owns_its_own_figure_only() -> None:
    claims = read_in_article(
        "Kinh tế số ước chiếm 11,2% GRDP (cả nước 18,3%). Toàn tỉnh có 2.104 trạm BTS."
    ).claims
    assert [(str(c.value), c.scope) for c in claims] == [
        ("11.2", Scope.PROVINCE),
        ("18.3", Scope.NATIONAL),
        ("2104", Scope.PROVINCE),
    ]
