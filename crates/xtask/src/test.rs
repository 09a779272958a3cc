//! `cargo xtask test`: runs the steps and sums up.
//!
//! A failing step stops only the steps that stand on it. All of them use the same profile and, as
//! far as Cargo allows, the same features, so that the dependencies are compiled once.

use std::path::PathBuf;
use std::process::Command;

use crate::display::{self, Xvfb};
use crate::report::{Outcome, Report};
use crate::steps::{self, Asked, STEPS, Step};
use crate::tool::{cargo, must, npm, target};
use crate::{awscli, deny, moto, setup, ui};

/// Runs what was asked for; an error when a step failed.
pub(crate) fn test(arguments: &[&str]) -> Result<(), String> {
    let chosen = match steps::asked(arguments)? {
        Asked::Run(chosen) => chosen,
        Asked::List => {
            for row in STEPS {
                println!("{:<12} {}", row.name, row.what);
            }
            return Ok(());
        }
    };
    // The awscli is worth its minute only in the full run; the fast loop installs nothing.
    let with_aws_cli = chosen.contains(&Step::Machine);
    let mut report = Report::new();
    for row in STEPS.iter().filter(|row| chosen.contains(&row.step)) {
        match row.needs.iter().find(|&&need| report.is_missing(need)) {
            Some(&need) => {
                let name = steps::row(need).map_or("an earlier step", |row| row.name);
                report.leave_out(row, format!("it needs `{name}`, which did not pass"));
            }
            None => report.run(row, || run(row.step, with_aws_cli)),
        }
    }
    report.close()
}

fn run(step: Step, with_aws_cli: bool) -> Result<Outcome, String> {
    match step {
        Step::Machine => setup::for_tests()?,
        Step::UiPackages => {
            setup::node()?;
            ui::packages()?;
        }
        Step::Format => must(cargo().args(["fmt", "--all", "--", "--check"]))?,
        Step::UiBuild => ui::build()?,
        Step::Lint => lint()?,
        Step::Licences => return deny::check(),
        Step::Rust => return rust(with_aws_cli),
        Step::UiCheck => must(npm().args(["run", "check"]))?,
        Step::UiTypes => must(npm().args(["run", "types"]))?,
        Step::UiTest => must(npm().args(["run", "test"]))?,
        Step::UiA11y => must(npm().args(["run", "test:a11y"]))?,
        Step::AppBuild => must(desktop("build").arg("--bins"))?,
        Step::AppTest => must(desktop("test").arg("--no-fail-fast"))?,
        Step::Journeys => return journeys(),
    }
    Ok(Outcome::Passed)
}

/// Cargo on the desktop package, as the journeys need it: with stand-ins for the system's dialogs.
fn desktop(task: &str) -> Command {
    let mut cargo = cargo();
    cargo.args([
        task,
        "--package",
        "bailiwick-desktop",
        "--features",
        "automation",
    ]);
    cargo
}

/// Clippy on everything that is compiled for a test, then on the shell as people get it. The second
/// run differs by the shell's feature alone, so it takes seconds.
fn lint() -> Result<(), String> {
    let clippy = |features: &[&str]| {
        let mut cargo = cargo();
        cargo.args(["clippy", "--workspace", "--all-targets"]);
        cargo.args(features).args(["--", "-D", "warnings"]);
        must(&mut cargo)
    };
    clippy(&["--features", "bailiwick-desktop/automation"])?;
    clippy(&[])
}

fn rust(with_aws_cli: bool) -> Result<Outcome, String> {
    let mut cargo = cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    cargo.args([
        "--exclude",
        "bailiwick-desktop",
        "--exclude",
        "bailiwick-journeys",
    ]);
    let mut outcome = Outcome::Passed;
    if with_aws_cli {
        match awscli::ready() {
            Ok(program) => {
                cargo.env("BAILIWICK_AWS_CLI", program);
            }
            Err(why) => {
                println!("without the AWS command line: {why}");
                outcome = Outcome::PassedWithout("the AWS command line");
            }
        }
        match moto::ready() {
            Ok(program) => {
                cargo.env("BAILIWICK_PYTHON", moto::python(&program));
                cargo.env("BAILIWICK_MOTO_SERVER", program);
            }
            Err(why) => {
                println!("without moto's server: {why}");
                outcome = Outcome::PassedWithout("moto's server");
            }
        }
    }
    must(&mut cargo)?;
    Ok(outcome)
}

/// The journeys, one after the other, on a display of their own where there is none.
fn journeys() -> Result<Outcome, String> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped(
            "WebDriver reaches the window on Linux only".to_owned(),
        ));
    }
    let mut cargo = cargo();
    cargo.args(["test", "--package", "bailiwick-journeys", "--no-fail-fast"]);
    cargo.args(["--", "--test-threads=1"]);
    cargo.env("BAILIWICK_APP_BINARY", application("debug"));
    // WebKit's window without a graphics card.
    cargo.env("LIBGL_ALWAYS_SOFTWARE", "1");
    let display = if display::is_there() {
        None
    } else {
        Some(Xvfb::start()?)
    };
    if let Some(display) = &display {
        println!("the journeys' own display: {}", display.name);
        cargo.env("DISPLAY", &display.name);
    }
    must(&mut cargo)?;
    Ok(Outcome::Passed)
}

/// Where Cargo puts the application, by profile.
pub(crate) fn application(profile: &str) -> PathBuf {
    let name = format!("bailiwick-desktop{}", std::env::consts::EXE_SUFFIX);
    target().join(profile).join(name)
}
