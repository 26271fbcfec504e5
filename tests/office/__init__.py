"""The acts of the office, one room of tests per verb."""
