"""A catalogue that a reader drops on the app: shown for that session, kept nowhere."""
