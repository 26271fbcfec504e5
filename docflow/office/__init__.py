"""The acts: one function per verb, one transaction per function."""
