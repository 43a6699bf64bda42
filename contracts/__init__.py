"""The contract: what any server of the two APIs promises, asked of the fake and of the real one."""
