"""The wire contract, version 1: a request's bytes to a document, the engine's records to an answer."""

VERSION = 1
