"""The atlas: many cities at once, cut by adcode, counted, joined across their borders."""
