"""The country: what an atlas counts by province, city and county, and the way into its reports."""
