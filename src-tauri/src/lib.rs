//! The desktop shell: one window, thin commands, the system's dialogs, the clipboard and the lock
//! behind the lock. Everything else is behind `bailiwick_app::App`; nothing here decides about AWS.

mod automation;
mod clipboard;
mod commands;
mod dialogs;
mod hardening;
mod idle;
mod log;
mod machine;
mod mail_program;
mod shell;
mod window;

use std::process::ExitCode;

use bailiwick_app::App;
use tauri::{Manager as _, WindowEvent};

use crate::shell::Shell;

/// Opens the window and returns when it is closed.
#[must_use]
pub fn run() -> ExitCode {
    hardening::avoid_blank_window();
    hardening::keep_memory_private();
    let outcome = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .on_window_event(|window, event| {
            if matches!(event, WindowEvent::Focused(true) | WindowEvent::Resized(_))
                && let Some(shell) = window.try_state::<Shell>()
            {
                shell.sign_of_life();
            }
        })
        .setup(|app| {
            log::open(&app.path().app_log_dir()?);
            log::event(&log::Event::Started);
            app.manage(Shell::new(App::new(machine::environment(app.handle())?)));
            window::open(app)?;
            idle::watch(app.handle().clone());
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
