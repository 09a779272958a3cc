//! `cargo xtask test`: every check and test, in an order in which the cheap ones fail first and
//! nothing is compiled twice.
//!
//! All Rust steps name the same packages and features, so that they share what they compile: the
//! whole workspace, with the shell's `automation` feature, which the journeys need.

use std::process::Command;

use crate::display::{self, Xvfb};
use crate::report::{Report, Tests};
use crate::tool::{cargo, must, read, target};
use crate::{deny, setup, ui};

/// The steps in their order, with what each does.
const STEPS: &[(&str, &str)] = &[
    ("set-up", "install what is missing"),
    ("fmt", "the Rust code is formatted"),
    ("ui-check", "Biome finds nothing"),
    ("ui-types", "TypeScript finds nothing"),
    ("ui-build", "Vite builds what the application embeds"),
    ("build", "the workspace compiles"),
    ("clippy", "Clippy finds nothing"),
    ("test", "the Rust tests"),
    ("ui-test", "the UI's tests"),
    ("ui-a11y", "axe finds nothing, in Chromium"),
    ("journeys", "whole journeys in the real window"),
    ("deny", "licences, sources, banned crates, advisories"),
];

/// The steps of the fast loop.
const FAST: &[&str] = &["set-up", "fmt", "clippy", "test"];

/// The shell and what drives it, which the fast loop leaves out.
const WINDOW: &[&str] = &["bailiwick-desktop", "bailiwick-journeys"];

struct Plan {
    fast: bool,
    only: Option<Vec<String>>,
}

impl Plan {
    fn wants(&self, step: &str) -> bool {
        match &self.only {
            Some(only) => only.iter().any(|wanted| wanted == step),
            None => !self.fast || FAST.contains(&step),
        }
    }

    /// Cargo on all packages of this plan.
    fn cargo(&self, task: &str) -> Command {
        let mut cargo = cargo();
        cargo.args([task, "--workspace"]);
        if self.fast {
            for package in WINDOW {
                cargo.args(["--exclude", package]);
            }
        } else {
            cargo.args(["--features", "bailiwick-desktop/automation"]);
        }
        cargo
    }
}

/// Runs the steps and sums up.
pub(crate) fn test(arguments: &[&str]) -> Result<(), String> {
    let Some(plan) = plan(arguments)? else {
        for (step, what) in STEPS {
            println!("{step:<10} {what}");
        }
        return Ok(());
    };
    let mut report = Report::new();
    if plan.wants("set-up") {
        let ready = report.step("set-up", |_| {
            if plan.fast {
                setup::for_the_fast_loop()
            } else {
                setup::for_tests().and_then(|()| ui::packages())
            }
        });
        if !ready {
            return report.close();
        }
    }
    for &(step, _) in STEPS.iter().skip(1).filter(|(step, _)| plan.wants(step)) {
        match step {
            "journeys" if !cfg!(target_os = "linux") => {
                report.skip(step, "WebDriver reaches the window on Linux only");
            }
            _ => {
                report.step(step, |tests| one(step, &plan, tests));
            }
        }
    }
    report.close()
}

fn one(step: &str, plan: &Plan, tests: &mut Tests) -> Result<(), String> {
    match step {
        "fmt" => must(cargo().args(["fmt", "--all", "--", "--check"])),
        "ui-check" => ui::script("check", tests),
        "ui-types" => ui::script("types", tests),
        "ui-build" => ui::build(),
        "build" => must(&mut plan.cargo("build")),
        "clippy" => must(
            plan.cargo("clippy")
                .args(["--all-targets", "--", "-D", "warnings"]),
        ),
        "test" => read(plan.cargo("test").arg("--no-fail-fast"), &mut |line| {
            tests.count(line);
        }),
        "ui-test" => ui::script("test", tests),
        "ui-a11y" => ui::script("test:a11y", tests),
        "journeys" => journeys(plan, tests),
        "deny" => deny::check(),
        other => Err(format!("no such step: `{other}`")),
    }
}

/// Journeys are ignored by a plain `cargo test`, because they need a display.
fn journeys(plan: &Plan, tests: &mut Tests) -> Result<(), String> {
    let mut cargo = plan.cargo("test");
    cargo.args([
        "--test",
        "journeys",
        "--",
        "--include-ignored",
        "--test-threads=1",
    ]);
    cargo.env(
        "BAILIWICK_DESKTOP",
        target().join("debug/bailiwick-desktop"),
    );
    // WebKit's own settings for machines without a graphics card.
    cargo.env("LIBGL_ALWAYS_SOFTWARE", "1");
    let xvfb = if display::is_there() {
        None
    } else {
        Some(Xvfb::start()?)
    };
    if let Some(xvfb) = &xvfb {
        cargo.env("DISPLAY", &xvfb.name);
    }
    read(&mut cargo, &mut |line| {
        tests.count(line);
    })
}

/// What was asked for; `None` to list the steps.
fn plan(arguments: &[&str]) -> Result<Option<Plan>, String> {
    let mut plan = Plan {
        fast: false,
        only: None,
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--fast" => plan.fast = true,
            "--list" => return Ok(None),
            "--only" => {
                let list = arguments.next().ok_or("`--only` wants a list of steps")?;
                let only: Vec<String> = list.split(',').map(str::to_owned).collect();
                for step in &only {
                    if !STEPS.iter().any(|(name, _)| name == step) {
                        return Err(format!(
                            "no such step: `{step}` (`cargo xtask test --list` names them)"
                        ));
                    }
                }
                plan.only = Some(only);
            }
            other => return Err(format!("no such option: `{other}`")),
        }
    }
    Ok(Some(plan))
}
