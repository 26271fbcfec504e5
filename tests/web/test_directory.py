"""The directory: finding units, and bringing them in all or not at all."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from docflow.models import Unit
from tests import people
from tests.conftest import csrf

HEAD = "code,name,kind,area,groups,email,phone,account,staff\n"


def send(client, content: bytes, **more: str):
    token = csrf(client.get("/units").text)
    form = {"csrf_token": token, "parts": "1", "end": "1"} | more
    return client.post("/units/import", data=form | {"file": (io.BytesIO(content), "don-vi.csv")})


def number(desk) -> int:
    desk.session.rollback()
    return desk.session.scalar(select(func.count(Unit.id)))


def test_the_directory_is_searched_without_accents(as_):
    client = as_(people.DRAFTER)
    assert "317 nơi nhận" in client.get("/units").text
    found = client.get("/units?q=benh vien nhi thanh hoa").text
    assert "Bệnh viện Nhi Thanh Hóa" in found
    assert "Bệnh viện Phụ sản" not in found


def test_the_seven_that_only_a_telephone_reaches_are_a_filter(as_):
    page = as_(people.DRAFTER).get("/units?reach=phone").text
    assert ">7 đơn vị<" in page


def test_a_good_file_is_brought_in_and_a_second_time_changes_nothing(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    file = (
        HEAD
        + "don-vi-moi,Đơn vị mới,phòng khám,,co-so-tu-nhan,moi@don-vi.example,0000 000 999,no,5\n"
    ).encode()
    assert send(client, file).status_code == 303
    assert number(desk) == before + 1
    assert send(client, file).status_code == 303
    assert number(desk) == before + 1


def test_one_bad_row_stops_the_file_and_is_named_by_its_number(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    file = HEAD + "tot,Đơn vị tốt,,,,,,no,5\nxau,,,,khong-co,xau,,co,năm\n"
    answer = send(client, file.encode())
    assert answer.status_code == 422
    for told in (
        "Dòng 3: cột name để trống",
        "Dòng 3: “xau” không phải địa chỉ email",
        "Dòng 3: cột account ghi “co”",
    ):
        assert told in answer.text
    assert number(desk) == before


def test_vietnamese_names_of_columns_are_taken_and_the_sample_has_them(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    page = client.get("/units").text
    assert "dòng đầu là tên cột: Mã, Tên đơn vị, Loại," in page
    assert 'href="/units/sample.csv"' in page
    sample = client.get("/units/sample.csv")
    assert (sample.status_code, sample.mimetype) == (200, "text/csv")
    head = sample.data.decode("utf-8-sig")
    # A Vietnamese Excel parts the cells by semicolons, and shows a file with commas in one column.
    assert sample.data.startswith("\ufeffMã;Tên đơn vị;".encode())
    row = "moi;Đơn vị mới;phòng khám;Xã;co-so-tu-nhan;moi@don-vi.example;0000;Có;5;ĐVM\n"
    assert send(client, (head + row).encode("utf-8-sig")).status_code == 303
    assert number(desk) == before + 1
    unit = desk.session.scalars(select(Unit).where(Unit.code == "moi")).one()
    told = (unit.name, unit.area, unit.email, unit.phone, unit.has_account, unit.staff)
    assert told == ("Đơn vị mới", "Xã", "moi@don-vi.example", "0000", True, 5)
    assert as_(people.DRAFTER).get("/units/sample.csv").status_code == 403


def test_a_fault_names_the_column_as_the_file_does(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    told = send(client, "MÃ ĐƠN VỊ;TÊN ĐƠN VỊ;CÓ TÀI KHOẢN\nxau;;có lẽ\n".encode()).text
    assert "Dòng 2: cột TÊN ĐƠN VỊ để trống" in told
    assert "Dòng 2: cột CÓ TÀI KHOẢN ghi “có lẽ”; chỉ ghi có hoặc không." in told
    unknown = send(client, "Mã,Tên đơn vị,Số nhà\na,A,3\n".encode())
    assert unknown.status_code == 422
    assert "cột không rõ: Số nhà. Các cột dùng được: Mã, Tên đơn vị, Loại, Địa bàn" in unknown.text
    twice = send(client, "Mã,Tên,Tên đơn vị\na,A,A\n".encode())
    assert "Các cột Tên, Tên đơn vị cùng chỉ một nội dung" in twice.text
    assert "thiếu cột: Tên đơn vị" in send(client, "Mã\na\n".encode()).text
    assert number(desk) == before


def test_a_fault_says_where_what_and_how_to_mend_it_and_shows_no_endless_value(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    open_quote = send(client, 'Mã,Tên\r\na,"Trạm\r\nb,B\r\n'.encode())
    assert open_quote.status_code == 422
    assert "Dòng 2: có dấu ngoặc kép mở mà không đóng" in open_quote.text
    broken = send(client, 'Mã,Tên\r\na,"Trạm\r\nb"\r\n'.encode())
    assert "Dòng 2: cột Tên có ngắt dòng trong ô" in broken.text
    code = send(client, "Mã;Tên\na/b;Trạm y tế\n".encode())
    assert "Dòng 2: mã “a/b” không dùng được" in code.text
    assert "Nên ghi “tram-y-te”." in code.text
    wrong = send(client, f"Mã;Tên;Email\na;A;{'q' * 60}\n".encode()).text
    assert f"Dòng 2: “{'q' * 39}…” không phải địa chỉ email" in wrong
    assert "q" * 40 not in wrong
    assert number(desk) == before


def test_a_cut_upload_a_wrong_encoding_and_no_file_are_told_apart(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    row = HEAD + "don-vi-moi,Đơn vị mới,,,,,,no,5\n"
    cut = send(client, row.encode(), end="")
    assert (cut.status_code, "đứt giữa chừng" in cut.text) == (400, True)
    wrong = send(client, row.encode("utf-16"))
    assert (wrong.status_code, "không phải mã UTF-8" in wrong.text) == (422, True)
    token = csrf(client.get("/units").text)
    none = client.post("/units/import", data={"csrf_token": token, "parts": "1", "end": "1"})
    assert (none.status_code, "Chưa chọn tệp" in none.text) == (422, True)
    assert number(desk) == before


# Werkzeug leaves the spooled part of a cut body to the garbage collector, which warns.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_body_cut_anywhere_writes_nothing(desk, as_):
    client, before = as_(people.ADMINISTRATOR), number(desk)
    token = csrf(client.get("/units").text)
    parts = [("csrf_token", token), ("parts", "1")]
    body = "".join(
        f'--grenze\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts
    )
    body += '--grenze\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body += HEAD + "".join(f"moi-{row},Đơn vị {row},,,,,,no,5\n" for row in range(40))
    body += '\r\n--grenze\r\nContent-Disposition: form-data; name="end"\r\n\r\n1\r\n--grenze--\r\n'
    whole = body.encode()
    for end in range(50, len(whole) - 12, len(whole) // 40):
        answer = client.post(
            "/units/import", data=whole[:end], content_type="multipart/form-data; boundary=grenze"
        )
        assert 400 <= answer.status_code < 500
    assert number(desk) == before


def test_only_the_administrator_imports(as_):
    client = as_(people.DRAFTER)
    assert "Nhập từ tệp CSV" not in client.get("/units").text
    assert send(client, HEAD.encode()).status_code == 403
