"""What nobody knows of the API, as questions that a target can be asked."""
