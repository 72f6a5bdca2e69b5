"""The files a reader takes away: one web page, slides, sheets of paper, a picture."""
