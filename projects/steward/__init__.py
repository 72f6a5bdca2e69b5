"""The steward's tools: from a report or a table to a checked catalogue."""
