"""The clauses, one function each; what a clause and a check are is said in `contracts.clauses`."""
