"""Who is let in: where secrets are kept, how extensions are paired, and the guard before every request."""
