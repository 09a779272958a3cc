//! moto's server, an imitation of AWS, for the test in which our script is carried out: from
//! `PyPI`, at a pinned version, under `target/tools`. It listens on the loopback alone.

use std::path::{Path, PathBuf};

use crate::tool::{must, program, target};

/// The package, and the folder that says which version it is.
const PACKAGE: &str = "moto[server,iam]==5.2.5";
const FOLDER: &str = "moto-5.2.5";

/// Installs it unless it is there; answers with the program.
pub(crate) fn ready() -> Result<PathBuf, String> {
    let folder = target().join("tools").join(FOLDER);
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    let server = folder.join(bin).join("moto_server");
    if !works(&server) {
        println!("Installing moto's server into {}", folder.display());
        must(
            program("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&folder),
        )?;
        let python = folder.join(bin).join("python").display().to_string();
        must(
            program(&python)
                .args(["-m", "pip", "install", "--quiet"])
                .args(["--disable-pip-version-check", PACKAGE]),
        )?;
    }
    if works(&server) {
        Ok(server)
    } else {
        Err(format!("`{}` does not answer", server.display()))
    }
}

fn works(server: &Path) -> bool {
    let output = program(&server.display().to_string())
        .arg("--help")
        .output();
    output.is_ok_and(|output| output.status.success())
}
