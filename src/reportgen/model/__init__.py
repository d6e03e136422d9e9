"""The frozen values that rooms hand to each other."""
