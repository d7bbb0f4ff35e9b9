"""Every write of what follows a validation. The caller owns the transaction."""
