"""What is said for each refusal: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from docflow.rules.calendar import short_date
from docflow.rules.permissions import Role
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import count

from .annex_sentences import ANNEX_SENTENCES
from .api_sentences import API_SENTENCES
from .import_sentences import IMPORT_SENTENCES
from .labels import label
from .read_sentences import READ_SENTENCES
from .recipient_sentences import RECIPIENT_SENTENCES
from .report_sentences import REPORT_SENTENCES
from .words import _, lazy

#: By code; ``{…}`` are the refusal's facts. A code without a sentence fails the tests.
SENTENCES: dict[str, str] = {
    **ANNEX_SENTENCES,
    **API_SENTENCES,
    **IMPORT_SENTENCES,
    **READ_SENTENCES,
    **RECIPIENT_SENTENCES,
    **REPORT_SENTENCES,
    "missing": lazy("Không tìm thấy nội dung này."),
    "permission.unseen": lazy("Không tìm thấy nội dung này."),
    "permission.denied": lazy("Việc này do {roles} làm."),
    "permission.withheld": lazy(
        "Cơ quan không giao việc này cho anh chị. Hỏi quản trị nếu anh chị cần làm."
    ),
    "permission.closed": lazy("Tài khoản đã ngừng dùng. Hỏi quản trị nếu anh chị cần mở lại."),
    "lifecycle.not_now": lazy("Văn bản không còn ở bước này. Tải lại trang để xem trạng thái mới."),
    "fault": lazy(
        "Máy chủ gặp lỗi (mã {mark}). Thử lại sau một phút, hoặc báo mã này cho quản trị."
    ),
    "unreachable": lazy(
        "Bộ phận in hoặc ký số chưa trả lời. Văn bản chưa bị thay đổi. Thử lại sau một phút."
    ),
    "agency.not_set": lazy(
        "Chưa khai báo tên cơ quan. Quản trị nhập thông tin cơ quan trước khi soạn thảo."
    ),
    "authority.nobody": lazy(
        "Hôm nay chưa có ai được ghi thẩm quyền ký. Quản trị nhập thẩm quyền ký rồi làm lại."
    ),
    "authority.none": lazy(
        "Người được chọn không có thẩm quyền ký loại văn bản này hôm nay. Chọn người ký khác."
    ),
    "approval.block_differs": lazy(
        "Thẩm quyền ký vừa thay đổi. Chọn lại người ký trong Tùy chọn rồi trình."
    ),
    "body.malformed": lazy(
        "Nội dung có chỗ không đọc được. Xem lại bảng, dấu ngoặc nhọn và ký tự lạ rồi lưu lại."
    ),
    "date.unreadable": lazy("“{text}” không phải là ngày. Ghi như 07/12/2026."),
    "date.no_such_day": lazy("Không có ngày {text}. Kiểm tra lại ngày và tháng."),
    "draft.due_in_past": lazy("Hạn báo cáo {due_on} đã qua. Chọn ngày từ {today} trở đi."),
    "draft.malformed": lazy("Chưa đọc được: {fields}. Sửa lại theo gợi ý ở ô."),
    "draft.missing": lazy("Cần điền: {fields}."),
    "draft.month": lazy("Tháng dự kiến “{text}” chưa đúng. Ghi như 12/2026, hoặc để trống."),
    "draft.purpose": lazy("Không có mục đích “{purpose}”. Chọn một mục đích trong danh sách."),
    "draft.signer_unknown": lazy("Người ký được chọn không còn thẩm quyền ký. Chọn người ký khác."),
    "draft.stale": lazy(
        "Bản này vừa được lưu ở nơi khác. Xem hai bản rồi lưu lại; phần anh chị gõ vẫn còn."
    ),
    "draft.subject_too_long": lazy("Trích yếu dài {length} ký tự, quá mức {most}. Rút gọn lại."),
    "draft.too_long": lazy("Quá dài: {fields}. Rút gọn rồi lưu lại."),
    "draft.braces": lazy(
        "“{typed}” không phải trường nào của mẫu. Bỏ hai dấu ngoặc nhọn; cần chỗ tự điền thì khi "
        "soạn chọn ở “Chèn trường” (ô “Trường…” trên thanh công cụ)."
    ),
    "draft.unknown": lazy("Mẫu không có ô: {fields}. Tải lại trang rồi điền lại."),
    "draft.urgency": lazy("Không có độ khẩn “{word}”. Chọn một mức trong danh sách."),
    "ground.missing": lazy("Cần điền: {fields}. Thiếu thì không viện dẫn đúng thể thức được."),
    "ground.too_long": lazy("Quá dài: {fields}. Rút gọn rồi lưu lại."),
    "ground.twice": lazy("{name} đã có trong thư viện. Mở văn bản đó để sửa."),
    "ground.ends_before": lazy(
        "Ngày hết hiệu lực {ended} trước ngày có hiệu lực {since}. Kiểm tra lại hai ngày."
    ),
    "ground.own_successor": lazy("Văn bản không tự thay thế mình. Chọn văn bản khác."),
    "ground.no_successor": lazy(
        "Thư viện không có văn bản thay thế này. Chọn lại trong danh sách."
    ),
    "snippet.name": lazy("Đặt tên cho câu mẫu, từ 1 đến {most} ký tự."),
    "snippet.text": lazy("Nội dung câu mẫu phải có từ 1 đến {most} ký tự."),
    "lint.no_such_repair": lazy("Gợi ý này không còn áp dụng được; văn bản đã thay đổi."),
    "lint.protected": lazy(
        "Không tự sửa “{text}”: đó là tên riêng, tên văn bản được dẫn hoặc dòng Nơi nhận. "
        "Sửa bằng tay nếu cần."
    ),
    "lint.repair_stale": lazy("Chỗ cần sửa đã thay đổi. Xem lại danh sách kiểm tra mới."),
    "merge.unchosen": lazy("Còn {count} chỗ chưa chọn. Chọn một bên ở từng chỗ khác nhau rồi lưu."),
    "revision.same": lazy("Bản này giống hệt bản đang soạn, không có gì để khôi phục."),
    "revision.unknown": lazy("Không có bản {ordinal}. Tải lại trang để xem các bản đã lưu."),
    "paper.unbound": lazy(
        "Nội dung còn ô chưa có giá trị: {names}. Điền giá trị hoặc gõ thẳng chữ vào."
    ),
    "pieces.no_place": lazy("Nội dung đã thay đổi, không còn chỗ đã chọn. Chọn lại chỗ chèn."),
    "recipients.empty_line": lazy(
        "Dòng “{text}” chưa có đơn vị nào nhận. Chọn nhóm hoặc đơn vị cho dòng này."
    ),
    "recipients.none": lazy("Chưa có nơi nào nhận. Chọn đơn vị ở Kính gửi hoặc Nơi nhận."),
    "recipients.outside_unnamed": lazy("Ghi tên nơi nhận bản giấy; danh bạ không có tên này."),
    "recipients.unknown": lazy("Danh bạ không có “{target}”. Chọn lại nhóm hoặc đơn vị."),
    "request.malformed": lazy("Yêu cầu không đọc được: {fields}. Tải lại trang rồi làm lại."),
    "request.unknown": lazy("Yêu cầu có phần không nhận ra: {fields}. Tải lại trang rồi làm lại."),
    "submit.errors": lazy("Còn lỗi thể thức phải sửa trước khi trình."),
    "submit.signs_own": lazy("{name} là người soạn nên không tự ký được. Chọn người ký khác."),
    "template.unknown": lazy("Không có mẫu này."),
    "template.broken": lazy("Mẫu “{template}” bị hỏng. Báo quản trị."),
    "template.not_allowed": lazy("Mẫu này dùng phần không được phép. Báo quản trị."),
    "template.too_much": lazy(
        "Mẫu in ra quá dài. Bớt vòng lặp, hoặc rút ngắn danh sách và nội dung."
    ),
    "template.stale": lazy(
        "{who} vừa lưu một bản khác của mẫu này lúc {at}. Tải lại trang, xem bản ấy rồi làm lại."
    ),
    "template.why": lazy("Ghi một câu vì sao sửa, không quá {most} ký tự."),
    "template.no_version": lazy("Mẫu này không có bản ấy. Chọn một bản khác trong danh sách."),
    "template.zip": lazy(
        "Tệp mẫu không dùng được. Chọn một tệp ZIP không khóa, dưới 500 KB, gồm đúng ba tệp "
        "template.toml, body.html, sample.toml (UTF-8) trong một thư mục."
    ),
    "approval.own": lazy(
        "Anh chị đã soạn hoặc sửa văn bản này nên không tự ký được. Người ký khác phải ký."
    ),
    "approval.changed": lazy(
        "Văn bản đã thay đổi sau khi anh chị mở trang. Mở lại để đọc bản mới rồi ký; chưa có gì được ký."
    ),
    "approval.damaged": lazy(
        "Nội dung lưu không còn khớp với bản đã trình nên không ký được. Báo quản trị ngay."
    ),
    "intake.nothing": lazy("Dán nội dung văn bản hoặc chọn một tệp .docx, .txt."),
    "intake.both": lazy("Chỉ chọn một cách: dán nội dung hoặc chọn tệp."),
    "intake.number": lazy("Số bản lưu “{text}” không phải là số. Ghi bằng chữ số, ví dụ 02."),
    "intake.secret": lazy(
        "Văn bản mang dấu độ mật “{mark}” nên không đưa vào hệ thống này. Xử lý trên máy và mạng riêng "
        "theo Luật Bảo vệ bí mật nhà nước 117/2025/QH15."
    ),
    "intake.too_long": lazy("Có ô dài hơn {most} ký tự. Rút gọn ô đó."),
    "intake.too_many_lines": lazy("Có hơn {most} dòng nơi nhận. Gộp thành nhóm rồi thử lại."),
    "dismissal.error": lazy("Lỗi này phải sửa, không bỏ qua được."),
    "dismissal.gone": lazy("Nhắc nhở này không còn ở chỗ đó. Xem lại danh sách kiểm tra."),
    "dismissal.no_reason": lazy("Chọn hoặc ghi lý do bỏ qua, ít nhất 3 ký tự."),
    "decision.taken": lazy("{name} đã ghi nhận ký văn bản này. Chờ vài giây rồi tải lại trang."),
    "decision.closed": lazy("Văn bản đã được ký nên không hoàn tác được nữa."),
    "return.no_reason": lazy("Viết ít nhất một ý để người soạn biết cần sửa gì."),
    "confirm.wrong": lazy("Mật khẩu chưa đúng. Nhập lại mật khẩu đăng nhập của anh chị."),
    "print.waits": lazy(
        "Văn bản này dài nên được in riêng, chưa có bản in để mở. Hãy mở trang văn bản, chọn PDF, "
        "bấm “In bản xem” và chờ ít phút."
    ),
    "numbering.clock_went_back": lazy(
        "Đồng hồ máy chủ đang chỉ ngày {today}, trước ngày {last} của số cuối trong sổ. Báo quản trị chỉnh giờ."
    ),
    "issue.not_assigned": lazy(
        "Chưa có văn bản phân công đóng dấu tự động. Văn thư đóng dấu từng văn bản."
    ),
    "paper.no_place": lazy("Bản in không có chỗ đặt chữ ký. Báo quản trị kiểm tra mẫu trình bày."),
    "sign.signer_gone": lazy("Tài khoản người ký đã đóng nên không ký số được. Báo quản trị."),
    "retry.not_stuck": lazy("Việc ký số đang chạy, không cần thử lại. Tải lại trang sau ít giây."),
    "link.no_address": lazy(
        "{name} chưa có địa chỉ thư điện tử. Gọi điện cho đơn vị rồi bổ sung địa chỉ."
    ),
    "sign_in.wrong": lazy("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    "sign_in.left": lazy("Tên đăng nhập hoặc mật khẩu chưa đúng. Còn {left} lần thử."),
    "sign_in.last": lazy(
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Đã hết số lần thử; chờ ít phút rồi thử lại."
    ),
    "request.foreign": lazy(
        "Yêu cầu đến từ một trang khác nên không được nhận. Mở lại trang của hệ thống rồi làm lại."
    ),
    "request.token": lazy(
        "Trang đã mở quá lâu hoặc tải chưa đủ. Tải lại trang rồi làm lại; chưa có gì được ghi."
    ),
    "request.too_often": lazy("Anh chị đã yêu cầu nhiều lần. Chờ {minutes} phút rồi thử lại."),
    "request.cut": lazy(
        "Tệp gửi lên bị đứt giữa chừng. Chưa có gì được ghi; chọn tệp rồi gửi lại."
    ),
    "link.dead": lazy("Đường dẫn không dùng được. Xin gửi lại đường dẫn cho đơn vị."),
    "link.who": lazy("Nhập mã đơn vị hoặc email của đơn vị."),
    "agency.incomplete": lazy("Thông tin cơ quan còn thiếu: {missing}. Nhập đủ rồi lưu lại."),
    "file.malformed": lazy("Mã tệp không đúng. Mở lại tệp từ trang văn bản."),
    "paper.foreign_url": lazy(
        "Nội dung có hình hoặc tệp từ nơi khác ({url}) nên không in. Bỏ phần đó đi."
    ),
    "signing.already_signed": lazy("Văn bản đã có chữ ký số này; không ký lần thứ hai."),
    "signing.key_malformed": lazy("Tên khóa ký số không đúng. Báo quản trị."),
    "signing.leader_first": lazy(
        "Chưa có chữ ký số của người ký nên chưa đóng dấu được. Chờ ký số xong."
    ),
    "signing.not_pdf": lazy("Bản in không phải tệp PDF đọc được nên không ký. Báo quản trị."),
    "verify.not_pdf": lazy("Tệp không phải PDF đọc được. Chọn đúng tệp PDF đã phát hành."),
    "sign_in.too_often": lazy("Đã nhập sai nhiều lần. Thử lại sau {minutes} phút."),
}


def sentence(refusal: Refused) -> str:
    """Return what to tell the person, in his language."""
    return say(refusal.code, refusal.facts)


def say(code: str, facts: Mapping[str, Any]) -> str:
    """Return the sentence of a code with its facts as print shows them."""
    text = SENTENCES.get(code)
    if text is None:
        return _("Chưa thực hiện được ({code}). Báo mã này cho quản trị.", code=code)
    return told(text, facts)


def told(text: str, facts: Mapping[str, Any]) -> str:
    """Return a sentence with its facts as print shows them."""
    return _(text, **{name: _shown(name, fact) for name, fact in facts.items()})


def _shown(name: str, fact: Any) -> str:
    if isinstance(fact, date):
        return short_date(fact)
    if isinstance(fact, int) and not isinstance(fact, bool):
        return count(fact)
    if name == "roles":
        return _("{first} hoặc {last}", first="", last="") if not fact else _any_of(fact)
    if isinstance(fact, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in fact)
    return str(fact)


def _any_of(roles: list[str]) -> str:
    words = [label(Role(role)) for role in roles]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {_('hoặc')} {words[-1]}"
