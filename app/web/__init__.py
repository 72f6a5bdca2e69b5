"""The doors: routes, headers and answers; nothing imports from here but the entry."""
