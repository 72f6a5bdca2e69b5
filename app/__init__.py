"""Everything a reader sees: the Folium map, the pages, the view in the address."""
