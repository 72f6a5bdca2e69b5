"""What the about page explains: signs, sources, how to report an error."""
