"""Reading what exists: a dispatch in DOCX or text becomes facts, and a draft of ours."""

from __future__ import annotations

from docflow.papers.reading.content import to_content
from docflow.papers.reading.model import Doubt, Reading
from docflow.papers.reading.reader import read, read_text

__all__ = ["Doubt", "Reading", "read", "read_text", "to_content"]
