//! What a journey through `WebDriver` needs, and what a build for people does not contain.
//!
//! Both must hold: the program was compiled with the feature `automation`, and it was started with
//! `TAURI_WEBVIEW_AUTOMATION=true` (Tauri's own switch, without which no driver may connect).

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

/// Whether a lock may end the page's process. A driver's session ends with it, so a journey says
/// when that is what it is about.
pub(crate) fn may_end_page() -> bool {
    !is_on() || std::env::var_os("BAILIWICK_AUTOMATION_END_PAGE").is_some()
}

/// Collects, from before the first script of the page, what the content security policy refused and
/// what the page threw, for a journey to ask for.
pub(crate) const WATCH: &str = "\
    Object.defineProperty(window, 'journeyFaults', { value: [] });\
    document.addEventListener('securitypolicyviolation', (event) => {\
        window.journeyFaults.push(`refused: ${event.effectiveDirective} ${event.blockedURI}`);\
    });\
    window.addEventListener('error', (event) => {\
        window.journeyFaults.push(`thrown: ${event.message}`);\
    });\
    window.addEventListener('unhandledrejection', (event) => {\
        window.journeyFaults.push(`rejected: ${event.reason}`);\
    });";

/// Stands in for the save dialog's answer: the folder into which files go.
pub(crate) fn save_folder() -> Option<PathBuf> {
    answer("BAILIWICK_AUTOMATION_SAVE_DIR")
}

/// Stands in for the open dialog's answer.
pub(crate) fn file_to_open() -> Option<PathBuf> {
    answer("BAILIWICK_AUTOMATION_OPEN_FILE")
}

/// Stands in for the dialog's answer that asks for an identity file.
pub(crate) fn identity_to_open() -> Option<PathBuf> {
    answer("BAILIWICK_AUTOMATION_IDENTITY")
}

/// Stands in for the folder dialog's answer.
pub(crate) fn vault_folder() -> Option<PathBuf> {
    answer("BAILIWICK_AUTOMATION_FOLDER")
}

#[cfg(feature = "automation")]
fn answer(variable: &str) -> Option<PathBuf> {
    if is_on() {
        std::env::var_os(variable).map(PathBuf::from)
    } else {
        None
    }
}

#[cfg(not(feature = "automation"))]
const fn answer(_variable: &str) -> Option<PathBuf> {
    None
}
