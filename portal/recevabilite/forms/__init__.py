"""Shape and words of what the candidate types."""
