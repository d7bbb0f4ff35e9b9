"""What is kept and until when, erasure and export (domain.md 1.9 and section 7)."""
