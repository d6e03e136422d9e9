"""Master and subscribers to personal copies: each stamped, validated, and named by a keyed id."""
