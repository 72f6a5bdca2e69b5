"""The show and its stories: full screen, steps, links and their codes."""
