"""Places: coordinates, datums, measuring, spatial files, reference layers and the gazetteer."""
