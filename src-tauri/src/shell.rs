//! What every command shares: the application, the clipboard, and when the window was last used.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use bailiwick_app::App;
use bailiwick_app::contract::Nothing;
use bailiwick_app::contract::vault::{GateState, GateView};
use bailiwick_app::error::{Code, CommandError};

use crate::clipboard::Clipboard;
use crate::log::{self, Event};

/// The shell's state, managed by Tauri.
pub(crate) struct Shell {
    app: Arc<App>,
    clipboard: Clipboard,
    last_sign: Mutex<Sign>,
}

/// A sign of life, on two clocks: the steady one may stand still while a laptop sleeps, the wall
/// clock may be set back. Whichever says more counts.
#[derive(Clone, Copy)]
struct Sign {
    steady: Instant,
    wall: SystemTime,
}

impl Sign {
    fn now() -> Self {
        Self {
            steady: Instant::now(),
            wall: SystemTime::now(),
        }
    }

    fn age(self) -> Duration {
        let wall = self.wall.elapsed().unwrap_or_default();
        self.steady.elapsed().max(wall)
    }
}

impl Shell {
    /// A shell around an application.
    pub(crate) fn new(app: App) -> Self {
        Self {
            app: Arc::new(app),
            clipboard: Clipboard::default(),
            last_sign: Mutex::new(Sign::now()),
        }
    }

    /// Makes one call of the application, off the window's threads, as a sign of life.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        command: &'static str,
        call: impl FnOnce(&App) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        self.sign_of_life();
        self.quietly(command, call).await
    }

    /// Makes one call of the application that nobody at the keyboard asked for.
    pub(crate) async fn quietly<T: Send + 'static>(
        &self,
        command: &'static str,
        call: impl FnOnce(&App) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let app = Arc::clone(&self.app);
        let start = Instant::now();
        let answer = tauri::async_runtime::spawn_blocking(move || call(&app))
            .await
            .unwrap_or_else(|_| {
                Err(
                    CommandError::new(Code::Internal, format!("`{command}` broke off"))
                        .help("nothing was changed; start the application again"),
                )
            });
        log::event(&Event::Answered {
            command,
            took: start.elapsed(),
            code: answer.as_ref().err().map(|error| error.code.as_str()),
        });
        answer
    }

    /// Locks the vault and takes a copied secret off the clipboard. Waits for nothing.
    pub(crate) fn lock(&self, request: &Nothing) -> Result<GateView, CommandError> {
        let view = self.app.lock(request);
        self.clipboard.forget();
        log::event(&Event::Locked);
        view
    }

    /// Locks for good, and waits until a copied secret is off the clipboard: nobody is left to take
    /// it off afterwards.
    pub(crate) fn leave(&self) {
        let _ = self.app.lock(&Nothing {});
        self.clipboard.forget_now();
    }

    /// Whether there is anything to lock.
    pub(crate) fn is_unlocked(&self) -> bool {
        self.app
            .gate(&Nothing {})
            .is_ok_and(|gate| gate.state == GateState::Unlocked)
    }

    /// After how long without a sign of life the page locks itself.
    pub(crate) fn idle_lock(&self) -> Duration {
        let minutes = self
            .app
            .settings(&Nothing {})
            .map_or(10, |settings| settings.idle_lock_minutes);
        Duration::from_mins(u64::from(minutes))
    }

    /// The clipboard.
    pub(crate) fn clipboard(&self) -> &Clipboard {
        &self.clipboard
    }

    /// Notes that somebody is there.
    pub(crate) fn sign_of_life(&self) {
        *self
            .last_sign
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Sign::now();
    }

    /// How long nobody has been there.
    pub(crate) fn idle(&self) -> Duration {
        self.last_sign
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .age()
    }
}
