//! Locks a window that nobody uses.
//!
//! The page locks itself after ten minutes without a key or a pointer, which only it can see. This
//! is the lock behind that one: it trusts nothing in the page, counts commands and what happens to
//! the window as signs of life, and allows a reader who only scrolls a little longer.

use std::time::Duration;

use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::vault::GateState;
use tauri::{AppHandle, Manager as _};

use crate::shell::Shell;
use crate::window;

/// Time without a sign of life.
const AFTER: Duration = Duration::from_mins(15);

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(15);

/// Watches until the application ends.
pub(crate) fn watch(app: AppHandle) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK);
            let shell = app.state::<Shell>();
            if shell.idle() >= AFTER && shell.is_unlocked() {
                // What the page still shows goes with its memory.
                if shell
                    .lock(&Nothing {})
                    .is_ok_and(|gate| gate.state != GateState::Unlocked)
                {
                    window::reload(&app);
                }
            }
        }
    });
}
