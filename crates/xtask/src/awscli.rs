//! The real AWS command line, for the test in which it reads our CSV: version 2, because version 1
//! (`awscli` on `PyPI`) has no `configure import`. `PyPI` has it inside `aws-cdk-asset-awscli-v2`,
//! AWS's own package, for Linux on x86-64. It is unpacked under `target/tools`, at a pinned
//! version, and talks to nobody there.

use std::path::{Path, PathBuf};

use crate::tool::{must, program, target, version};

/// The package that holds it, and the version of the AWS command line in there.
const PACKAGE: &str = "aws-cdk-asset-awscli-v2==2.0.198";
const VERSION: &str = "2.38.5";

/// Takes the program out of the package: a tarball that holds a zip file for AWS Lambda.
const UNPACK: &str = r#"
import glob, io, os, shutil, sys, tarfile, zipfile
folder, version = sys.argv[1:]
[package] = glob.glob(os.path.join(folder, "aws_cdk", "asset_awscli_v2", "_jsii", "*.tgz"))
with tarfile.open(package) as outer:
    layer = io.BytesIO(outer.extractfile("package/lib/layer.zip").read())
inside = f"awscli/v2/{version}/dist/"
with zipfile.ZipFile(layer) as inner:
    inner.extractall(folder, [name for name in inner.namelist() if name.startswith(inside)])
os.chmod(os.path.join(folder, inside, "aws"), 0o755)
shutil.rmtree(os.path.join(folder, "aws_cdk"))
"#;

/// Installs it unless it is there; answers with the program.
pub(crate) fn ready() -> Result<PathBuf, String> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err("its package is for Linux on x86-64 only".to_owned());
    }
    let folder = target().join("tools").join(format!("aws-cli-{VERSION}"));
    let aws = folder.join("awscli/v2").join(VERSION).join("dist/aws");
    if !works(&aws) {
        println!(
            "Installing the AWS command line {VERSION} into {}",
            folder.display()
        );
        let tools = folder.join("venv");
        must(
            program("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&tools),
        )?;
        let python = tools.join("bin/python").display().to_string();
        must(
            program(&python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .args(["--no-deps", "--upgrade", "--target"])
                .arg(&folder)
                .arg(PACKAGE),
        )?;
        must(
            program(&python)
                .args(["-c", UNPACK])
                .arg(&folder)
                .arg(VERSION),
        )?;
    }
    if works(&aws) {
        Ok(aws)
    } else {
        Err(format!("`{}` does not answer", aws.display()))
    }
}

fn works(aws: &Path) -> bool {
    version(&aws.display().to_string()).is_some_and(|said| said.contains(VERSION))
}
