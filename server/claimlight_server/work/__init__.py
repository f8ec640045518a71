"""Annotating without holding up or bringing down the server: a fair queue, worker processes, limits of time and memory."""
