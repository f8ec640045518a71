"""What is kept on disk (SQLite, one file): answers that can be used again, and what the reader has hidden or noted.

database.py opens, checks and migrates the file; the others each know one table; keeper.py is what the server uses.
"""
