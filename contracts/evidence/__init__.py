"""What a target answered, kept without secrets, and what differs between two such recordings."""
