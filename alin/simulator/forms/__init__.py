"""Forms over parts of a demande: what they read and write follows the registry's schema field by field."""
