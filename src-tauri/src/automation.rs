//! What a journey through `WebDriver` needs, and what a build for people does not contain.
//!
//! Both must hold: the program was compiled with the feature `automation`, and it was started with
//! `TAURI_WEBVIEW_AUTOMATION=true` (Tauri's own switch, without which no driver may connect).

#[cfg(feature = "automation")]
use std::path::PathBuf;

/// Whether a driver may steer the window.
#[cfg(feature = "automation")]
pub(crate) fn is_on() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

/// Whether a driver may steer the window: never, in a build for people.
#[cfg(not(feature = "automation"))]
pub(crate) const fn is_on() -> bool {
    false
}

/// A folder from the environment that stands in for a system dialog's answer.
#[cfg(feature = "automation")]
pub(crate) fn answer(variable: &str) -> Option<PathBuf> {
    if is_on() {
        std::env::var_os(variable).map(PathBuf::from)
    } else {
        None
    }
}
