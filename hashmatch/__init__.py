"""Find reported pictures again by their perceptual hashes, and prove whether a platform removed them in time."""

__version__ = "0.1.0"
