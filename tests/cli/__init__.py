"""The commands, through click's runner, and as programs of their own."""
