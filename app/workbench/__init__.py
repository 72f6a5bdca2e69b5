"""The steward's workbench: a folder with a report, its work list and a catalogue."""
