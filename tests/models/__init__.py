"""What the database itself keeps and refuses."""
