"""The jury paritaire de délibération and its procès-verbal (R40 to R52)."""
