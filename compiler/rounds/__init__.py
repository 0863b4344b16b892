"""Which reports a plan asks for and when: its rounds, completed by custom and by the report regimes."""
