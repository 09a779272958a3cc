//! The crate's tests, a file per topic; `support` builds estates.

mod accounts;
mod beyond;
mod chosen;
mod credentials;
mod documents;
mod entities;
mod estate;
mod golden;
mod import;
mod passwords;
mod pending;
mod policies;
mod properties;
mod quotas;
mod scale;
mod sentences;
mod support;
mod taken;
mod undo;
