"""What travels: requests as they are read, replies and events as they are written. No I/O."""
