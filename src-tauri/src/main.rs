//! The desktop application's entry; everything else is in the library beside it.
// Without this line Windows opens a console behind the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    bailiwick_desktop::run()
}
