"""From the accepted preuves to a numbered certificate (domain.md 1.5 to 1.8)."""
