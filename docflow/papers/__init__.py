"""Papers: one content, set as HTML, PDF and DOCX; no Flask and no database here."""
