"""What readers are told: one place for every name, date, distance and sentence of a record."""
