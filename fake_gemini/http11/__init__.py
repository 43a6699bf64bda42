"""HTTP/1.1 between a socket and an ASGI app: a lean protocol for uvicorn's server."""
