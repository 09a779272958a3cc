//! moto's server, an imitation of AWS, for the tests in which our script is carried out and our
//! template makes a stack; and independent readers of what we write (cfn-lint, python-hcl2). From
//! `PyPI`, at pinned versions, under `target/tools`. The server listens on the loopback alone.

use std::path::{Path, PathBuf};

use crate::tool::{must, program, target};

/// The packages, and the folder that says which version they are.
const PACKAGES: [&str; 3] = [
    "moto[server,iam,cloudformation]==5.2.5",
    "cfn-lint==1.58.0",
    "python-hcl2==8.1.4",
];
const FOLDER: &str = "moto-5.2.5-readers";

/// Python with the readers, beside the server.
pub(crate) fn python(server: &Path) -> PathBuf {
    server.with_file_name("python")
}

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
                .arg("--disable-pip-version-check")
                .args(PACKAGES),
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
