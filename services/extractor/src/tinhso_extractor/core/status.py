"""Whether a figure was achieved or wished, and whether it is stated as a fact at all."""

import datetime as dt
import itertools
from collections.abc import Sequence
from enum import Enum, auto
from operator import itemgetter
from typing import Final

import regex

from tinhso_extractor.core.anchored import DIGITS, Anchored, Before, Rare, matches_within
from tinhso_extractor.core.figures import Change, Figure, Shape
from tinhso_extractor.core.governing import OF_AN_EDITION_BEFORE
from tinhso_extractor.core.segments import Segments, Sentence, Span
from tinhso_extractor.core.view import View
from tinhso_shared.events import Qualifier, Status

_PLANS: Final = r"(?:kế hoạch|nghị quyết|đề án|chương trình)"
_WISHES: Final = (
    r"(?<!kết quả (?:thực hiện )?(?:(?:một số|các|những) )?)chỉ tiêu"
    r"(?! (?:được giao )?(?:về|so|đề ra,)| (?:này )?(?:đã |đều |cơ bản )*(?:đạt|hoàn thành|vượt)"
    r"| (?:\p{L}+ ){1,4}(?:đã |đều )?(?:hoàn thành vượt|vượt mức|đạt và vượt)\b)",
    r"(?<!về đích (?:sớm )?)mục tiêu(?! quốc gia\b| (?:đã |đều |cơ bản )*(?:hoàn thành|vượt))",
    # not yet done: `với mục tiêu hoàn thành cài đặt …`, `không chỉ 25% mà phải …`
    r"(?:(?:với|đặt) (?:các )?(?:mục tiêu|chỉ tiêu)|đặt kế hoạch)(?! (?:đã|đều|cơ bản|được|trên|này)\b)",
    r"không chỉ(?=[^.;]{0,60}\bmà (?:còn )?phải\b)|không chỉ(?=\s*$)",
    r"phấn đấu|đặt ra|đề ra|kỳ vọng|(?<!nhờ (?:sự )?)quyết tâm",
    r"(?<!về |cán )đích",
    r"phải (?:đưa|nâng|lên|tăng|chiếm|vượt|bảo đảm|đảm bảo|phủ|kết nối|đạt|gom|có|hoàn|kích hoạt|cấp|thu nhận|thực hiện|giải quyết)",
    r"(?<!theo (?:đúng )?)yêu cầu",
    r"hướng (?:tới|đến)",
    r"lộ trình (?:đến|tới)",
    rf"{_PLANS}(?: (?:số )?\d[\d/]*[-/][^\s,.;:]{{1,20}})?(?: [^,.;:\d]{{1,40}})? (?:nêu rõ|nêu(?= (?:đến|tới|hết|năm))|đề ra|xác định)",
    rf"theo {_PLANS}(?: (?:cũ|mới|này|đó|đã duyệt|năm nay))?(?=[,:])",
    # `Nghị quyết về chuyển đổi số giai đoạn 2025 - 2030 xác định đến năm 2030 …`, whatever its name is
    r"(?:xác định|nêu rõ|nêu)(?: rằng| là)?,?(?= (?:đến|tới)(?: hết| cuối)? năm \d{4}\b)",
    r"kế hoạch (?:đề ra )?là(?=\s*$)",
    r"kế hoạch (?:(?:của )?(?:ubnd )?tỉnh |năm (?:nay|\d{4}) ){1,2}là\b|kế hoạch (?:(?:của )?tỉnh |năm (?:nay|\d{4}) )*giao\b(?! ban)|kế hoạch năm (?:nay|\d{4})(?=,)"
    r"|(?<=(?:^|[.;:\n\"“]\s?)\s?)kế hoạch năm (?:nay|\d{4})(?: của (?:toàn )?tỉnh)?(?=:)",
    r"kế hoạch (?:(?:đến|tới|cho|của|hết|cuối|cả) )*năm(?: \d{4}| nay)? (?:là|đạt)",
    # orders: to whom, or of how many right behind
    r"đề nghị(?! cấp| hưởng| của| được)",
    r"chỉ đạo(?=\s*$)",
    r"(?<!đã )(?<!được )(?:bảo đảm|đảm bảo)(?=\s*$| trước (?:ngày )?\d)",
    r"(?<!đã )kích hoạt đủ(?=\s*$)",
    r"được giao(?= (?:kích hoạt|cấp|thu nhận|tạo lập|lập)\b)",
    r"(?<!được )giao (?:cho )?(?:tỉnh|các|địa phương|huyện|công an|sở|ngành|ubnd|bhxh)(?=[^,.;()]{1,60}$)",
    r"giao(?= (?:hơn|trên|tối thiểu|ít nhất|cho|tỉnh|đạt|kích)?\s*\d|\s*$)",
    # what has to be at least
    r"cần đạt|(?:đạt|chiếm) tối thiểu|bảo đảm đạt|tối thiểu đạt",
)
_WISHED: Final = Anchored(regex.compile(rf"\b(?:{'|'.join(_WISHES)})\b"), (
    "chỉ tiêu", "mục tiêu", "với mục", "với chỉ", "với các", "đặt mục", "đặt chỉ", "đặt kế", "đặt các", "không chỉ", "phấn đấu", "đặt ra", "đề ra", "kỳ vọng", "quyết tâm", "đích", "phải", "yêu cầu", "hướng", "lộ trình",
    "kế hoạch", "nghị quyết", "đề án", "chương trình", "theo kế", "theo nghị", "theo đề", "theo chương", "đề nghị",
    "chỉ đạo", "bảo đảm", "đảm bảo", "được giao", "giao", "xác định", "nêu", "kích hoạt", "cần đạt", "đạt tối", "chiếm tối", "tối thiểu đạt",
))  # fmt: skip
_PLANNED: Final = Anchored(regex.compile(
    r"\b(?:dự kiến(?! (?:được )?(?:công bố|ban hành|tổ chức))|đăng ký (?:với [^,.;\d]{1,20} )?(?:nâng|đạt|phấn đấu)|sẽ|xây dựng kế hoạch|lên kế hoạch|(?<!tổng )sắp(?! xếp)|thời gian tới"
    r"|năm tới(?! (?:hết|ngày|tháng|nay|cuối))|chuẩn bị|đề xuất(?! cấp độ)|triển khai bổ sung|tiếp tục phối hợp"
    r"|đang trình|cam kết|(?:mong )?muốn|hy vọng|(?:nhiều|có) khả năng|có thể (?:đạt|kích hoạt|cấp)|dự báo|tiến tới"
    r"|hứa|ký thỏa thuận|phát động(?=[^,.;]*$)|đồng ý cho"
    r"|(?:để|nhằm) (?:phủ|đạt|nâng|đưa|hoàn thành|bảo đảm|đảm bảo|tăng)(?=[^,.;]{0,40}$))\b"
), (
    "dự kiến", "đăng ký", "sẽ", "xây dựng kế", "lên kế", "sắp", "thời gian tới", "năm tới", "chuẩn bị", "đề xuất", "triển khai bổ",
    "tiếp tục phối", "đang trình", "để", "nhằm", "cam kết", "mong muốn", "muốn", "hy vọng", "nhiều khả", "có khả", "có thể",
    "dự báo", "tiến tới", "hứa", "ký thỏa", "phát động", "đồng ý",
))  # fmt: skip
_ACHIEVED: Final = Anchored(regex.compile(
    r"\b(?:đến nay|tới nay|hiện nay|hiện có|hiện(?: mới| chỉ)?(?= (?:đạt|ở mức|là))|kết quả|thực tế|đã (?!giao|đề|đặt|ký|ban|được (?:cấp|phê duyệt)[,;]))\b"
    # `tỉnh giao 88%, thực hiện 88,6%`, `đến 31/12 hoàn thành 59/68 nhiệm vụ`
    r"|(?<=\b(?:giao|chỉ tiêu|mục tiêu)\b[^.;]{0,40}\d[\d.,]*%?(?: [^,;.\d]{0,30})?[,;)]\s(?:(?:toàn |cả )?tỉnh |đã |đến nay |nay |hiện )?)thực hiện(?: được)?(?: là)?\s*$|\b(?:làm|thực hiện) được(?: là)?\s*$"
    r"|\bchỉ tiêu [^,.;:\d]{3,80} thực hiện\s*$|(?<=\b(?:kế hoạch|chỉ tiêu) \d[\d.,]*\s?%? [–-] )thực hiện\s*$|(?<!để )\bvề đích(?: sớm)?(?: với)?\s*$"
    r"|\bdừng(?: lại)? ở(?: mức| con số)?\s*$|(?<!phấn đấu )(?<!yêu cầu )\bđến (?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})? (?:đã )?hoàn thành\b"
    # `vẫn là chỉ tiêu khó nhất: mới 19,3%`, `phấn đấu đạt 20% (năm 2025 ước đạt 14,2%)`
    r"|(?<!\b(?:dựng|lắp|đặt|cấp|lập|triển|tư|mở|làm) )\bmới(?: (?:chỉ|là|có|được|đạt))*(?: (?:khoảng|gần|hơn|trên))?\s*$|\((?:năm \d{4}|hiện|nay)\b"
), ("đến nay", "tới nay", "hiện ", "kết quả", "thực tế", "thực hiện", "làm được", "chỉ tiêu", "về đích", "dừng", "đến ngày", *(f"đến {d}" for d in DIGITS), "đã ", "mới", "(năm", "(hiện", "(nay"))  # fmt: skip
# `100% hồ sơ công việc sẽ được xử lý trên mạng`; not `1.200 hồ sơ đã nhận sẽ được giải quyết`.
_WILL_BE: Final = Rare(r"(?:(?!\bđã\b)[^,.;:()]){0,80}?\bsẽ\b", ("sẽ",))
# `đạt 109,2% chỉ tiêu Bộ Công an giao (840.000 tài khoản)`
# `vượt chỉ tiêu Bộ giao năm nay là 90.000 hộ`
_BEHIND_A_GOAL: Final = Before(
    r"\b(?:chỉ tiêu|kế hoạch|mục tiêu)\b(?:[^().;\d]{0,40}\((?:là )?|[^().,;\d]{0,60}\bgiao\b[^().,;]{0,60}\blà )$"
)
# `đạt 102% kế hoạch 45.000 thẻ`; not `đạt chỉ tiêu 100%`, which is a result
_COUNT_OF_A_GOAL: Final = Before(
    r"\b(?:chỉ tiêu|kế hoạch|mục tiêu)(?: (?:cả )?năm)?(?: (?:được |bộ |tỉnh )?giao| đề ra)? $"
)
# `58,7% (kế hoạch năm 2022: 65%)`, `kế hoạch 75% – thực hiện 81,7%`; `vượt mức 50% kế hoạch giao`
_SHARE_OF_A_GOAL: Final = Before(
    r"\((?:kế hoạch|chỉ tiêu|mục tiêu)(?: (?:cả |của )?năm(?: \d{4})?)?(?: giao| đề ra)?:? (?:là )?$|\b(?:kế hoạch|chỉ tiêu) $"
)
# `chưa đạt mục tiêu 15%`; not `vượt mục tiêu 15%`, which may be by how much
_MISSED: Final = Before(
    r"\b(?:chưa đạt|không đạt|chưa tới|thấp hơn|cao hơn|kém xa|còn xa|cách xa)(?: so với)? (?:mức |con số )?"
    r"(?:mục tiêu|chỉ tiêu|kế hoạch)(?: (?:năm(?: \d{4})?|đề ra|được giao|tỉnh giao|là)){0,2} (?:là )?$"
)
_WHAT_WAS_SET: Final = Before(r"\b(?:vượt|cao hơn|thấp hơn|dưới) mức $")
_OF_THE_GOAL: Final = regex.compile(r" (?:của )?(?:kế hoạch|chỉ tiêu|mục tiêu)\b")
_DONE_BEHIND: Final = regex.compile(r"[)]|\s?[–-]\s?thực hiện\b")
# `Ít nhất 30% hồ sơ cấp tỉnh, 25% hồ sơ cấp huyện …`: nobody sets out so what was measured.
_AT_LEAST: Final = regex.compile(r"\W*(?:ít nhất|tối thiểu) \d[\d,.]*\s?%")
# `phấn đấu đến năm 2025 có 100 doanh nghiệp; đến năm 2030 có 150`: wished on.
_BY_A_YEAR: Final = regex.compile(r"\W*(?:và )?(?:đến|tới)(?: hết| cuối)? năm 20\d\d\b")
# `đưa tỷ lệ lên 60%, nay mới 41,3%`
_NOW_IT_IS: Final = regex.compile(
    r",\s(?:hiện )?(?:nay|hiện|tại)\s(?:mới|chỉ|là|đạt)(?:\s(?:là|đạt|có|được))?\s\d"
)
# `80% người dân … là mục tiêu của năm 2025`
_IS_THE_GOAL: Final = Rare(
    r"[^,.;:()\d]{0,80}?\blà (?:mục tiêu|chỉ tiêu|yêu cầu)\b"
    # `con số 360.000 tài khoản được Bộ giao phải kích hoạt`
    r"|\s(?:tài khoản|thẻ|hồ sơ|chữ ký số|trường hợp|hộ)\b[^,.;:()\d]{0,40}?\bđược (?:\p{L}+ ){0,3}?giao\b",
    ("là mục", "là chỉ", "là yêu", "giao"),
)
# `xếp hạng 44/63 tỉnh (giảm 10 bậc so với năm trước)`, also in a plan: only what is reached has changed.
# `100% xã có sóng 4G (đạt 100% mục tiêu)`: how far the goal is reached, in a list of results.
_REACHES_A_GOAL: Final = regex.compile(
    r"[^;.()]{0,120}\((?:đã )?(?:đạt|vượt|bằng) (?:hơn |trên |gần )?\d[\d.,]*\s?% (?:so với )?(?:mục tiêu|kế hoạch|chỉ tiêu)"
)
_CHANGED_SINCE: Final = regex.compile(r"[^;.()]{0,40}\((?:tăng|giảm)\b[^;.()]{0,40}\bso với\b")
# `đạt 103% chỉ tiêu được giao`: measured by a goal, and done; not so behind `phấn đấu`.
_BY_A_GOAL: Final = (
    r"\b(?:vượt|đạt|so với|hoàn thành|vượt mức|bằng)(?: (?:mức|hơn|trên|gần|khoảng|tỷ lệ)){0,2}(?: \d[\d.,]*\s?%)?"
    r"(?: so với)?(?: (?:một số|nhiều|các|những|tốt|cơ bản|toàn bộ|hầu hết|\d+)){0,2} (?:chỉ tiêu|mục tiêu|kế hoạch)"
)
_MEASURED: Final = Anchored(
    regex.compile(
        rf"(?={_BY_A_GOAL})(?<!\b(?:phấn đấu|quyết tâm|cam kết|cố gắng|để|nhằm|phải|đặt mục tiêu|tập trung|tiếp tục)\b[^.;]{{0,60}}){_BY_A_GOAL}[^,.;\d]{{0,40}}\b"
    ),
    ("vượt", "đạt", "so với", "hoàn thành", "bằng"),
)
# Not of `trình 25 chỉ tiêu, trong đó …`, which tells what the figures are.
_ANY_DIGIT: Final = regex.compile(
    r"(?<!năm |số |tháng |ngày |quý |nghị quyết |quyết định |kế hoạch |đề án |chỉ thị )(?<!\d)\d{1,3}(?:[.,]\d|%|\s(?!(?:nhóm )?(?:chỉ tiêu|mục tiêu)\b))"
)
_IF: Final = Rare(
    # `nếu như cuối năm 2023 mới có 61% … thì nay …` sets a level beside a later one, and supposes nothing
    r"\b(?:nếu(?! (?:so|(?:chỉ )?(?:tính|nói|kể|xét|cộng|gộp)|nhìn)\b"
    r"| (?:như )?(?:(?:vào|ở|trong|hồi) )?(?:(?:đầu|giữa|cuối|hết|thời điểm|tháng \d+|quý [ivx\d]+)[ /])*(?:năm|ngày|tháng|quý)\b(?=(?:[^.;]|\.\d)*\bthì\b)(?!(?:[^.;]|\.\d)*\bsẽ\b))|giả sử|trong trường hợp|(?:tiêu chí|tiêu chuẩn|quy định)\b[^.;]{0,60}\bkhi"
    # `xã nào có tỷ lệ dưới 80% thì kiểm điểm`
    r"|(?:xã|phường|huyện|đơn vị|địa phương|nơi|sở|ngành) nào)\b",
    ("nếu", "giả sử", "trường hợp", "tiêu chí", "tiêu chuẩn", "quy định", "nào"),
)
_NEGATED_AFTER: Final = Rare(
    # `đạt 17,8% - chưa đạt yêu cầu`: a level all the same
    r"(?!\s?[–-]\s?(?:vẫn )?chưa đạt (?:được )?(?:yêu cầu|mục tiêu|chỉ tiêu|kế hoạch|kỳ vọng)\b)[^,.;:()\d]{0,60}?\b(?:chưa|không (?:được|có|đạt|đủ|kích hoạt)|đang chờ|(?:còn|đang) vướng|vẫn (?:lĩnh|nhận)(?: bằng)? tiền mặt)\b",
    ("chưa", "không", "đang chờ", "vướng", "tiền mặt"),
)
# `cao hơn mức bình quân cả nước là 45%`, `cùng kỳ 60%`, `so với năm 2021 (hạng 15)`: what it is measured against.
_COMPARED_BEFORE: Final = Rare(
    r"cùng kỳ(?: năm (?:\d{4}|trước|ngoái),?)?[^,.;()\d]{0,50}\(?\s*$|\bso với (?!tổng)(?:(?!đạt)[^,.;()\d]){0,40}$"
    r"|\bso (?:với )?(?:cùng kỳ|thời điểm|ngày|(?:cuối |kỳ )?(?:năm|quý|tháng))[^,.;()]{0,20}\((?:\d[\d,]* điểm, )?(?:là |chỉ |mới |hạng |thứ |xếp thứ )*$"
    r"|\b(?:nhiều|ít|lớn) nhất\b[^.;()]{0,60}\(chiếm (?:tới |khoảng |gần |hơn )?$"
    # `so với năm 2022 (khi đó xếp thứ 20)`, `so với cuối năm 2022, khi toàn tỉnh mới có 71.506 hộ`
    # `tăng 26 bậc so với năm 2021 xếp thứ 53`; behind a comma it is this year's again
    r"|\bso (?:với )?năm \d{4} $|\bso (?:với )?(?:dti|xếp hạng) (?:năm )?\d{4} \($"
    r"|\bso (?:với )?(?:cuối |kỳ )?(?:năm|quý|tháng)[^.;()]{0,20}\((?:(?:thứ|hạng|vị trí) )?\d[\d/]*, $"
    # `xếp hạng 19/34 (tuần trước 78,02 điểm, xếp hạng 22/34)`
    r"|\((?:tuần|tháng|quý|kỳ|lần|đợt) (?:liền )?trước\b[^()]{0,40}$"
    r"|\((?:khi|lúc) (?:đó|ấy)[^()]{0,40}$|\bso với [^.;()]{0,40},? (?:khi|lúc) [^.;()]{0,80}$"
    r"|\b(?:cao|thấp|nhiều|ít) hơn (?:so với )?năm (?:\d{4}|trước|ngoái) (?:là|tới) $"
    r"|(?:bình quân|trung bình) (?:chung(?! (?:của )?(?:toàn |cả )?tỉnh)|(?:của )?(?:cả nước|toàn quốc|quốc gia|khu vực|vùng|khối|các|63|34))[^,.;()\d]{0,50}\(?$"
    r"|(?:cao|thấp|kém|nhiều|ít|xa|nhỉnh)(?: xa)?(?: hơn)?(?: so với)?(?: mức)? (?:bình quân|trung bình)[^,.;()\d]{0,50}$",
    (
        "cùng kỳ",
        "so ",
        "(chiếm",
        "hơn năm",
        "bình quân",
        "trung bình",
        "(tuần",
        "(tháng",
        "(quý",
        "(kỳ",
        "(lần",
        "(đợt",
    ),
)
_NEGATED_BEFORE: Final = Rare(
    r"\b(?:còn thiếu|thiếu|mất|hủy|thu hồi|trả lại|không phải(?: là)?|thay vì|chứ không phải(?: là)?)\s*$"
    r"|\b(?:chưa|không) đạt(?: mức| tới)?\s*$|\bchưa có\s*$"
    # `tỷ lệ thôn chưa có sóng còn 1,2%`, `thôn lõm sóng còn 1,2%`, `hồ sơ bị trả lại chiếm 2,3%`: the other part.
    r"|\bchưa (?!đầy|đến|tới)[^,.;()\d]{3,60}\b(?:còn|là|chiếm|ở mức)\s*$"
    r"|\b(?:(?:lõm|trắng|mất) sóng|bị (?:trả lại|từ chối))\b[^,.;()\d]{0,40}$"
    r"|\b(?:bằng tiền mặt|trực tiếp)\b[^.;()\d]{0,40}\bcòn\s*$"
    # `còn 112.580 tài khoản chưa được kích hoạt, bằng 14,6%`, `số chờ phê duyệt 12.460`
    r"|\bchưa (?:được |có )?[^,.;()\d]{2,60},\s(?:bằng|chiếm|tương đương|tức)(?: khoảng| gần| hơn)?\s*$"
    r"|\bchờ (?:phê )?duyệt(?: là)?\s*$",
    (
        "thiếu",
        "mất",
        "hủy",
        "thu hồi",
        "trả lại",
        "không phải",
        "thay vì",
        "không đạt",
        "chưa",
        "sóng",
        "từ chối",
        "tiền mặt",
        "trực tiếp",
        "chờ ",
    ),
)
_GOALS_HEADING: Final = regex.compile(
    r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|nhiệm vụ trọng tâm|phương hướng|kế hoạch năm"
    r"|(?<!\bkết quả\b[^.;]{0,60})nhiệm vụ (?:năm \d{4}|quý|tháng|thời gian tới|những tháng|(?:từ nay )?đến (?:hết |cuối )?(?:năm|tháng|quý|ngày|\d)))"
)
# A year to come in a title: of a plan. Not `trước ngưỡng cửa năm 2026`.
_YEAR: Final = regex.compile(
    r"(?<!\b(?:ngưỡng cửa|thềm|trước|đón|chào|bước vào|bước sang) (?:năm )?(?:mới )?)(?<![\d./])20[2-4]\d(?![\d/])"
)
_NUMBERED: Final = regex.compile(r"\s*(?:điều\s\d+|\d+(?:\.\d+)*|[a-zđ])\s?[.)]\s")
_HORIZON: Final = regex.compile(
    r"[\W\d]*(?:[a-zđ]\)\s*)?(?:giai đoạn |tầm nhìn )?(?:đến|tới)(?: hết| cuối)? năm (?P<year>20\d\d)\W*"
)
# The title of a plan: its kind alone on a line, as documents have it, or at the head of a headline.
# Not `Đề án 06 ở Tây Ninh`, nor `Nghị quyết 57 vào cuộc sống`, nor `Nghị quyết nâng hạng: tỉnh làm thế nào?`.
_PLAN_TITLE: Final = regex.compile(
    r"""(?![^\n]*\?)\W*(?: (?:kế\shoạch|chương\strình|dự\sthảo|phương\shướng|chiến\slược|lộ\strình
        |nghị\squyết(?!\s(?:số\s)?57)(?!\s(?:này|đi|vào)))\b
      | (?:đề\sán|chỉ\sthị|mục\stiêu|chỉ\stiêu)\W*$ )""",
    regex.VERBOSE,
)
# The headline of a report about one: what it says is wished, unless it says that it is so.
_ABOUT_A_PLAN: Final = regex.compile(
    r"""[^\n]*\b(?: (?:thông\squa|ban\shành|phê\sduyệt|xây\sdựng|triển\skhai)\s[^\n]{0,30}
        (?:nghị\squyết(?!\s(?:số\s)?57)|kế\shoạch|đề\sán(?!\s(?:số\s)?06)|chương\strình|chiến\slược|lộ\strình)
      | đặt\smục\stiêu | phấn\sđấu
      # not `vượt chỉ tiêu năm 2020`
      | (?<!\b(?:đạt|vượt|hoàn\sthành)\s(?:(?:nhiều|các)\s)?)(?:mục\stiêu\s(?:đến|năm|giai) | chỉ\stiêu\s(?:năm|giai)) )\b""",
    regex.VERBOSE,
)
# A results' heading inside a plan: `I. KẾT QUẢ NĂM 2024`.
_RESULTS_HEADING: Final = regex.compile(r"\b(?:kết quả|thực trạng|tình hình|đánh giá|hiện trạng|nhìn lại)\b")
# `Đến nay, tỉnh đã hoàn thành nhiều chỉ tiêu:`, `Tình hình thực hiện các mục tiêu`; not `Phấn đấu đạt được các chỉ tiêu:`
_REACHED: Final = regex.compile(
    r"(?<!\b(?:phấn đấu|quyết tâm|nhằm|để|cần|phải|sẽ|đặt ra)\b[^.;]{0,60})"
    r"\b(?:đã (?:hoàn thành|đạt|vượt)|đạt được|đạt (?:nhiều )?kết quả|đạt và vượt|hoàn thành (?:và vượt|nhiều|tốt|vượt)"
    r"|(?:kết quả|tình hình) (?:(?:thực hiện|hoàn thành|các|một số|những|nhóm|chủ yếu) )*(?:mục tiêu|chỉ tiêu|nhiệm vụ))\b"
)
_RESULTS_OF: Final = regex.compile(r"\bkết quả (?:thực hiện|hoàn thành|đạt được)\b")
# `Kết quả năm 2024 (số liệu đến ngày 15/12)`, `Mục tiêu năm 2025:`, alone on a line; not a row `Chỉ tiêu | Kế hoạch`.
_SECTION_HEADING: Final = regex.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]\s)?(?:kết quả|thực trạng|tình hình|nhìn (?:lại|từ)|mục tiêu|chỉ tiêu)\b(?!\s(?:là|cho thấy)\b)[^.;:|]{0,80}:?\s*"
)
_SO_FAR: Final = regex.compile(
    r"\b(?:(?:theo|qua|báo cáo) (?:đánh giá|thẩm tra|rà soát)|thẩm tra|kết quả (?:giai đoạn|thực hiện|đạt được)|hạn chế"
    r"|hiện nay|đến nay|tính đến|mới đạt)\b"
)
_BY_THEN: Final = regex.compile(
    r"\bđến (?:(?:hết|cuối|thời điểm|ngày) )*(?:tháng )?(?:\d{1,2}/)?(?P<month>\d{1,2})/(?P<year>20\d\d)\b"
)
_TITLE_LINES: Final = 8
_LONGEST_TITLE: Final = 150
SHORT_LEAD: Final = 4
"""Words of `Cụ thể như sau:`, which say nothing of what follows."""


class Section(Enum):
    GOALS = auto()
    RESULTS = auto()


def goals_of(view: View, segments: Segments, now: dt.date | None) -> frozenset[int]:
    """The paragraphs that list goals: under a heading or an introduction that says so, or of a plan."""
    goals: set[int] = set()
    planned = _is_a_plan(view, segments, now)
    reported = _is_a_report(view, segments)
    section: Section | None = None
    introduced = numbered = goes_on = False
    for paragraph in segments.paragraphs:
        line = view.lower[paragraph.start : paragraph.end]
        of_a_section = _SECTION_HEADING.fullmatch(line) is not None
        introduces = line.rstrip().endswith(":")
        # Most lines are no heading, and need not be read as one.
        is_heading = paragraph.is_top_heading or of_a_section or introduces or _is_a_heading(line)
        heading = _lead_of(line) if introduces else line
        about = _about(heading, now, reported=reported) if is_heading else None
        if paragraph.is_top_heading or (of_a_section and about is not None):
            section, introduced = about, about is Section.GOALS
        elif introduces or about is Section.GOALS:
            introduced = about is Section.GOALS
        elif not paragraph.is_item and not goes_on:
            introduced = False
        goes_on = line.rstrip().endswith((":", ";"))
        if is_heading and not introduces and _NUMBERED.match(line):
            numbered = about is Section.GOALS  # up to the next heading with a number
        of_the_plan = planned and section is not Section.RESULTS and not _looks_back(line, now)
        if introduced or numbered or section is Section.GOALS or of_the_plan:
            goals.add(paragraph.number)
    return frozenset(goals)


def _looks_back(line: str, now: dt.date | None) -> bool:
    """`Theo tờ trình, đến hết tháng 11/2025, toàn tỉnh có …`: from what the plan sets out."""
    first = line.partition(". ")[0]
    if _SO_FAR.search(first):
        return True
    return now is not None and any(
        (int(then["year"]), int(then["month"])) <= (now.year, now.month) for then in _BY_THEN.finditer(first)
    )


def _lead_of(line: str) -> str:
    """`… đạt 101% chỉ tiêu. Kết quả ở một số nơi:` leads up with its last sentence; `…. Cụ thể:` with two."""
    *before, last = line.split(". ")
    is_short = len(last.split()) <= SHORT_LEAD
    return f"{before[-1]}. {last}" if before and is_short else last


def _about(line: str, now: dt.date | None, *, reported: bool) -> Section | None:
    """What a line, read as a heading, would be of.

    In a report on its indicators `Nhóm chỉ tiêu do Công an tỉnh theo dõi` heads what was reached.
    """
    found = _GOALS_HEADING.search(line)
    if found and _REACHED.search(line):
        return Section.RESULTS
    if (found and not (reported and found.group() == "chỉ tiêu")) or _is_a_horizon(line, now):
        return Section.GOALS
    return Section.RESULTS if _RESULTS_HEADING.search(line) else None


def _is_a_report(view: View, segments: Segments) -> bool:
    """`Kết quả thực hiện một số chỉ tiêu …`, in the title."""
    return any(
        _RESULTS_OF.search(view.lower, p.start, p.end)
        for p in segments.paragraphs[:_TITLE_LINES]
        if p.end - p.start < _LONGEST_TITLE
    )


def _is_a_heading(line: str) -> bool:
    """`2. Mục tiêu cụ thể`, `Điều 1. Chỉ tiêu chủ yếu`: numbered, short, and without a full stop."""
    return bool(_NUMBERED.match(line)) and len(line.split()) <= 14 and not line.rstrip().endswith((".", ";"))


def _is_a_horizon(line: str, now: dt.date | None) -> bool:
    """`Đến năm 2030:` ahead of what is to be so by then."""
    found = _HORIZON.fullmatch(line)
    return found is not None and now is not None and int(found["year"]) > now.year


def _is_a_plan(view: View, segments: Segments, now: dt.date | None) -> bool:
    heads = itertools.takewhile(
        lambda p: p.end - p.start < _LONGEST_TITLE, segments.paragraphs[:_TITLE_LINES]
    )
    titles = [p for p in heads if not p.furniture and not view.text[p.start : p.end].rstrip().endswith(".")]
    return any(
        _PLAN_TITLE.match(view.lower, p.start, p.end)
        or _ABOUT_A_PLAN.match(view.lower, p.start, p.end)
        or any(now is not None and int(year) > now.year for year in _YEAR.findall(view.lower, p.start, p.end))
        for p in titles
    )


_CUES: Final = (
    (_MEASURED, Status.ACTUAL),  # `hoàn thành các mục tiêu` ends where its `mục tiêu` does, and says more
    (_WISHED, Status.TARGET),
    (_PLANNED, Status.PLAN),
    (_ACHIEVED, Status.ACTUAL),
)


class Cues:
    """What a text says of wishes, plans and results: looked for once, read up to each figure."""

    def __init__(self, lower: str) -> None:
        self._lower = lower
        self._tries = [(grammar.tries(lower), status) for grammar, status in _CUES]

    def last(self, start: int, end: int) -> Status | None:
        """The last word on it in a stretch; `(năm 2025 ước 18%)` is of what stands ahead of it."""
        said = [
            (match.end(), status)
            for tries, status in self._tries
            for match in matches_within(self._lower, tries, start, end)
            if not self._is_closed(match, start, end)
        ]
        return max(said, key=itemgetter(0))[1] if said else None

    def _is_closed(self, match: regex.Match[str], start: int, end: int) -> bool:
        """`4,1% tổng chi (yêu cầu là tối thiểu 3%), riêng chuyển đổi số là …`: said in brackets that are closed."""
        opened = self._lower.rfind("(", start, match.start() + 1)  # a cue may begin with the bracket
        is_inside = opened > self._lower.rfind(")", start, match.start())
        return is_inside and self._lower.find(")", match.end(), end) >= 0


def _is_what_was_set(view: View, figure: Figure, clause: Span) -> bool:
    """The goal that a result is measured by."""
    ahead = view.lower, clause.start, figure.lead
    if _BEHIND_A_GOAL.search(*ahead):
        return True
    if figure.shape is Shape.COUNT:
        return _COUNT_OF_A_GOAL.search(*ahead) is not None
    if figure.shape is not Shape.PERCENT:
        return False
    if _MISSED.search(*ahead):
        return True
    if _SHARE_OF_A_GOAL.search(*ahead) and _DONE_BEHIND.match(view.lower, figure.end):
        return True
    return _WHAT_WAS_SET.search(*ahead) is not None and _OF_THE_GOAL.match(view.lower, figure.end) is not None


def status_of(view: View, cues: Cues, figure: Figure, sentence: Sentence, *, among_goals: bool) -> Status:
    """The last word on it before the figure decides: wished, planned, or achieved."""
    if figure.change is Change.DELTA:
        return Status.CHANGE_DELTA
    clause = sentence.clause_of(figure.start)
    if _is_what_was_set(view, figure, clause):
        return Status.TARGET
    said = cues.last(clause.start, figure.start)
    if said is None and clause.start > sentence.start:
        # `Mục tiêu đến năm 2025: 80% …; 90% …`: what opens the sentence holds for all of its clauses.
        opening = _ANY_DIGIT.search(view.lower, sentence.start, clause.start)
        said = cues.last(sentence.start, opening.start() if opening else clause.start)
    if said is None and _BY_A_YEAR.match(view.lower, clause.start, figure.start):
        said = cues.last(sentence.start, clause.start)
    if said is not None:
        return said
    if (
        (figure.shape is Shape.RANK and figure.qualifier is Qualifier.AT_MOST)  # who has a rank says which
        or _NOW_IT_IS.match(view.lower, figure.end)
        or _IS_THE_GOAL.match(view.lower, figure.end, clause.end)
        or (figure.shape is Shape.PERCENT and _AT_LEAST.match(view.lower, sentence.start, figure.end))
    ):
        return Status.TARGET
    if among_goals:
        reached = _CHANGED_SINCE.match(view.lower, figure.end) or _REACHES_A_GOAL.match(
            view.lower, figure.end
        )
        return Status.ACTUAL if reached else Status.TARGET
    return Status.PLAN if _WILL_BE.match(view.lower, figure.end, clause.end) else Status.ACTUAL


_SAYS_IT_IS_SO: Final = regex.compile(
    r"\b(?:đã|hiện|nay|mới|(?<!nhỏ và )vừa(?! và nhỏ)|đang|còn|kết quả|thực tế|ước (?:đạt|chiếm|tính))\b"
    # Goals are round: `Toàn tỉnh có 612 doanh nghiệp công nghệ số`.
    r"|\b(?:toàn|cả) tỉnh có \d[\d.]*(?<=\d\.?\d\d)(?<!0)\s"
)


# `trong tháng 2, toàn tỉnh cấp 5.420 thẻ`: what came to what there was; not `trong tháng, lũy kế cấp …`.
_OF_A_WHILE: Final = regex.compile(
    r"\b(?:(?:trong|riêng|chỉ sau) (?:\d+ )?(?:tháng|quý|tuần|ngày|kỳ|đợt)\b|trong năm\b(?! \d{4})|(?:riêng|trong) năm \d{4}\b|(?:từ|kể từ) đầu năm\b"
    r"|quý [ivx\d]+[/ ]|đợt cao điểm|từ (?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})? (?:đến|tới)(?! nay))(?:(?!lũy kế|luỹ kế|tổng|(?<!đầu năm )đến nay|tới nay|hiện|nâng)(?:[^.;]|(?<=\d)\.(?=\d))){0,160}?"
    r"\b(?:cấp|thu nhận|kích hoạt|lập|tạo lập|mở|thành lập|cài đặt|đăng ký|lắp(?: đặt| mới)?|phát triển mới|xây dựng mới)(?:\s(?!(?:với|tổng|lũy)\b)\p{L}+){0,8}\s*$"
    # `đã cấp 712.508 tài khoản (trong tháng 2: 11.764 tài khoản)`
    r"|\((?:riêng|trong)(?: trong)? (?:tháng|quý|tuần|kỳ|ngày)(?: \d{1,2}| [ivx]+| này| báo cáo)?(?:[/ ]20\d\d)?:? $"
)


# `phát triển 57 trạm, nâng tổng số trạm lên 3.236`
_RAISES_THE_TOTAL: Final = Rare(
    r"\s(?P<noun>\p{L}+)[^.;\d]{0,60}?,?\s(?:qua đó |từ đó )?(?:nâng|đưa) (?:tổng )?(?:số|tổng)\b"
    r"(?P<total>[^.;\d]{0,60})\b(?:lên|là|đạt|thành)\b",
    ("nâng ", "đưa "),
)


def is_added(view: View, figure: Figure, sentence: Sentence) -> bool:
    """Of a stock: counted is what was done in a month or so, or what raises the total that follows."""
    if figure.shape is not Shape.COUNT:
        return False
    clause = sentence.clause_of(figure.start)
    raises = _RAISES_THE_TOTAL.match(view.lower, figure.end, clause.end)
    if raises and (not raises["total"].strip() or raises["noun"] in raises["total"].split()):
        return True
    return bool(_OF_A_WHILE.search(view.lower, clause.start, figure.lead))


def says_it_is_so(view: View, sentence: Sentence) -> bool:
    """Some word of the sentence tells a result, so that what was wished before it ends there."""
    return bool(_SAYS_IT_IS_SO.search(view.lower, sentence.start, sentence.end))


_IN_DETAIL: Final = regex.compile(r"\W*(?:cụ thể|trong đó|theo đó)\b")


def goes_into_detail(view: View, sentence: Sentence) -> bool:
    """`Cụ thể, …`: what the sentence before said in general, in figures."""
    return _IN_DETAIL.match(view.lower, sentence.start) is not None


# `Về xã hội số, 90% …`, `100% học sinh …`
# `Cũng đến năm 2025, …` is of the same goals, though it is dated.
_ITEM: Final = regex.compile(
    r"\W*(?:\d|(?:về|đối với|trong lĩnh vực|ở trụ cột|cùng với đó|bên cạnh đó|ngoài ra|cũng (?:đến|tới))\b)"
)
_BY_THEN_TOO: Final = regex.compile(r"\W*cũng (?:đến|tới)\b")
_ORDER: Final = regex.compile(
    r"\W*(?:tăng cường|đẩy mạnh|tiếp tục|tập trung|hoàn thành|bảo đảm|đảm bảo|kích hoạt|phấn đấu|(?:các )?sở|công an|ubnd|ngành|\d)\b"
)
_PLAN_ANNOUNCED: Final = regex.compile(
    r"\b(?:ban hành|phê duyệt|thông qua|ký)\b[^.;]{0,40}\b(?:kế hoạch|đề án(?! 06)|chương trình|chiến lược|nghị quyết)\b"
)


def is_an_item(view: View, sentence: Sentence) -> bool:
    return _ITEM.match(view.lower, sentence.start) is not None


def is_by_then_too(view: View, sentence: Sentence) -> bool:
    return _BY_THEN_TOO.match(view.lower, sentence.start) is not None


def is_an_order(view: View, sentence: Sentence) -> bool:
    """`Sở Y tế hoàn thành …`: what somebody is told to do, behind a sentence that says so."""
    return _ORDER.match(view.lower, sentence.start) is not None


def announces_a_plan(view: View, sentence: Sentence) -> bool:
    """`UBND tỉnh vừa ban hành Kế hoạch chuyển đổi số năm 2024.`"""
    return _PLAN_ANNOUNCED.search(view.lower, sentence.start, sentence.end) is not None


def wishes(cues: Cues, sentence: Sentence) -> bool:
    """The last word of the sentence on it is of a wish."""
    return cues.last(sentence.start, sentence.end) is Status.TARGET


def is_hypothetical(view: View, figure: Figure, sentence: Sentence) -> bool:
    clause = sentence.clause_of(figure.start)
    supposed = _IF.search(view.lower, clause.start, sentence.end)
    return supposed is not None and supposed.end() <= figure.start


# `trong 53 dịch vụ công thiết yếu, tỉnh đã cung cấp 49`: of how many, no figure of its own.
_OF_HOW_MANY: Final = regex.compile(r"(?:^|[,;:(]|\b(?:và|còn))\s*trong(?: tổng(?: số)?| số)?\s*$")
_BEFORE_HOW_MANY: Final = ("trong", "tổng", "số")
"""Its last words."""


_OUT_OF: Final = regex.compile(
    r"\d(?:[^,.;:()]|(?<=\btp)\.){0,120},?\s(?:trên|trong) tổng(?: số)?\s*$"
    r"|\d[^.;:()\d]{0,140},\strên tổng số\s*$"  # `38.915 đối tượng bảo trợ, người có công nhận, trên tổng số`
    # `nằm trong nhóm cao nhất của 25 dịch vụ công thiết yếu`
    r"|\b(?:nhóm|tốp|một trong)\b[^,.;:()\d]{0,30}\scủa\s*$"
)


def is_base(view: View, figure: Figure, sentence: Sentence, figures: Sequence[Figure]) -> bool:
    """In front of its part, so not as the last figure of its sentence; or behind it: `1.397 … trên tổng số 2.071`."""
    if figure.shape is not Shape.COUNT:
        return False
    if _OUT_OF.search(view.lower, sentence.clause_of(figure.start).start, figure.lead):
        return True
    if figure is figures[-1]:
        return False
    if is_there(view, figure) and _SOME_OF_THEM_BEHIND.match(view.lower, figure.end):
        return True
    before = view.lower[sentence.start : figure.lead]
    return before.rstrip().endswith(_BEFORE_HOW_MANY) and _OF_HOW_MANY.search(before) is not None


# `có 162.480 người hưởng lương hưu; 136.970 người trong số này nhận qua tài khoản`
_SOME_OF_THEM_BEHIND: Final = regex.compile(
    r"[^.;\d]{0,100};\s(?:đã có |có )?\d[\d.]*\s\p{L}+\strong số (?:này|đó)\b"
)
_OF_THESE: Final = regex.compile(r"\b(?:trong đó|bao gồm|gồm|riêng)\b")


def is_there(view: View, figure: Figure) -> bool:
    """`…, có 215.000 tài khoản …`; not `…, tỉnh đã hoàn thành 23 dịch vụ`."""
    return view.lower[max(0, figure.lead - 5) : figure.lead].rstrip().endswith(" có")


def is_part(view: View, figure: Figure, whole: Figure) -> bool:
    """`có 544 sản phẩm trên sàn, trong đó 416 sản phẩm tiêu biểu`: some of what was counted just before."""
    return _OF_THESE.search(view.lower, whole.end, figure.lead) is not None


# `1.893 sản phẩm, trong đó 1.120 sản phẩm OCOP, được đưa lên sàn`; not `…, trong đó 1.120 sản phẩm lên sàn`
_ASIDE_BEGINS: Final = regex.compile(
    r"[^.;:()\d]{0,70},\s(?:trong (?:số )?(?:đó|này)|gồm|bao gồm|riêng)(?: có)?\s"
)
_ASIDE_ENDS: Final = regex.compile(r"[^.;:()]{3,80}?,\s(?:đã|đang|đều|được|lên|bán|có mặt)\b")
# `38.642 hộ có tài khoản (Bưu điện tỉnh 21.070 hộ, Viettel Post 17.572 hộ)`; not `(năm 2022 là 21.070 hộ)`
# or `2.730 sản phẩm trên các sàn, riêng OCOP 684 sản phẩm`
_PART_BEGINS: Final = regex.compile(
    r"[^;()]{0,160}\((?:(?!năm|tháng|quý|kỳ|trước|hồi|ngày)[^()])*|[^.;:()\d]{0,120},\sriêng(?:\s\p{L}+){1,3}\s"
)


def is_aside(view: View, figure: Figure, whole: Figure) -> bool:
    """Fewer, in brackets or between commas behind the whole, of which the rest of the sentence is said."""
    if figure.shape is not Shape.COUNT or not figure.value or not whole.value or figure.value >= whole.value:
        return False
    between = view.lower, whole.end, figure.lead
    if _PART_BEGINS.fullmatch(*between):
        return True
    return _ASIDE_BEGINS.fullmatch(*between) is not None and bool(_ASIDE_ENDS.match(view.lower, figure.end))


# `gồm Chính quyền số (400 điểm), Kinh tế số (300 điểm)`, `tổng điểm 1.000`: what can be had, nobody's score.
_METHOD: Final = regex.compile(
    r"\b(?:gồm|cấu trúc|thang điểm|tối đa|cơ cấu|tổng (?:số )?điểm(?: là)? (?:100|1\.?000)(?! đ?/)\b)"
)
_ROUND_POINTS: Final = regex.compile(r"\d{1,2}0|1\.?000")


def _are_possible_points(view: View, figure: Figure, sentence: Sentence) -> bool:
    """Round points of the parts of an index, in a sentence that says what it is made of."""
    if figure.shape is not Shape.SCORE or figure.denominator is not None:
        return False
    printed = _ROUND_POINTS.fullmatch(view.lower, figure.start, figure.end)
    return printed is not None and bool(_METHOD.search(view.lower, sentence.start, sentence.end))


# `19 xã đạt trên 90%`, `các địa phương có tỷ lệ thấp (dưới 50%)`: what some of them have passed, no level.
_SOME_OF_THEM: Final = regex.compile(
    r"\b(?:(?<!\btỷ lệ\b[^,;.]{5,100}\b(?:ở|tại|của) )các|những|nhiều|một số|hầu hết|\d+(?:/\d+)?)\s(?:địa phương|đơn vị|xã|phường|huyện|tỉnh|cơ quan|sở|thôn|trường)\b"
    r"[^;.]{0,120}\b(?:có|đạt|hoàn thành|tỷ lệ)\b[^;.]{0,80}$"
    # `11 xã dưới 60%`
    r"|\b(?:còn |có )?\d+ (?:xã|phường|huyện|đơn vị|địa phương|sở)(?:, (?:xã|phường|đặc khu|thị trấn))* $"
)
# `Một số xã, phường có 100% hồ sơ nộp trực tuyến`: nobody's level, not even where it is exact.
_SOME_HAVE: Final = regex.compile(
    r"\b(?:một số|nhiều|hầu hết(?: các)?)\s(?:địa phương|đơn vị|xã|phường|huyện|cơ quan|sở|thôn|trường)"
    r"(?:, (?:xã|phường|đặc khu|thị trấn|ngành|địa phương))* (?:đã |đều )*(?:có|đạt)(?: tỷ lệ)?\s$"
)


def is_threshold(view: View, figure: Figure, sentence: Sentence) -> bool:
    if _are_possible_points(view, figure, sentence):
        return True
    if figure.shape is not Shape.PERCENT:
        return False
    clause = sentence.clause_of(figure.start)
    if figure.qualifier is Qualifier.EXACT:
        return _SOME_HAVE.search(view.lower, clause.start, figure.lead) is not None
    return bool(_SOME_OF_THEM.search(view.lower, max(clause.start, figure.lead - 200), figure.lead))


# `bằng 90% số hồ sơ trực tuyến của cả năm 2021`: one period measured by another.
_OF_ANOTHER_PERIOD: Final = regex.compile(
    r"(?![^,.;]{0,40}\b(?:chỉ tiêu|kế hoạch|mục tiêu)\b)[^,.;]{0,60}?\b(?:của )?(?:cả năm|cùng kỳ|(?:quý [ivx\d]+|\d+ tháng(?: đầu)?|tháng \d+)[ /](?:năm )?(?:\d{4}|ngoái|trước)|năm (?:\d{4}|ngoái|trước))\b"
)
_EQUALS: Final = regex.compile(r"\bbằng\s*$")


def is_comparison(view: View, figure: Figure, sentence: Sentence) -> bool:
    if figure.shape is Shape.PERCENT and _EQUALS.search(view.lower, sentence.start, figure.lead):
        clause = sentence.clause_of(figure.start)
        if _OF_ANOTHER_PERIOD.match(view.lower, figure.end, clause.end):
            return True
    of_an_index = figure.shape in (Shape.RANK, Shape.SCORE)
    if of_an_index and OF_AN_EDITION_BEFORE.search(view.lower, sentence.start, figure.lead):
        return False
    return bool(_COMPARED_BEFORE.search(view.lower, max(sentence.start, figure.lead - 80), figure.lead))


# `mỗi xã có 8 tổ`, `bình quân 120 lượt một ngày`: so many a unit, and not in all.
_EACH: Final = regex.compile(
    r"\b(?:(?:mỗi|từng)\s(?:xã|phường|thôn|ấp|bản|huyện|đơn vị|địa phương|tổ|hộ|người|trường|tháng|ngày|tuần|năm)"
    r"|(?:bình quân|trung bình)\s(?:mỗi|một|1)\s(?:tháng|ngày|năm|tuần|xã|huyện|tổ|giao dịch|doanh nghiệp|hộ)"
    r"|ngày cao điểm)\b,?[^,.;:()]{0,80}$"
    # `cứ 100 tài khoản mới có chừng 15 giao dịch`
    r"|\bcứ\s[\d.]+\s[^,.;:()\d]{2,60}$"
)
_A_UNIT: Final = Rare(
    r"[^.;:(),\d]{0,50}?(?:/(?:tháng|ngày|năm|tuần|xã|huyện)\b|\bmỗi (?:tháng|ngày|năm|tuần)\b)",
    ("/", "mỗi "),
)


def is_of_each(view: View, figure: Figure, sentence: Sentence) -> bool:
    clause = sentence.clause_of(figure.start)
    if figure.shape not in (Shape.COUNT, Shape.MONEY):
        return False
    if _EACH.search(view.lower, max(sentence.start, clause.start - 40), figure.lead):
        return True
    return _A_UNIT.match(view.lower, figure.end, clause.end) is not None


# `Đoàn thanh niên đã hướng dẫn 35.120 người kích hoạt …`; not `hướng dẫn người dân kích hoạt 391.250 tài khoản`.
_HELPED: Final = regex.compile(r"\b(?:hỗ trợ|hướng dẫn|giúp)(?: được| cho| thành công)*\s*$")


_PEOPLE: Final = regex.compile(
    r"\s*(?:lượt )?(?:người|công dân|hội viên|trường hợp|tài khoản|cửa hàng|tiểu thương)\b"
)


def is_of_the_helped(view: View, figure: Figure, sentence: Sentence) -> bool:
    if figure.shape is not Shape.COUNT or not _PEOPLE.match(view.lower, figure.end):
        return False
    return bool(_HELPED.search(view.lower, max(sentence.start, figure.lead - 40), figure.lead))


# `11 dịch vụ công của ngành Công an tiếp nhận 163.208 hồ sơ, tỷ lệ trực tuyến 94,3%`: of those services alone.
_SOME_SERVICES: Final = regex.compile(
    r"\b\d{1,2}(?:/\d{1,2})?\s(?:dịch vụ|dvc|dvctt|thủ tục|tthc)\b[^.;,\d]{0,50}?"
    r"\b(?:thiết yếu|(?:của|thuộc|do) (?:ngành|lực lượng|lĩnh vực|công an|cơ quan|sở))\b"
    r"|\bcác (?:dịch vụ|dvc|dvctt|thủ tục|tthc)(?: công)? (?:của|thuộc|do) (?:ngành |lực lượng |lĩnh vực )?công an\b"
    r"|\b\d{1,2} (?:dịch vụ|dvc|dvctt|thủ tục|tthc)(?: công)?(?: trực tuyến)? (?:này|nói trên)\b"
    r"|\briêng (?:lực lượng |ngành )?công an\b[^.;\d]{0,40}\btiếp nhận\b"
    r"|\bhồ sơ (?:của|thuộc) (?:nhóm|các thủ tục|các dịch vụ) (?:này|đó|nói trên)\b"
)
_DOSSIERS: Final = regex.compile(r"\s?hồ sơ\b")
_OF_DOSSIERS: Final = Before(
    r"\b(?:tỷ lệ (?:hồ sơ |nộp |tiếp nhận |giải quyết )*(?:trực tuyến|qua mạng)(?: trong (?:tháng|quý) [\d/ivx]+)?"
    r"(?: đạt| là| lên tới| tới| ở mức)?|\bhồ sơ\b[^.;\d]{0,30}[,(](?:\s?(?:đạt|chiếm|tỷ lệ|trong đó|trực tuyến)){0,3})\s?$"
)


def is_of_some_services(view: View, figure: Figure, sentence: Sentence) -> bool:
    if figure.shape is Shape.PERCENT:
        if not _OF_DOSSIERS.search(view.lower, sentence.start, figure.lead):
            return False
    elif not _DOSSIERS.match(view.lower, figure.end):
        return False
    *_, last = (None, *_SOME_SERVICES.finditer(view.lower, sentence.start, figure.lead))
    return last is not None and view.lower.find(";", last.end(), figure.lead) < 0


# `Câu "xếp thứ 33/63" xin sửa thành "xếp thứ 23/63"`
_CORRECTED: Final = regex.compile(
    r"[^\"“”\n]{0,120}[\"”]\s(?:(?:xin|được|cần|nay)\s)*(?:sửa|đính chính|đọc)(?:\slại)?\s(?:thành|là)\b"
)


def is_corrected(view: View, figure: Figure, sentence: Sentence) -> bool:
    return _CORRECTED.match(view.lower, figure.end, figure.end + 200) is not None


def is_negated(view: View, figure: Figure, sentence: Sentence) -> bool:
    if _NEGATED_BEFORE.search(view.lower[max(sentence.start, figure.lead - 100) : figure.lead]):
        return True
    return _NEGATED_AFTER.match(view.lower, figure.end, sentence.clause_of(figure.start).end) is not None
