"""Rules over sentences: who vouches for each, what nobody vouches for, and what the page says for and against it."""
