"""What is right is not told to be wrong: whoever is warned in vain ignores the next warning."""

from __future__ import annotations

import pytest

from docflow.rules.lint import check, repair

from .letter import TODAY, body, members, paragraph, sample


def found(content):
    return [one.rule for one in check(content, today=TODAY, members=members)]


def letter(*blocks, **more):
    made = [paragraph(f"b{n}", text, label=label) for n, (label, text) in enumerate(blocks, 1)]
    return {**sample(), "body": body(*made), "obligations": [], "fields": {}, **more}


def annex(n, title="", heading="", text="Nội dung."):
    told = {
        "id": f"x{n}",
        "title": title,
        "landscape": False,
        "body": body(paragraph(f"y{n}", text)),
    }
    return told | ({"heading": heading} if heading else {})


def decision(subject, *annexes, words="Ban hành kèm theo Quyết định này Quy chế."):
    return letter(
        ("Điều 1.", words), type="quyet_dinh", subject=subject, addressees=[], annexes=list(annexes)
    )


AMENDING = [
    [("1.", "Sửa đổi Điều 4 như sau:"), ("", "“Điều 4. Mức chi"), ("1.", "Chi."), ("2.", "Chi."),
     ("3.", "Chi."), ("4.", "Chi.”"), ("2.", "Bãi bỏ Điều 6.")],
    [("a)", "Sửa đổi điểm c:"), ("", "“c) Một;"), ("d)", "Hai.”"), ("b)", "Bãi bỏ điểm g.")],
    [("a)", "Gồm:"), ("i)", "Một;"), ("ii)", "Hai;"), ("b)", "Và.")],
]  # fmt: skip


@pytest.mark.parametrize("blocks", AMENDING)
def test_new_wording_between_quotation_marks_is_counted_by_itself(blocks):
    assert {"points.numbers", "points.letters"}.isdisjoint(found(letter(*blocks)))


def test_a_quotation_mark_that_nobody_closes_hides_nothing():
    blocks = [("1.", "Phong trào “thi đua"), ("2.", "Hai."), ("4.", "Bốn.")]
    assert "points.numbers" in found(letter(*blocks))
    assert "points.letters" in found(letter(("h)", "Một."), ("i)", "Hai."), ("m)", "Ba.")))


def test_a_repair_of_the_form_leaves_the_order():
    content = letter(("1.", "A:"), ("(1)", "Một."), ("(2)", "Hai."), ("(3)", "Ba."), ("2.", "B."))
    (told,) = [
        one for one in check(content, today=TODAY, members=members) if one.rule == "points.form"
    ]
    assert [one.after for one in told.repairs] == ["a)"]
    assert not {"points.form", "points.numbers", "points.letters"} & set(
        found(repair(content, told, 0))
    )
    deep = letter(
        ("1.", "A:"), ("a)", "B:"), ("1)", "Một."), ("2)", "Hai."), ("b)", "C."), ("2.", "D.")
    )
    (told,) = [
        one for one in check(deep, today=TODAY, members=members) if one.rule == "points.form"
    ]
    assert told.repairs == ()


@pytest.mark.parametrize(
    "blocks",
    [
        [("", "Ghi chú:"), ("(1)", "Tên cơ quan."), ("(2)", "Địa danh.")],
        [("", "Đơn vị …(1)… báo cáo tại …(2)…"), ("(1)", "Tên cơ quan."), ("(2)", "Địa danh.")],
    ],
)
def test_the_legend_of_a_form_is_no_list_of_points(blocks):
    assert "points.form" not in found(letter(*blocks))


def test_lists_beside_an_issued_document_have_names_of_their_own():
    issued = annex(1, "Chi tiêu", "Quy chế")
    for title in ("Định mức chi", "DANH MỤC CƠ SỞ", "Quy trình thanh toán"):
        content = decision("Ban hành Quy chế chi tiêu", issued, annex(2, title))
        assert "annex.heading_differs" not in found(content)
        both = decision("Ban hành Quy chế chi tiêu", issued, annex(2, "X", "Quy trình"))
        assert "annex.heading_differs" not in found(both)
    other = decision("Ban hành Quy chế chi tiêu", annex(1, "Chi tiêu", "Quy định"))
    assert "annex.heading_differs" in found(other)


@pytest.mark.parametrize("kind", ["Bảng giá", "Định mức", "Danh mục"])
def test_what_is_issued_may_stand_in_the_annexes_that_the_articles_name(kind):
    words = f"Ban hành {kind} tại Phụ lục I, Phụ lục II kèm theo Quyết định này."
    content = decision(f"Ban hành {kind} dịch vụ", annex(1), annex(2), words=words)
    assert "annex.nothing_issued" not in found(content)
    bare = decision(f"Ban hành {kind} dịch vụ", words=words)
    assert "annex.nothing_issued" in found(bare)


@pytest.mark.parametrize(
    "words", ["(có danh sách kèm theo)", "theo mẫu kèm theo", "Có dự thảo Quyết định kèm theo"]
)
def test_an_annex_is_named_in_many_words(words):
    assert "annex.not_named" not in found(
        letter(("", f"Gửi các đơn vị {words}."), annexes=[annex(1)])
    )
    others = letter(("", "Theo danh mục kèm theo Thông tư số 5/2020/TT-BYT."), annexes=[annex(1)])
    assert "annex.not_named" in found(others)


@pytest.mark.parametrize(
    "words",
    ["https://syt.vn/a là địa chỉ.", "pH nước đạt chuẩn.", "mg/l là đơn vị đo.", "iPhone mới."],
)
def test_what_begins_small_by_nature_stays_small(words):
    assert "wording.small_start" not in found(letter(("", words)))
    assert "wording.small_start" in found(letter(("", "đề nghị các đơn vị rà soát.")))


@pytest.mark.parametrize("words", ["lương tháng 13/2026", "chi thưởng tháng 13 năm 2026"])
def test_the_thirteenth_pay_is_a_month(words):
    assert "date.no_such_day" not in found(letter(("", f"Chi trả {words}.")))
