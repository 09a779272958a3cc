//! What a machine needs, what of it is missing, and installing that where we may.

use std::process::{Command, Stdio};

use crate::tool::{must, program, version};

/// Debian and Ubuntu packages that compiling needs. Tauri's window is `WebKitGTK`; the vault's
/// OpenSSL is compiled from source, with perl and make.
const TO_BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
];

/// What the journeys and the accessibility run need on top: a display, a driver for the window,
/// and letters to draw.
const TO_TEST: &[&str] = &["xvfb", "webkit2gtk-driver", "fonts-dejavu-core"];

/// Where a Chromium for the accessibility run may be found, by name.
const CHROMIUMS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Makes the machine ready to build.
pub(crate) fn for_building() -> Result<(), String> {
    node()?;
    system(TO_BUILD)
}

/// Makes the machine ready to test.
pub(crate) fn for_tests() -> Result<(), String> {
    node()?;
    let mut wanted = [TO_BUILD, TO_TEST].concat();
    if !CHROMIUMS.iter().any(|name| version(name).is_some()) {
        wanted.push("chromium");
    }
    system(&wanted)
}

/// Makes the machine ready for what needs neither a window nor Node.
pub(crate) fn for_the_fast_loop() -> Result<(), String> {
    system(&["build-essential", "perl"])
}

/// Node, which nobody but the person can choose a source for.
fn node() -> Result<(), String> {
    let found = version("node");
    let numbers = found.as_deref().and_then(|said| {
        let mut parts = said
            .trim_start_matches('v')
            .split('.')
            .map(|part| part.parse().ok());
        Some((parts.next()??, parts.next()??))
    });
    if numbers.is_none_or(|numbers: (u32, u32)| numbers < (20, 19)) {
        return Err(format!(
            "Node.js 20.19 or newer is needed{}: install it from your system's packages or from \
             nodejs.org, then run this again",
            found.map_or_else(String::new, |said| format!(" (found {said})"))
        ));
    }
    if !crate::tool::npm()
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
    {
        return Err("npm is needed: it comes with Node.js, or as the package `npm`".to_owned());
    }
    Ok(())
}

/// What the system itself must bring.
fn system(debian: &[&str]) -> Result<(), String> {
    if cfg!(target_os = "macos") {
        return if Command::new("xcode-select")
            .arg("-p")
            .output()
            .is_ok_and(|o| o.status.success())
        {
            Ok(())
        } else {
            Err("the Xcode command line tools are needed: run `xcode-select --install`".to_owned())
        };
    }
    if cfg!(windows) {
        let missing: Vec<&str> = ["perl", "nasm"]
            .into_iter()
            .filter(|name| version(name).is_none())
            .collect();
        return if missing.is_empty() {
            Ok(())
        } else {
            Err(format!(
                "missing: {}. On Windows install the Visual Studio Build Tools (Desktop \
                 development with C++), Strawberry Perl and NASM (OpenSSL is compiled from \
                 source), and on Windows 10 the WebView2 runtime; then run this again",
                missing.join(", ")
            ))
        };
    }
    if version("dpkg-query").is_none() {
        return Err(elsewhere());
    }
    let missing: Vec<&str> = debian
        .iter()
        .copied()
        .filter(|name| !installed(name))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        install(&missing)
    }
}

/// Linux without apt: we name the things, the person knows the packages. Nothing is refused if
/// they are there.
fn elsewhere() -> String {
    "this is neither Debian nor Ubuntu: install a C compiler, make, perl, pkg-config and \
     WebKitGTK 4.1 with its headers; for the tests also Xvfb, WebKitWebDriver and Chromium"
        .to_owned()
}

fn installed(package: &str) -> bool {
    program("dpkg-query")
        .args(["-W", "-f=${db:Status-Abbrev}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|said| said.stdout.starts_with(b"ii"))
}

fn install(missing: &[&str]) -> Result<(), String> {
    let list = missing.join(" ");
    let sudo: &[&str] = if is_root() {
        &[]
    } else if program("sudo")
        .args(["-n", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
    {
        &["sudo", "-n"]
    } else {
        return Err(format!(
            "missing Debian packages, and no right to install them; run\n    sudo apt-get install {list}\nand then this again"
        ));
    };
    println!("Installing the Debian packages that are missing: {list}");
    let apt = |arguments: &[&str]| {
        let words = [
            sudo,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ]
        .concat();
        let (first, rest) = words.split_first().ok_or("nothing to run")?;
        must(program(first).args(rest).stdin(Stdio::null()))
    };
    // An old list of packages names files that are gone.
    apt(&["update", "-qq"])?;
    apt(&[
        &["install", "-y", "-qq", "--no-install-recommends"],
        missing,
    ]
    .concat())
}

fn is_root() -> bool {
    program("id")
        .arg("-u")
        .output()
        .is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}
