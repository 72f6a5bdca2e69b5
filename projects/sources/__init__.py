"""Where catalogues come from beside files: a shared database, named by an address."""
