"""Measures of the running portal: `make bench` runs each script of this folder."""
