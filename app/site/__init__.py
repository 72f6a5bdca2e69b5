"""The whole map as plain files, for any web server: pages, pictures, data, and how they are put."""
