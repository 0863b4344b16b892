"""What a document says of itself: its class, number, issuer, day, title, year, and the acts that it names."""
