"""Generated programmes and requests, held to small models and to the document."""
