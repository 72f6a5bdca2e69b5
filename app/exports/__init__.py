"""The files a view can be taken away in: sheets, slides, one file for any browser."""
