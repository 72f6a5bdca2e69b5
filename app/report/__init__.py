"""The report as a table of contents: its sections and paragraphs with their projects."""
