"""What the server answers at each of its addresses."""
