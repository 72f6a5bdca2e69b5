"""The map drawn without a browser: frame, ground, projects, names, and what paints them."""
