"""Change labels over a whole corpus and its tag set, and put them back."""
