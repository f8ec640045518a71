"""Rules over attributions: the edges of their spans, who speaks, the kind of source, and the stance of the cue."""
