"""Measurements against the best peers; README.md says how to run them, on which machine, and where a peer wins."""
