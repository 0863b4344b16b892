"""What a rehearsed year shows: calendar page, iCalendar, table, load, conflicts, comparison, replay.

Pure views over a :class:`tasks.rehearsed.year.Year`, which is read once from the tables of the office in which
the year was played.
"""
