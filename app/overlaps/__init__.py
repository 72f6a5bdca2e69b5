"""What the page of pairs that meet tells, without a page around it."""
