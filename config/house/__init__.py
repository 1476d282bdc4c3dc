"""Hearth's own house: the environment, the servers and the processes of `bin/up`."""
