"""Bodies as texts name them, and the sentences that they are the subjects of."""
