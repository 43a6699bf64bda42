"""The operations, without HTTP: the one place where state and replies meet."""
