//! The tests live in `acceptance/` and `scenarios/`; this library is empty on purpose.
