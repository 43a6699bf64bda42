"""What is remembered, each key's share apart."""
