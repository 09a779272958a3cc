//! Locks a window that nobody uses, or whose person has gone.
//!
//! The page locks itself after the minutes that are set, without a key or a pointer, which only it
//! can see. This is the lock behind that one: it trusts nothing in the page, counts commands and
//! what happens to the window as signs of life, and allows a reader who only scrolls five minutes
//! more. A sleep, a locked screen or another user lock at once.

use std::time::Duration;

use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::vault::GateState;
use tauri::{AppHandle, Manager as _};

use crate::away::{self, Clocks};
use crate::shell::Shell;
use crate::window;

/// How much longer than the page.
const GRACE: Duration = Duration::from_mins(5);

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Watches until the application ends.
pub(crate) fn watch(app: AppHandle) {
    let listener = app.clone();
    away::listen(move || lock(&listener));
    std::thread::spawn(move || {
        let mut clocks = Clocks::now();
        loop {
            std::thread::sleep(LOOK);
            let shell = app.state::<Shell>();
            let is_idle = shell.idle() >= shell.idle_lock() + GRACE;
            if clocks.slept(LOOK) || is_idle {
                lock(&app);
            }
        }
    });
}

/// Locks the vault first and blanks the window then: what the page still shows goes with its
/// memory.
fn lock(app: &AppHandle) {
    let shell = app.state::<Shell>();
    if shell.is_unlocked()
        && shell
            .lock(&Nothing {})
            .is_ok_and(|gate| gate.state != GateState::Unlocked)
    {
        window::forget(app);
    }
}
