"""The contested terms as a reader meets them: search, pages to read, and the reader's own terms over HTTP."""
