//! The real AWS command line, for the test in which it reads our CSV: from `PyPI`, in a virtual
//! environment of its own under `target/tools`, at a pinned version. It talks to nobody there.

use std::path::{Path, PathBuf};

use crate::tool::{must, program, target, version};

/// The version that the tests were written against.
const VERSION: &str = "1.46.3";

/// Installs it unless it is there; answers with the program.
pub(crate) fn ready() -> Result<PathBuf, String> {
    let folder = target().join("tools").join(format!("awscli-{VERSION}"));
    let scripts = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let aws = scripts.join(if cfg!(windows) { "aws.cmd" } else { "aws" });
    if !works(&aws) {
        println!("Installing awscli {VERSION} into {}", folder.display());
        let python = if cfg!(windows) { "python" } else { "python3" };
        must(program(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        must(
            program(&scripts.join("python").display().to_string())
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .arg(format!("awscli=={VERSION}")),
        )?;
    }
    if works(&aws) {
        Ok(aws)
    } else {
        Err(format!("`{}` does not answer", aws.display()))
    }
}

fn works(aws: &Path) -> bool {
    // Old releases print their version to standard error, new ones to standard output.
    version(&aws.display().to_string()).is_some_and(|said| said.contains(VERSION))
}
