"""Parts of the pages that speak to Streamlit: the map, the address, the filters, the masthead."""
