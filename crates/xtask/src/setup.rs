//! What a machine needs, what of it is missing, and installing that where we may: on Debian and
//! Ubuntu, as root or where `sudo` asks for no password. Everywhere else, and without the right,
//! it says what to install and stops when something is missing.

use std::process::Stdio;

use crate::tool::{must, program, version};

/// A Debian package and what it is for.
type Package = (&'static str, &'static str);

/// What compiling and opening the window takes.
const TO_RUN: &[Package] = &[
    ("build-essential", "compiles SQLCipher and OpenSSL"),
    ("pkg-config", "finds the system's libraries"),
    ("perl", "configures OpenSSL, which is compiled from source"),
    ("libwebkit2gtk-4.1-dev", "shows the window"),
    ("librsvg2-dev", "draws the window's icons"),
];

/// What the tests take on top.
const TO_TEST: &[Package] = &[
    ("xvfb", "a display in memory for the journeys"),
    ("webkit2gtk-driver", "drives the real window"),
    ("fonts-dejavu-core", "letters in that window"),
    (
        "python3-venv",
        "holds the AWS command line that reads our CSV",
    ),
    ("strace", "fails writes and watches sockets"),
    ("dbus", "says that the screen was locked"),
];

/// The browsers that the accessibility checks know how to find; `CHROMIUM` may name another.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// Makes the machine ready to build and open the window.
pub(crate) fn for_running() -> Result<(), String> {
    system(TO_RUN, &[])
}

/// Makes the machine ready to test.
pub(crate) fn for_tests() -> Result<(), String> {
    let mut to_test = TO_TEST.to_vec();
    if std::env::var_os("CHROMIUM").is_none() && !BROWSERS.iter().any(|name| is_there(name)) {
        let ubuntu = std::fs::read_to_string("/etc/os-release")
            .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"));
        let name = if ubuntu {
            "chromium-browser"
        } else {
            "chromium"
        };
        to_test.push((name, "runs the accessibility checks"));
    }
    system(TO_RUN, &to_test)
}

/// Node, which we leave to the person: there are too many good ways to have it.
pub(crate) fn node() -> Result<(), String> {
    let found = version("node");
    if !found.as_deref().is_some_and(node_is_enough) {
        let found = found.map_or_else(String::new, |said| format!(" (here is {said})"));
        return Err(format!(
            "Node.js 20.19 or newer is needed{found}: install it from nodejs.org or with your \
             system's packages, and run this again"
        ));
    }
    let npm = crate::tool::npm()
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if npm.is_ok_and(|status| status.success()) {
        Ok(())
    } else {
        Err("npm is needed: it comes with Node.js, on Debian as the package `npm`".to_owned())
    }
}

/// Whether `v20.19.1` and the like is new enough for Vite.
fn node_is_enough(said: &str) -> bool {
    let mut numbers = said
        .trim_start_matches('v')
        .split('.')
        .map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= (20, 19),
        _ => false,
    }
}

fn system(to_run: &[Package], to_test: &[Package]) -> Result<(), String> {
    if cfg!(target_os = "macos") {
        return macos();
    }
    if cfg!(windows) {
        return windows();
    }
    if !is_there("dpkg-query") || !is_there("apt-get") {
        return other_linux(to_test);
    }
    let missing: Vec<Package> = to_run
        .iter()
        .chain(to_test)
        .copied()
        .filter(|(name, _)| !installed(name))
        .collect();
    if missing.is_empty() {
        println!("the machine has everything");
        return Ok(());
    }
    install(&missing)
}

fn macos() -> Result<(), String> {
    let tools = program("xcode-select")
        .arg("-p")
        .stdout(Stdio::null())
        .status();
    if tools.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(
        "the Xcode command line tools are needed: run `xcode-select --install`, then this again"
            .to_owned(),
    )
}

fn windows() -> Result<(), String> {
    if is_there("perl") {
        return Ok(());
    }
    Err(
        "Perl is needed, since OpenSSL is compiled from source: install Strawberry Perl \
         (`winget install StrawberryPerl.StrawberryPerl`) beside the Visual Studio Build Tools \
         with `Desktop development with C++`; Windows 10 also needs the WebView2 Runtime. Open a \
         new terminal and run this again"
            .to_owned(),
    )
}

/// Linux without apt: the same things under the names of the larger distributions.
fn other_linux(to_test: &[Package]) -> Result<(), String> {
    let library = |name: &str| {
        let found = program("pkg-config")
            .args(["--exists", name])
            .stderr(Stdio::null())
            .status();
        found.is_ok_and(|status| status.success())
    };
    let mut missing: Vec<&str> = ["cc", "make", "perl", "pkg-config"]
        .into_iter()
        .filter(|name| !is_there(name))
        .collect();
    missing.extend(
        ["webkit2gtk-4.1", "librsvg-2.0"]
            .into_iter()
            .filter(|name| !library(name)),
    );
    if !to_test.is_empty() {
        let rest = ["Xvfb", "WebKitWebDriver", "python3"];
        missing.extend(rest.into_iter().filter(|name| !is_there(name)));
        let wants_browser = to_test.iter().any(|(name, _)| name.starts_with("chromium"));
        missing.extend(wants_browser.then_some("Chromium"));
    }
    if missing.is_empty() {
        println!("the machine has everything");
        return Ok(());
    }
    Err(format!(
        "missing: {}. This is neither Debian nor Ubuntu, so install them yourself and run this \
         again:\n    Fedora  sudo dnf install gcc gcc-c++ make perl pkgconf-pkg-config \
         webkit2gtk4.1-devel librsvg2-devel\n    Arch    sudo pacman -S base-devel perl \
         webkit2gtk-4.1 librsvg\nThe tests also need Xvfb, WebKitWebDriver, Chromium and Python 3 \
         with venv.",
        missing.join(", ")
    ))
}

/// Whether a program can be started. Some that can do not know `--version` and say so.
fn is_there(name: &str) -> bool {
    let mut asked = program(name);
    asked
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    asked.status().is_ok()
}

fn installed(package: &str) -> bool {
    program("dpkg-query")
        .args(["-W", "-f=${db:Status-Abbrev}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|said| said.stdout.starts_with(b"ii"))
}

fn install(missing: &[Package]) -> Result<(), String> {
    println!("Missing Debian packages:");
    for (name, purpose) in missing {
        println!("    {name:<24} {purpose}");
    }
    let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    let Some(rights) = rights() else {
        return Err(format!(
            "no right to install them here; run\n    sudo apt-get install {}\nand then this again",
            names.join(" ")
        ));
    };
    let apt = |arguments: &[&str]| {
        let words = [
            rights,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ];
        let words = words.concat();
        let (first, rest) = words.split_first().ok_or("nothing to run")?;
        must(program(first).args(rest).stdin(Stdio::null()))
    };
    println!("Installing them.");
    // An old list of packages names files that are gone; a list that cannot be had may still do.
    if let Err(why) = apt(&["update", "-qq"]) {
        eprintln!("{why}");
    }
    let install: &[&str] = &["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[install, &names].concat())
}

/// What to put before `apt-get`; nothing for root, `None` without the right.
fn rights() -> Option<&'static [&'static str]> {
    let root = program("id").arg("-u").output();
    if root.is_ok_and(|said| said.stdout.trim_ascii() == b"0") {
        return Some(&[]);
    }
    let sudo = program("sudo")
        .args(["-n", "true"])
        .stderr(Stdio::null())
        .status();
    sudo.is_ok_and(|status| status.success())
        .then_some(&["sudo", "-n"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_which_node_is_enough() {
        for (said, enough) in [
            ("v20.19.0", true),
            ("v22.1.0", true),
            ("v20.18.9", false),
            ("v8.0.0", false),
            ("not found", false),
        ] {
            assert_eq!(node_is_enough(said), enough, "{said}");
        }
    }
}
