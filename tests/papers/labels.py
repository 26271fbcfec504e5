"""Lines as clerks type them, each with the label that it begins with; of nothing else is a point made."""

from __future__ import annotations

#: What the markup, a paste into the rich editor and its keys take for a label.
LINES = (
    ("1. Việc", "1."), ("1.2. Việc", "1.2."), ("2) Việc", "2)"), ("đ) việc", "đ)"),
    ("IV. Việc", "IV."), ("- việc", "-"), ("Điều 3. Việc", "Điều 3."),
    ("1/ Việc", "1/"), ("12/ “Việc”", "12/"), ("(1) Việc", "(1)"), ("(a) Việc", "(a)"),
    ("a. Việc", "a."), ("đ/ Việc", "đ/"), ("1- Đề nghị", "1-"), ("1.1 Ăn uống", "1.1"),
    ("1.2/ Việc", "1.2/"), ("II/ Việc", "II/"),
    ("2020. Năm học mới", ""), ("a. việc gì đó", ""), ("1.5 triệu liều", ""), ("1.5 ở lại", ""),
    ("24/7 Trực", ""), ("10/01/2020 Họp", ""), ("1-2 người", ""), ("1 - Việc", ""), ("A. Yersin", ""),
    ("1/2 Số", ""), ("(xem) Việc", ""), ("tr. 5", ""), ("gs. Việc", ""), ("100/ Việc", ""),
)  # fmt: skip
