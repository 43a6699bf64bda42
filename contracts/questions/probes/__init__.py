"""One function for each open question; each says what it saw, and demands nothing."""
