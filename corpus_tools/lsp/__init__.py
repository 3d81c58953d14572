"""The language server: what editors show while a record is being written.

Each feature is a function of the text in the editor, the place of the cursor and what is known of the file's
surroundings; only `server` knows of a connection. Protocol types are those of lsprotocol.
"""
