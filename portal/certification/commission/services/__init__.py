"""What is done to a session and to its turns. The caller owns the transaction."""
