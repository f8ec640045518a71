"""The schema, version by version. A script that has been released is never changed: the next version gets its own."""

from __future__ import annotations

FIRST = """
CREATE TABLE answer (
    key BLOB PRIMARY KEY,       -- SHA-256 of the versions and the request
    sealed BLOB NOT NULL,       -- see answers.py
    size INTEGER NOT NULL,      -- bytes of `sealed`
    used REAL NOT NULL          -- when it was last asked for, seconds since 1970
) WITHOUT ROWID;
CREATE INDEX answer_used ON answer (used);
CREATE TABLE item (
    kind TEXT NOT NULL,         -- "hidden" or "note"
    id TEXT NOT NULL,           -- chosen by whoever keeps it
    value TEXT NOT NULL,        -- JSON
    changed TEXT NOT NULL,      -- ISO time
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""
HISTORY = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE visit (
    at TEXT NOT NULL,           -- ISO time
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL       -- JSON: the counts of the answer
);
"""
SCRIPTS = (FIRST, HISTORY)  # the schema version is how many of them have run
