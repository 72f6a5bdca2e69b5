"""The page of years: the city as of the end of a year."""
