"""What a city project is: its record, catalogue, filters, nearness, checks and exports."""
