"""One step each: open a session, ask models/ what to do, queue messages, commit."""
