"""How urgent a document is, in the words that are stamped on it (Decree 30/2020, annex I)."""

from __future__ import annotations

#: By the word of the content, the most urgent first; an ordinary document bears no stamp.
STAMPS = {"hoa_toc": "Hỏa tốc", "thuong_khan": "Thượng khẩn", "khan": "Khẩn", "thuong": ""}


def rank(word: str) -> int:
    """Return the place in the queue: 0 comes first."""
    return list(STAMPS).index(word)
