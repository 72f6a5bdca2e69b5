"""The commands of ``python -m projects``: one module a command, one row of a register each."""
