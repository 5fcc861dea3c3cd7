"""Bodies that have figures of their own beside the province: offices, companies, regions, parts, the nation.

A table: each kind with the words that it can begin with, beside its pattern; read on lower-case text.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tinhso_extractor.core.anchored import DIGITS, AnchoredRows
from tinhso_extractor.core.mentioned import PlaceKind, PlaceMention


class _Row(NamedTuple):
    kind: PlaceKind
    first: tuple[str, ...]
    pattern: str


# At the head of a clause, where subjects stand, or as the place or owner that is named there.
_HEAD = (
    r"(?<=(?:^|[;.:\n\"“(–-]\s?)(?:(?:(?:tính\s)?riêng|(?:tính|nhìn|nói)\schung"
    r"|(?:trong|theo) đó,?|tại|ở|của|theo|hiện|nay,?"
    r"|(?:đến|hiện) nay,?|(?:trong )?(?:năm|tháng|quý) [\divx]{1,4}(?:/\d{4})?,?|giám đốc|lãnh đạo"
    r"|từ (?:ngày )?[\d/]{3,10} đến (?:ngày )?[\d/]{3,10},"
    r"|(?:tiếp (?:đó|theo|đến)|kế (?:đó|đến|tiếp)|sau đó|đứng đầu|dẫn đầu) là)\s){0,2}"
    r"|,\s(?:dẫn đầu là|đứng đầu là|riêng|(?:nhưng|song|còn) (?:ở|tại))\s"
    r"|\b(?:cao|thấp|nhiều|ít)\snhất\slà\s)"
)
_WORDS = r"[^,.;:()\d]"
_NOT_PASSIVE = r"(?<!\b(?:được|do|theo|của|từ|với|trước|tiến|cán|toàn|nội|đồng|đảng)\s)"
_UNITS = r"(?:huyện|xã(?! hội)|phường|thị\strấn|thị\sxã|quận)"
# Up to the verb: `Bệnh viện Đa khoa tỉnh có …` is not the province.
_NAME = (
    rf"(?:{_WORDS}{{0,60}}?"
    r"(?=\s(?:đã|có|hiện|đang|cũng|còn|mới|đạt|cho\sbiết|chia\ssẻ|cung\scấp|phát\striển|tiếp\snhận|thu|là|với)\b|[,.:;(]|\s\d))?"
)
_MINISTRIES = ("bộ", "ngân hàng nhà nước", "thanh tra chính phủ", "văn phòng chính phủ")
_NATIONAL = (
    r"(?:bộ(?!\sphận|\schỉ|\stiêu|\smáy)\s|ngân\shàng\snhà\snước\b(?!\schi\snhánh)|văn\sphòng\schính\sphủ|tổng\scục|c06\b"
    r"|cục\s(?!thuế\stỉnh|thống\skê\stỉnh|hải\squan)|(?:bhxh|bảo\shiểm\sxã\shội)\sviệt\snam|hiệp\shội\s[^,.;:()\d]{3,40}\sviệt\snam)"
)
_SAYS = r"(?:nhấn\smạnh|cho\sbiết|cho\shay|khẳng\sđịnh|thông\stin|nêu\srõ|chia\ssẻ)"
_OFFICES = (
    r"(?:sở|ngành|chi\scục|công\san\s(?:toàn\s)?tỉnh|bhxh\stỉnh|bảo\shiểm\sxã\shội\stỉnh|cục\sthuế|hải\squan|thanh\stra\stỉnh"
    r"|văn\sphòng\subnd\stỉnh|văn\sphòng\sđăng\ský\sđất\sđai|trung\stâm\sphục\svụ\shành\schính\scông)"
)
_OFFICE_WORDS = (
    "sở", "ngành", "chi cục", "công an tỉnh", "công an toàn tỉnh", "bhxh tỉnh", "bảo hiểm xã hội tỉnh",
    "cục thuế", "hải quan", "thanh tra tỉnh", "văn phòng ubnd tỉnh", "văn phòng đăng ký", "trung tâm phục vụ",
)  # fmt: skip
_CARRIERS = ("viettel", "vnpt", "mobifone", "vinaphone", "fpt")
_ORGANISATIONS = (
    "bệnh viện", "phòng khám", "công ty", "tổng công ty", "hợp tác xã", "htx", "chợ", "siêu thị",
    "khu công nghiệp", "khu công nghệ thông tin", "hiệp hội", "hội doanh nghiệp", "điện lực", "agribank",
    "vietcombank", "vietinbank", "bidv", "lpbank", "sacombank", "hdbank", "ngân hàng agribank",
    "ngân hàng tmcp", "ngân hàng nông nghiệp", "ngân hàng chính sách", "doanh nghiệp này", "trường đại học",
    "hội phụ nữ", "hội nông dân", "tỉnh đoàn", "chi đoàn", "đoàn thanh niên", "trường cao đẳng",
    "ban quản lý chợ", "trường thpt", "trường thcs", "trường tiểu học", "trường mầm non", "tòa án",
)  # fmt: skip
_REGIONS = ("khu vực", "vùng", "toàn vùng", "toàn khu vực", "cả vùng")
_PARTS = ("tỉnh", "huyện", "xã", "phường", "thôn", "làng", "nơi", "địa", "đơn", "sở")
_SEVERAL = ("hai", "ba", "bốn", "năm", "nhiều", "một số")
_SOME = (
    *DIGITS, *(f"{many} {part}" for many in (*_SEVERAL, "có") for part in _PARTS),
    *(f"có {many}" for many in (*_SEVERAL, *DIGITS)), "vẫn có", "vẫn còn", "còn có", "còn vẫn",
)  # fmt: skip
_MANY = r"(?:\d{1,3}|hai|ba|bốn|năm|nhiều|một\ssố)"
_LEADING = r"(?:láng\sgiềng|bạn|dẫn\sđầu|đứng\sđầu|đứng\scuối|cao\snhất|thấp\snhất|xếp\sđầu)"


def _any(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(word.replace(" ", r"\s") for word in words) + ")"


_ROWS: Final = (
    # `Các sở, ngành đã tiếp nhận …`, `cấp huyện tiếp nhận …`: of some of the province's offices.
    _Row(
        PlaceKind.OTHER,
        ("các sở", "khối các sở", "khối sở", "ubnd cấp", "cấp tỉnh", "cấp huyện", "cấp xã", "các huyện",
         "các xã"),
        rf"{_HEAD}(?:(?:khối\s)?(?:các\s)?sở,\s(?:ban,?\s)?ngành(?:\s(?:cấp\s)?tỉnh)?(?=\s(?:đã\s)?(?:tiếp\snhận|giải\squyết|xử\slý|đạt|có\stỷ\slệ))"
        r"|(?:ubnd\s)?cấp\s(?:tỉnh|huyện|xã)(?=\s(?:đã\s)?tiếp\snhận)"
        r"|các\s(?:huyện|xã)(?:,\s(?:thị\sxã|thị\strấn|thành\sphố|phường|đặc\skhu)){1,3}"
        r"(?=\s(?:đã\s)?(?:phát\ssinh|tiếp\snhận|giải\squyết)))",
    ),
    _Row(
        PlaceKind.OTHER,
        ("khối bộ", "khối các bộ", "các bộ"),
        r"\b(?:khối\s(?:các\s)?bộ(?:,\sngành)?|(?<=(?:của|tại|ở)\s)các\sbộ,\sngành(?!(?:\strung\sương)?(?:,|\svà)\s(?:các\s)?(?:địa\sphương|tỉnh)))\b",
    ),
    # `Sở Nội vụ có tỷ lệ hồ sơ …`, `Công an tỉnh tiếp nhận 12.500 hồ sơ`; but its cards are the province's.
    _Row(
        PlaceKind.OTHER,
        _OFFICE_WORDS,
        rf"{_HEAD}{_OFFICES}(?:\s{_WORDS}{{2,50}}?)?"
        r"\s(?=(?:có|đạt)\s(?:tỷ\slệ|\d[\d,]*\s?%)\s(?:số\s)?(?:hồ\ssơ|thủ\stục|tthc|dịch\svụ\scông|dvc|giải\squyết|số\shóa)"
        r"|(?:xếp|đứng|dẫn\sđầu)\b|(?:(?:đạt|được|với)\s|\()\d[\d.,]*\sđiểm|(?:đạt\s)?tỷ\slệ\shồ\ssơ|(?:tiếp\snhận|giải\squyết)\s\d[\d,]*\s?%\shồ\ssơ"
        r"|(?:đã\s|hiện\s)?(?:tiếp\snhận|cung\scấp|công\sbố|duy\strì|được\sphân\sbổ|được\sbố\strí)\s(?:\p{L}+\s){0,2}"
        r"\d[\d.,]*\s(?:hồ\ssơ\s(?:trực|thủ\stục|tthc)|dịch\svụ|bộ\sdữ|cơ\ssở\sdữ|tỷ\b|tỉ\b))",
    ),
    # `Sở Y tế có 45 bộ dữ liệu mở`; the office for digital matters acts for all of them.
    _Row(
        PlaceKind.OTHER,
        ("sở", "toàn ngành"),
        rf"{_HEAD}(?:toàn\sngành|sở)(?:\s(?!thông\stin|tt|khoa\shọc|kh){_WORDS}{{2,40}}?)?"
        r"\s(?!(?:[^.;]|(?<=\d)\.(?=\d)){0,120}\bcủa\s(?:toàn\s)?tỉnh\b)"
        r"(?=(?:đã\s|hiện\s|đang\s)?(?:có|triển\skhai|vận\shành|công\skhai|xử\slý|mở|bố\strí|dành|sử\sdụng|thực\shiện|quản\slý"
        r"|cung\scấp|tiếp\snhận|giải\squyết)\s(?:\d[\d,]*\s?%\s(?:hồ\ssơ|văn\sbản|thủ\stục)"
        r"|\d[\d.,/]*\s(?:bộ\sdữ|hệ\sthống|cơ\ssở\sdữ|csdl|dịch\svụ|dvc|thủ\stục|tthc|hồ\ssơ\b(?!\s(?:sức|cấp|căn|cccd|định))|nhiệm\svụ|tỷ\b)))",
    ),
    # `Bộ Tài chính xếp ở vị trí số 1`; not `Bộ Công an giao tỉnh …`, nor `được Bộ … đánh giá xếp thứ 7`.
    _Row(
        PlaceKind.OTHER,
        _MINISTRIES,
        rf"{_NOT_PASSIVE}\b{_any(_MINISTRIES)}\s(?!{_WORDS}{{2,60}}\bgiao\s){_WORDS}{{2,60}}?\s(?=(?:xếp|đứng|dẫn\sđầu|giành|giữ|ở\svị\strí|thứ|hạng)\b)",
    ),
    # `Viettel đã lắp 2.283 trạm`, `mạng lưới của Viettel`: one carrier's; not `phối hợp với VNPT, tỉnh đã …`.
    _Row(
        PlaceKind.OTHER,
        ("tập đoàn", *_CARRIERS),
        rf"(?<=(?:^|[;,.:\n]\s?)(?:riêng\s|trong\sđó,?\s|hiện\s|(?:hiện|đến)\snay,?\s)?)(?<!\b{_any(_CARRIERS)},\s)(?:tập\sđoàn\s)?{_any(_CARRIERS)}\b(?:\s{_WORDS}{{2,30}}?)?"
        r"\s(?=(?:đã|đang|hiện|có|triển\skhai|lắp\sđặt|phát\ssóng|đầu\stư|xây\sdựng|cung\scấp|phủ\ssóng|cấp|phát\striển)\b)"
        rf"|(?<=(?:giám\sđốc|mạng\slưới\scủa|trạm\sbts\scủa|di\sđộng|di\sđộng\scủa|sóng\scủa|[3-5]g\scủa|mạng\scủa|đại\sdiện|lãnh\sđạo)\s){_any(_CARRIERS)}\b{_NAME}",
    ),
    # `Bệnh viện Đa khoa tỉnh có 85% …`, `tại Chợ Chư Sê`: one of many; not `các bệnh viện`, nor `Chợ, …`.
    _Row(
        PlaceKind.OTHER,
        _ORGANISATIONS,
        rf"{_HEAD}{_any(_ORGANISATIONS)}\b(?!\s(?:trên|trong|công\slập|và|,|\d|thanh\stoán|không)|(?<=(?:^|[;.:\n]\s?)(?:chợ|siêu\sthị|bệnh\sviện)),){_NAME}",
    ),
    # One of a list: `cao nhất là Bệnh viện Nhi với 79%, Bệnh viện Đa khoa 66,4%`, `dẫn đầu là Sở Y tế 99%`.
    _Row(
        PlaceKind.OTHER,
        ("bệnh viện", "trung tâm y tế", "sở", "công ty"),
        r"(?<=%,\s|%\svà\s)(?:bệnh\sviện\s(?:đa\skhoa|chuyên|nhi|sản|phụ|y|mắt|phổi|hữu|quân|tỉnh)|trung\stâm\sy\stế|sở|công\sty)\b"
        r"[^,.;:()\d]{1,50}\s(?=(?:đạt\s|là\s|với\s)?\d)"
        r"|(?<=[:;]\s|\b(?:là|như|gồm)\s)sở\b(?![^,.;:()\d]{1,50}\b(?:báo\scáo|cho|cung\scấp|thông\sbáo|đã|có|chi)\b)"
        r"[^,.;:()\d]{1,50}\s(?=\(?\d[\d,]*\s?%)",
    ),
    # `Riêng Bưu điện tỉnh hỗ trợ đưa 386 sản phẩm lên sàn`: of all that there are, its own.
    _Row(PlaceKind.OTHER, ("bưu điện tỉnh",), r"(?<=\briêng\s)bưu\sđiện\stỉnh\b"),
    # `Khu vực Tây Nguyên`, `5 tỉnh Tây Nguyên có …`, `3 xã đã …`, `các xã biên giới`: more or less.
    _Row(
        PlaceKind.OTHER,
        _REGIONS,
        rf"{_HEAD}(?:toàn\s|cả\s)?(?:khu\svực|vùng)\b(?!\s(?:có\sdân|dân\scư|phủ|lõm))",
    ),
    _Row(
        PlaceKind.OTHER,
        _SOME,
        rf"{_HEAD}(?:(?:cả\s)?(?:(?:vẫn|còn)\s)*có\s(?:{_MANY}\s)?|{_MANY}\s)"
        r"(?:tỉnh|huyện|xã(?!\shội)|phường|thôn|làng|nơi|địa\sphương|đơn\svị|sở)\b(?!,|\s(?:và|thành|này\b))"
        r"(?=[^,.;:()]{0,60}?\s(?:có|đã|đạt|tỷ\slệ)\b)",
    ),
    # `Ở 9 xã được kiểm tra, hơn 80% hồ sơ …`
    _Row(
        PlaceKind.OTHER,
        DIGITS,
        rf"{_HEAD}\d{{1,3}}\s(?:huyện|xã(?!\shội)|phường|thôn|đơn\svị|cơ\squan)\s(?:được|vừa)\s(?:kiểm|khảo|giám|thanh|chọn)\b",
    ),
    # `Riêng huyện miền núi phía tây mới đạt 4,2%`, `Phường trung tâm hoàn thành 118%`: which, is not said.
    _Row(
        PlaceKind.OTHER,
        tuple(
            f"{one}{unit} "
            for one in ("", "một ")
            for unit in ("huyện", "xã", "phường", "thị xã", "thành phố")
        ),
        rf"(?:{_HEAD}|(?<=\b(?:ở|tại|của)\s))(?:một\s)?(?:huyện|xã|phường|thị\sxã)"
        r"\s(?:đảo|miền\snúi|vùng\s(?:cao|biên|sâu|xa)|biên\sgiới|ven\sbiển|nghèo|trung\stâm|thí\sđiểm)\b"
        rf"|{_HEAD}(?:huyện|xã|phường|thị\sxã|thành\sphố)\s{_WORDS}{{2,40}}\snhất\s(?:toàn\s)?tỉnh\b"
        rf"|(?:{_HEAD}|(?<=\b(?:ở|tại|của)\s))thành\sphố\stỉnh\slỵ\b",
    ),
    # `…, dù ở các xã ven biển con số này chưa tới 60%`
    _Row(
        PlaceKind.OTHER,
        tuple(f"{some} {part}" for some in ("các", "những", "nhiều", "một số") for part in _PARTS),
        r"(?<=,\s(?:dù|mặc\sdù|tuy|nhưng|song)\s(?:ở|tại)\s)(?:các|những|nhiều|một\ssố)\s"
        r"(?:huyện|xã(?!\shội)|phường|thôn|nơi|địa\sphương)\b",
    ),
    # `…, một số xã dưới 50%`
    _Row(
        PlaceKind.OTHER,
        tuple(f"{some} {part}" for some in ("một số", "nhiều", "có", "còn") for part in _PARTS),
        r"(?<=,\s)(?:một\ssố|nhiều|(?:có|còn)(?:\s(?:một\ssố|nhiều))?)\s(?:huyện|xã(?!\shội)|phường|nơi|địa\sphương|đơn\svị)"
        r"(?=\s(?:chỉ\s|mới\s|còn\s|vẫn\s)?(?:đạt\s|ở\smức\s)?(?:dưới|trên|chưa\sđến|chưa\sđầy|khoảng|gần|hơn)\s\d)",
    ),
    _Row(
        PlaceKind.OTHER,
        tuple(
            f"{all_of} {unit}"
            for all_of in ("các", "những")
            for unit in ("huyện", "xã", "thôn", "phường", "làng", "địa")
        ),
        rf"{_HEAD}(?:các|những)\s(?:huyện|xã|thôn|phường|làng|địa\sphương)\s"
        r"(?:phía|biên\sgiới|này|đặc\sbiệt|vùng|miền|thí\sđiểm|điểm|còn\slại|nghèo|khó\skhăn)\b",
    ),
    # `Tỉnh dẫn đầu đạt 98%`, `tỉnh láng giềng có …`: who that is, is not said; not `Gia Lai là tỉnh dẫn đầu`.
    _Row(
        PlaceKind.OTHER,
        tuple(
            f"{unit} {leading}"
            for unit in ("tỉnh", "địa phương", "huyện", "đơn vị", "xã", "sở")
            for leading in ("láng", "bạn", "dẫn", "đứng", "cao", "thấp", "xếp")
        ),
        rf"(?<!(?:,|\d|\b(?:là|những|các|nhóm|tốp|trong))\s)\b(?:tỉnh|địa\sphương|huyện|đơn\svị|xã|sở)\s{_LEADING}\b",
    ),
    # `Bộ Y tế cho biết …`, `Thủ tướng nhấn mạnh …`: what follows is of the nation.
    _Row(
        PlaceKind.NATION,
        ("bộ",),
        rf"{_NOT_PASSIVE}\bbộ\s{_WORDS}{{2,60}}?\s(?:đã\s)?(?:báo\scáo|cho\sbiết|thông\stin)\b(?!\svà\struyền)",
    ),
    _Row(
        PlaceKind.NATION,
        ("thủ tướng", "phó thủ tướng", "bộ trưởng", "thứ trưởng", "thống đốc", "phó thống đốc"),
        rf"(?<=(?:^|[;,.:\n\"”]\s?-?\s?)(?:theo\s)?)(?:phó\s)?(?:thủ\stướng|bộ\strưởng|thứ\strưởng|thống\sđốc)\b"
        rf"(?=[^.;:()\d]{{0,80}}?\s{_SAYS}\b|(?<=theo\s\p{{L}}+\s\p{{L}}+|theo\s\p{{L}}+\s\p{{L}}+\s\p{{L}}+))",
    ),
    _Row(
        PlaceKind.NATION,
        ("bình quân", "trung bình", "mặt bằng"),
        r"(?<=(?:^|[.;\n]\s?))(?:bình\squân|trung\sbình|mặt\sbằng)(?:\schung)?(?:\scủa)?\scả\snước\b",
    ),
    # `Theo số liệu của Bộ Công an, …`: of the nation or of the province, nobody says.
    _Row(
        PlaceKind.SOURCE,
        ("theo", "số liệu", "thống kê"),
        rf"(?<=(?:^|[.;\n\"“]\s?))(?:theo\s)?(?:(?:số\sliệu|thống\skê|báo\scáo|công\sbố|đánh\sgiá)\s)?(?:(?:mới\snhất\s)?(?:của|từ)\s)?{_NATIONAL}",
    ),
    # `Công an huyện đã …`, `Trạm Y tế xã`, `đến nay, xã có …`: of a part, which the text need not name.
    _Row(
        PlaceKind.DISTRICT,
        ("công an", "trung tâm y tế", "trạm y tế", "trung tâm phục vụ", "hội", "đoàn", "đảng ủy",
         "ban chỉ đạo", "phòng", "chi cục thuế", "bộ phận một cửa"),
        r"\b(?:công\san|trung\stâm\sy\stế|trạm\sy\stế|trung\stâm\sphục\svụ\shành\schính\scông"
        r"|hội(?:\s\p{L}+){0,3}?|đoàn(?:\sthanh\sniên)?|đảng\sủy|ban\schỉ\sđạo(?:\s\p{L}+){0,6}?"
        rf"|phòng(?:\s[\p{{L}}&-]+){{1,6}}?|chi\scục\sthuế|bộ\sphận\smột\scửa)\s(?<!các\s){_UNITS}\b(?!\s?[,/]\s?(?:xã|huyện|thị|thành|phường)|\svà\s(?:xã|huyện|cấp|phường))",
    ),
    # `Phòng LĐ-TB&XH cho biết …`: only districts have one; not `Phòng Chuyển đổi số`, which a `Sở` has.
    _Row(
        PlaceKind.DISTRICT,
        ("phòng ",),
        r"(?<!\bcác\s)\bphòng\s(?:lđ-?\s?tb|lao\sđộng\s?[-,]|gd\s?&\s?đt\b|giáo\sdục\svà\sđào\stạo\b|văn\shóa\s(?:và|-)\sthông\stin\b|tài\schính\s?-\s?kế\shoạch\b)"
        r"[^,.;:()\d]{0,20}",
    ),
    # `Trạm Y tế quản lý 8.214 hồ sơ sức khỏe`; not `các trạm y tế đã lập …`
    _Row(
        PlaceKind.COMMUNE,
        ("trạm ",),
        rf"{_HEAD}trạm(?:\sy\stế)?\s(?=(?:đã\s|đang\s|hiện\s)?(?:quản\slý|lập)\b)",
    ),
    _Row(
        PlaceKind.THIS_CITY,
        ("công an thành phố", "chi cục thuế thành phố", "trung tâm y tế thành phố", "thành phố "),
        rf"(?:\b(?:công\san|chi\scục\sthuế|trung\stâm\sy\stế)\s|{_HEAD})thành\sphố\b(?=\s(?:đã|có|hiện|đang|cũng|còn|vẫn|mới|đạt)\b)",
    ),
    _Row(
        PlaceKind.DISTRICT,
        ("huyện ", "xã ", "phường ", "thị trấn ", "thị xã ", "quận "),
        rf"(?<!\b(?:các|cấp|mỗi|từng|những|nhiều|hai|ba|và|ubnd)\s|\d\s|,\s){_UNITS}(?=\s(?:đã\s)?tiếp\snhận\s\d)"
        rf"|{_HEAD}{_UNITS}(?=\s(?:đã|có|hiện|đang|cũng|còn|vẫn|mới|được|triển\skhai|thành\slập|đạt)\b)"
        # Behind a comma it is who acts, or the next of a list: `cấp tỉnh đạt 99%, huyện đạt 98%`.
        rf"|(?<=(?<!\b(?:tỉnh|huyện|thị\sxã|thành\sphố|quận|xã|phường)),\s){_UNITS}"
        r"(?=\s(?:đã|hiện|đang|thành\slập|kích\shoạt|hoàn\sthành|xây\sdựng)\b)",
    ),
)  # fmt: skip
_TABLE: Final = AnchoredRows(
    [(f"(?P<row{number}>{row.pattern})", row.first) for number, row in enumerate(_ROWS)],
    r"[0-9]{0,2}\s(?:tỉnh|huyện|xã|phường|thôn|làng|nơi|địa|đơn|sở)",
)


def find_bodies(lower: str) -> Iterator[PlaceMention]:
    """In their order; each says by its kind whose the figures that follow are."""
    for match in _TABLE.finditer(lower):
        row = _ROWS[int(str(match.lastgroup).removeprefix("row"))]
        yield PlaceMention(match.start(), match.end(), row.kind)
