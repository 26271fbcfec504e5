"""Timings, as ratios of two things measured in turn in one process: ``make bench``."""
