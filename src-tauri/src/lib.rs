//! The desktop shell: one window, thin commands, the system's dialogs, the clipboard and the lock
//! behind the lock. Everything else is behind `bailiwick_app::App`; nothing here decides about AWS.

mod automation;
mod away;
mod clipboard;
mod commands;
mod dialogs;
mod hardening;
mod idle;
mod keychain;
mod log;
mod machine;
mod mail_program;
mod shell;
mod window;

use std::process::ExitCode;

use bailiwick_app::App;
use tauri::{Manager as _, RunEvent, WindowEvent};

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
        .build(tauri::generate_context!());
    match outcome {
        Ok(application) => {
            application.run(|handle, event| {
                // Closed, logged out or quit: a copied secret does not outlive the window.
                if let (RunEvent::Exit, Some(shell)) = (event, handle.try_state::<Shell>()) {
                    shell.leave();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
