//! `cargo xtask run`: from a fresh checkout to the open window.

use crate::tool::{cargo, must, program, target};
use crate::{display, setup, ui};

/// Installs, builds, opens.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let release = match arguments {
        [] => false,
        ["--release"] => true,
        other => return Err(format!("no such option: `{}`", other.join(" "))),
    };
    setup::for_building()?;
    ui::build()?;
    // The whole workspace's features, as in the tests: nothing is compiled twice.
    let mut build = cargo();
    build.args(["build", "--workspace", "--bin", "bailiwick-desktop"]);
    if release {
        build.arg("--release");
    }
    must(&mut build)?;
    if !display::is_there() {
        return Err(
            "everything is built, but there is no display to open a window on: neither \
                    DISPLAY nor WAYLAND_DISPLAY is set"
                .to_owned(),
        );
    }
    let folder = target().join(if release { "release" } else { "debug" });
    let name = format!("bailiwick-desktop{}", std::env::consts::EXE_SUFFIX);
    must(&mut program(&folder.join(name).display().to_string()))
}
