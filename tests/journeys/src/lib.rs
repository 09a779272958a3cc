//! What a journey needs: the real window in a scratch home, a driver for it, hands and eyes.
//!
//! [`Place`] is the machine a journey pretends to be on: a home, a folder for vaults and one for
//! saved files, all gone afterwards. [`Window`] is the application started there through
//! `WebKitWebDriver`; its methods click, type, wait and look. The journeys themselves are in
//! `tests/`; a plain `cargo test` skips them, because they need a display and a built application:
//! `cargo xtask test --only journeys` brings both.

mod bus;
mod place;
mod window;

pub use bus::Bus;
pub use place::Place;
pub use window::Window;

/// What goes wrong on the way ends the journey with a sentence.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The environment's name for the size of the window where pictures of another are wanted:
/// `1920x1080`. The display must have room for it.
pub const SIZE: &str = "BAILIWICK_JOURNEY_SIZE";

/// The environment's name for the application to drive, built with the feature `automation`.
pub const APPLICATION: &str = "BAILIWICK_APP_BINARY";
