"""The keywords of JSON Schema that the document uses, each made into a check of a value."""
