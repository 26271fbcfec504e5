"""The forms of the database and the way between them."""
