"""The pages; each only arranges: read the view, compute, show."""
