//! Whole journeys through the real window. `cargo xtask test --only journeys` runs them; elsewhere
//! they are skipped, because they need a display and the built application.

mod analyse;
mod create_user;
mod credentials;
mod first_run;
mod hand_off;
mod import;
mod keyboard;
mod locking;
mod matrix;
mod mfa_picture;
mod quotas;
mod recovery;
mod sandbox;
mod simulate;
mod speed;
mod steps;
mod wizards;
