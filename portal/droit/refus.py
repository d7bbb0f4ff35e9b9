class Refus(Exception):
    """An act the rules do not allow; its message is a sentence for the person."""
