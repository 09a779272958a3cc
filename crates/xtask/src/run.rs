//! `cargo xtask run`: from a fresh checkout to the open window.

use crate::test::application;
use crate::tool::{cargo, must, program};
use crate::{display, setup, ui};

/// Installs, builds, opens. The pages come from inside the program (its default feature
/// `custom-protocol`), so no server is needed.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let release = match arguments {
        [] => false,
        ["--release"] => true,
        other => return Err(format!("no such option: `{}`", other.join(" "))),
    };
    setup::for_running()?;
    setup::node()?;
    ui::packages()?;
    ui::build()?;
    let mut build = cargo();
    build.args(["build", "--package", "bailiwick-desktop", "--bins"]);
    if release {
        build.arg("--release");
    }
    must(&mut build)?;
    let window = application(if release { "release" } else { "debug" });
    if !display::is_there() {
        return Err(format!(
            "everything is built, but there is no display to open a window on: neither DISPLAY \
             nor WAYLAND_DISPLAY is set. On a desktop, start {}",
            window.display()
        ));
    }
    must(&mut program(&window.display().to_string()))
}
