//! Formats in and out, one file each with both halves.
