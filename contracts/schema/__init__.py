"""The contract's OpenAPI document: how it is made, and how replies and requests are held to it."""
