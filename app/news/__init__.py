"""What a reader may follow without an account: the news of a view, as a feed and as a calendar."""
