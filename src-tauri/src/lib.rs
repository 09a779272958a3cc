//! The desktop shell.

mod automation;
mod hardening;
mod log;
mod window;

use std::process::ExitCode;

/// Opens the window and returns when it is closed.
#[must_use]
pub fn run() -> ExitCode {
    hardening::avoid_blank_window();
    hardening::keep_memory_private();
    let outcome = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            window::open(app)?;
            Ok(())
        })
        .run(tauri::generate_context!());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
