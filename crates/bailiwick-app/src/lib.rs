//! The use cases: the one boundary that the desktop shell and the command line talk to.

pub mod contract;
pub mod error;
