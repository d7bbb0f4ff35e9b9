"""Certificates, letters and what a person keeps (R64 to R70)."""
