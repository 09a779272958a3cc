//! A secret on the clipboard: filled here, kept out of clipboard histories where the system lets
//! us ask for it, and taken off again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bailiwick_app::Secret;
use bailiwick_app::error::{Code, CommandError};

/// The system's clipboard while it holds a secret of ours.
///
/// On X11 and Wayland the copying program serves every paste, so the connection stays open.
#[derive(Clone, Default)]
pub(crate) struct Clipboard {
    held: Arc<Mutex<Option<Held>>>,
}

/// What is asked of the system; a test has its own.
trait System: Send {
    fn put(&mut self, text: &Secret<String>) -> Result<(), String>;
    fn text(&mut self) -> Option<Secret<String>>;
    fn clear(&mut self);
}

struct Held {
    system: Box<dyn System>,
    value: Secret<String>,
    /// Which copy this is: a later copy is not cleared by an earlier one's timer.
    turn: u64,
}

impl Clipboard {
    /// Puts a secret on the clipboard for so many seconds.
    pub(crate) async fn hold(
        &self,
        value: Secret<String>,
        seconds: u32,
    ) -> Result<(), CommandError> {
        let this = self.clone();
        let after = Duration::from_secs(u64::from(seconds));
        tauri::async_runtime::spawn_blocking(move || {
            let system = arboard::Clipboard::new().map_err(|error| error.to_string())?;
            this.fill(Box::new(system), value, after)
        })
        .await
        .map_err(|_| not_available("the copying broke off"))?
        .map_err(|error| not_available(&error))
    }

    /// Takes our secret off the clipboard, on a thread of its own: a system that does not answer
    /// must not keep a window from locking.
    pub(crate) fn forget(&self) {
        let this = self.clone();
        std::thread::spawn(move || this.clear(None));
    }

    /// Takes our secret off the clipboard before returning.
    pub(crate) fn forget_now(&self) {
        self.clear(None);
    }

    fn fill(
        &self,
        mut system: Box<dyn System>,
        value: Secret<String>,
        after: Duration,
    ) -> Result<(), String> {
        let turn = {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = held.as_ref().map_or(0, |held| held.turn + 1);
            system.put(&value)?;
            *held = Some(Held {
                system,
                value,
                turn,
            });
            turn
        };
        let this = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(after);
            this.clear(Some(turn));
        });
        Ok(())
    }

    /// Clears the clipboard when it still holds what we put there, and nothing else's.
    fn clear(&self, only: Option<u64>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held
            .as_ref()
            .is_none_or(|held| only.is_some_and(|turn| turn != held.turn))
        {
            return;
        }
        if let Some(mut ours) = held.take() {
            // Compared here and dropped: somebody may have copied something else since.
            let now = ours.system.text();
            if now.is_some_and(|now| now.expose() == ours.value.expose()) {
                ours.system.clear();
            }
        }
    }
}

impl System for arboard::Clipboard {
    fn put(&mut self, text: &Secret<String>) -> Result<(), String> {
        // The system's clipboard receives the bytes because a person asked to paste them.
        private(self.set())
            .text(text.expose().clone())
            .map_err(|error| error.to_string())
    }

    fn text(&mut self) -> Option<Secret<String>> {
        self.get_text().ok().map(Secret::new)
    }

    fn clear(&mut self) {
        // Nothing to tell anybody if it fails: the connection is closed either way.
        let _ = arboard::Clipboard::clear(self);
    }
}

/// Asks clipboard histories to leave the text alone.
#[cfg(target_os = "linux")]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}

/// Asks clipboard histories to leave the text alone.
#[cfg(target_os = "macos")]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

/// Asks clipboard histories, the cloud's among them, to leave the text alone.
#[cfg(windows)]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_monitoring()
}

fn not_available(why: &str) -> CommandError {
    CommandError::new(
        Code::ClipboardNotAvailable,
        format!("the clipboard did not take it: {why}"),
    )
    .help("show the secret and type it, or save it as a file")
}

#[cfg(test)]
mod tests;
