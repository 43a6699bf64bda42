"""Reports, each made of the one result model."""
