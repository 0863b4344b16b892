"""When a duty is due: phrases of time to a rule of the closed list."""
