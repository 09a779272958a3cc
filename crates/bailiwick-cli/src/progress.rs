//! Shows on a terminal that work goes on, once it has taken half a second.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Clears what it shows when it is dropped.
pub(crate) struct Progress {
    work: Option<(Sender<()>, JoinHandle<()>)>,
}

/// Says what is being done, until the answer is dropped.
pub(crate) fn doing(what: &'static str) -> Progress {
    counting(what, || 0)
}

/// The same with a bar, once `percent` knows how much of it is done.
pub(crate) fn counting(what: &'static str, percent: impl Fn() -> u32 + Send + 'static) -> Progress {
    if !io::stderr().is_terminal() {
        return Progress { work: None };
    }
    let (done, told) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        if told.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let spinner = ProgressBar::new_spinner().with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            spinner.set_style(style);
        }
        while told.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
            match percent() {
                0 => {}
                done => spinner.set_message(format!("{what}: {done} %")),
            }
            spinner.tick();
        }
        spinner.finish_and_clear();
    });
    Progress {
        work: Some((done, thread)),
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.work.take() {
            drop(done);
            // The thread only draws; that it is gone is all there is to know.
            let _ = thread.join();
        }
    }
}

/// A bar over the bytes of a file, drawn on standard error when it is a terminal and standard
/// output is not, so that the two do not mix.
pub(crate) fn bytes(length: Option<u64>) -> Option<ProgressBar> {
    let length = length?;
    if !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent} % {eta}") {
        bar.set_style(style);
    }
    Some(bar)
}
