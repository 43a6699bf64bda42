"""Lies that nobody thought of: every small way in which an exchange that was seen can be broken."""
