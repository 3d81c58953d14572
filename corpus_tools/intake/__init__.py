"""Articles from elsewhere made into records: bytes in, values out. Nothing here knows of files or screens.

`normalise` cleans a text once and tells every change, `sections` says what each paragraph is, `html` takes the article
out of a web page, and `record` makes the record of all that.
"""
