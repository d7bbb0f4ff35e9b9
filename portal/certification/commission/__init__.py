"""The commission de validation: planned, held, concluded (R4, R7, R8, R31 to R37)."""
