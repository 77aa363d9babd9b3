# filled in by what follows
