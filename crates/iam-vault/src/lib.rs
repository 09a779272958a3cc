//! The encrypted store: key slots, tables, journal.
