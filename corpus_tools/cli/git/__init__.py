"""Let git merge and show records annotation by annotation."""
