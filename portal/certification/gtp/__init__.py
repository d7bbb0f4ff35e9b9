"""What is sent to the GTP, and what it validates (R5, R60 to R63)."""
