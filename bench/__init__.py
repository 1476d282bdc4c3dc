"""Measurements: `bin/bench` lists them, `bin/bench NAME` runs one."""
