"""What the demo's other letters say: each body is about what its subject names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_BASIS = (
    "Thực hiện nhiệm vụ ứng dụng công nghệ thông tin trong khám bệnh, chữa bệnh và quản lý sức "
    "khỏe nhân dân trên địa bàn tỉnh;"
)


@dataclass(frozen=True)
class Letter:
    """A letter on one application: its subject, what the application is for, what it is to bring."""

    subject: str
    app: str
    need: str
    aim: str

    def answers(self) -> dict[str, Any]:
        """Return the answers to the template that make this letter."""
        return {
            "trich_yeu": self.subject,
            "can_cu": _BASIS,
            "boi_canh": self.need,
            "ung_dung": [self.app],
            "noi_dang": "",
            "muc_dich": self.aim,
        }


DECLARING = Letter(
    "hướng dẫn cài đặt ứng dụng Khai báo y tế tại các cơ sở khám bệnh, chữa bệnh",
    "Khai báo y tế",
    "Ứng dụng Khai báo y tế giúp người bệnh và người nhà khai báo triệu chứng, tiền sử tiếp xúc "
    "trước khi đến khám, giảm thời gian chờ và giảm nguy cơ lây nhiễm tại nơi đón tiếp. Để các cơ "
    "sở khám bệnh, chữa bệnh tiếp nhận khai báo thống nhất",
    "phát hiện sớm người có nguy cơ và giữ an toàn cho người bệnh, nhân viên y tế",
)
WORKING = Letter(
    "hướng dẫn sử dụng ứng dụng Theo dõi sức khỏe người lao động",
    "Theo dõi sức khỏe người lao động",
    "Ứng dụng Theo dõi sức khỏe người lao động lưu kết quả khám sức khỏe định kỳ và nhắc lịch khám "
    "của từng người. Để việc khám sức khỏe định kỳ trong ngành đầy đủ, đúng hạn",
    "quản lý và chăm sóc tốt sức khỏe của người lao động trong ngành y tế",
)
BOOKING = Letter(
    "hướng dẫn cài đặt ứng dụng Đặt lịch khám bệnh trực tuyến",
    "Đặt lịch khám bệnh",
    "Ứng dụng Đặt lịch khám bệnh cho phép người dân chọn trước cơ sở, chuyên khoa và giờ khám. Để "
    "giảm số người chờ tại khoa khám bệnh vào đầu giờ sáng",
    "rút ngắn thời gian chờ và nâng cao sự hài lòng của người bệnh",
)
ADVISING = Letter(
    "hướng dẫn cài đặt ứng dụng Tư vấn khám bệnh, chữa bệnh từ xa",
    "Tư vấn từ xa",
    "Ứng dụng Tư vấn từ xa kết nối trạm y tế, cơ sở tư nhân với bác sĩ của bệnh viện tuyến tỉnh. Để "
    "người dân ở xa được tư vấn kịp thời mà không phải đi lại nhiều lần",
    "nâng cao chất lượng khám bệnh, chữa bệnh tại tuyến cơ sở",
)
RECORDS = Letter(
    "hướng dẫn cài đặt ứng dụng Sổ sức khỏe điện tử",
    "Sổ sức khỏe điện tử",
    "Sổ sức khỏe điện tử giúp mỗi người xem lại quá trình khám bệnh, đơn thuốc và kết quả xét nghiệm "
    "của mình, giúp thầy thuốc có đủ thông tin khi khám. Để người dân biết và sử dụng",
    "quản lý sức khỏe từng người dân liên tục, thuận tiện",
)
HEARING = Letter(
    "hướng dẫn cài đặt ứng dụng Tiếp nhận phản ánh của người bệnh",
    "Phản ánh của người bệnh",
    "Ứng dụng Phản ánh của người bệnh nhận góp ý về thái độ phục vụ, chất lượng và giá dịch vụ, "
    "chuyển ngay đến đơn vị được phản ánh. Để mọi phản ánh được trả lời đúng hạn",
    "đổi mới phong cách phục vụ, hướng tới sự hài lòng của người bệnh",
)
VACCINATING = Letter(
    "hướng dẫn cài đặt ứng dụng Sổ tiêm chủng điện tử",
    "Sổ tiêm chủng điện tử",
    "Sổ tiêm chủng điện tử lưu lịch sử tiêm của từng người và nhắc mũi tiêm kế tiếp. Để việc quản lý "
    "tiêm chủng trên địa bàn thống nhất, không bỏ sót đối tượng",
    "nâng cao tỷ lệ tiêm chủng đầy đủ, đúng lịch",
)
