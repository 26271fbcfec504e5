"""The law, in pencil: what can be answered without a clock, a database or a network."""
