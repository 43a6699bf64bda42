"""What changed between two descriptions of the API, how much it matters, and the commands."""
