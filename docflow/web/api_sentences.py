"""What a refusal says to programs and to whoever keeps their tokens."""

from __future__ import annotations

from .words import lazy

API_SENTENCES: dict[str, str] = {
    "api.cursor": lazy("Con trỏ trang không đọc được. Dùng đúng giá trị next của trang trước."),
    "api.input": lazy("Nội dung gửi lên chưa đúng mô tả. Xem từng trường trong errors."),
    "api.json": lazy("Nội dung không phải JSON đọc được. Gửi lại một đối tượng JSON (UTF-8)."),
    "api.key": lazy("Idempotency-Key phải có 1–200 ký tự ASCII nhìn thấy được. Tạo khóa mới."),
    "api.key_busy": lazy("Lần gọi trước với khóa này đang chạy. Chờ một giây rồi hỏi lại."),
    "api.key_lost": lazy(
        "Lần gọi trước với khóa này đã có hiệu lực nhưng mất câu trả lời. Đọc lại văn bản để xem."
    ),
    "api.key_reused": lazy("Khóa này đã dùng cho một yêu cầu khác. Tạo khóa mới."),
    "api.match": lazy('If-Match phải là một ETag như "3". Đọc lại văn bản để lấy ETag.'),
    "api.match_missing": lazy("Thiếu If-Match. Đọc lại văn bản, rồi gửi ETag của nó."),
    "api.match_stale": lazy(
        "Văn bản đã có phiên bản {now}; anh chị đang sửa phiên bản {seen}. Đọc lại rồi sửa."
    ),
    "api.media": lazy("Kiểu nội dung “{media}” không dùng được. Gửi application/json."),
    "api.scope": lazy("Mã truy cập này không có phạm vi {scope}. Xin cấp mã có phạm vi đó."),
    "api.token_missing": lazy("Thiếu mã truy cập. Gửi tiêu đề Authorization: Bearer …"),
    "api.twice": lazy("Tham số này chỉ được ghi một lần."),
    "token.days": lazy("Số ngày phải từ 1 đến {most}."),
    "token.dead": lazy("Mã truy cập không đúng, đã hết hạn hoặc đã thu hồi. Xin cấp mã mới."),
    "token.person": lazy("Tài khoản của {name} đã đóng."),
    "token.scopes": lazy("Phạm vi phải chọn trong: {known}."),
}
