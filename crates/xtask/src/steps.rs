//! The steps of `cargo xtask test`: their order, what each stands on, and which of them run.
//!
//! Adding a step is a variant, its row in [`STEPS`] and its arm in `test`.

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Machine,
    UiPackages,
    Format,
    UiBuild,
    Lint,
    Licences,
    Rust,
    UiCheck,
    UiTypes,
    UiTest,
    UiA11y,
    AppBuild,
    AppTest,
    Journeys,
}

/// How a step is called, what it does, and which steps it cannot do without.
pub(crate) struct Row {
    pub(crate) step: Step,
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) needs: &'static [Step],
}

/// All steps, in their order. The cheap ones come first; the lints need the folder that the
/// application embeds, so the user interface is built before them.
#[rustfmt::skip]
pub(crate) const STEPS: &[Row] = &[
    Row { step: Step::Machine, name: "machine", what: "install what the machine lacks", needs: &[] },
    Row { step: Step::UiPackages, name: "ui-packages", what: "npm ci, when the lock file changed", needs: &[] },
    Row { step: Step::Format, name: "format", what: "cargo fmt finds nothing to change", needs: &[] },
    Row { step: Step::UiBuild, name: "ui-build", what: "Vite builds what the application embeds", needs: &[Step::UiPackages] },
    Row { step: Step::Lint, name: "lint", what: "Clippy finds nothing", needs: &[Step::Machine, Step::UiBuild] },
    Row { step: Step::Licences, name: "licences", what: "cargo deny: licences, banned crates, sources, advisories", needs: &[] },
    Row { step: Step::Rust, name: "rust", what: "the Rust tests, without the shell and the journeys", needs: &[] },
    Row { step: Step::UiCheck, name: "ui-check", what: "Biome finds nothing", needs: &[Step::UiPackages] },
    Row { step: Step::UiTypes, name: "ui-types", what: "TypeScript finds nothing", needs: &[Step::UiPackages] },
    Row { step: Step::UiTest, name: "ui-test", what: "the user interface's tests", needs: &[Step::UiPackages] },
    Row { step: Step::UiA11y, name: "ui-a11y", what: "axe finds nothing, in Chromium", needs: &[Step::Machine, Step::UiBuild] },
    Row { step: Step::AppBuild, name: "app-build", what: "the desktop application compiles", needs: &[Step::Machine, Step::UiBuild] },
    Row { step: Step::AppTest, name: "app-test", what: "the shell's own tests", needs: &[Step::Machine, Step::UiBuild] },
    Row { step: Step::Journeys, name: "journeys", what: "whole journeys in the real window", needs: &[Step::AppBuild] },
];

/// What `--fast` leaves.
const FAST: &[Step] = &[Step::Format, Step::Rust];

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Name the steps.
    List,
    /// Run these, in the order of [`STEPS`].
    Run(Vec<Step>),
}

/// Reads the arguments of `cargo xtask test`.
pub(crate) fn asked(arguments: &[&str]) -> Result<Asked, String> {
    let mut fast = false;
    let mut only: Option<Vec<Step>> = None;
    let mut arguments = arguments.iter().copied().peekable();
    while let Some(argument) = arguments.next() {
        match argument {
            "--list" => return Ok(Asked::List),
            "--fast" => fast = true,
            "--only" => {
                let chosen = only.get_or_insert_default();
                let before = chosen.len();
                while let Some(names) = arguments.next_if(|next| !next.starts_with("--")) {
                    for name in names.split(',') {
                        chosen.push(named(name)?);
                    }
                }
                if chosen.len() == before {
                    return Err("`--only` wants a step: `--list` names them".to_owned());
                }
            }
            other => return Err(format!("no such option: `{other}`")),
        }
    }
    let wanted = |row: &Row| match &only {
        Some(only) => only.iter().any(|&step| stands_on(step, row.step)),
        None => !fast || FAST.contains(&row.step),
    };
    Ok(Asked::Run(
        STEPS
            .iter()
            .filter(|row| wanted(row))
            .map(|row| row.step)
            .collect(),
    ))
}

fn named(name: &str) -> Result<Step, String> {
    STEPS
        .iter()
        .find(|row| row.name == name)
        .map(|row| row.step)
        .ok_or_else(|| format!("no such step: `{name}` (`cargo xtask test --list` names them)"))
}

/// The row of a step.
pub(crate) fn row(step: Step) -> Option<&'static Row> {
    STEPS.iter().find(|row| row.step == step)
}

/// Whether `step` is `other` or needs it, however indirectly.
fn stands_on(step: Step, other: Step) -> bool {
    step == other
        || row(step).is_some_and(|row| row.needs.iter().any(|&need| stands_on(need, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arguments: &[&str], expected: &[Step]) {
        assert_eq!(asked(arguments), Ok(Asked::Run(expected.to_vec())));
    }

    #[test]
    fn picks_steps_in_their_order() {
        check(&["--fast"], &[Step::Format, Step::Rust]);
        check(&["--only", "rust,format"], &[Step::Format, Step::Rust]);
        check(&["--only", "rust", "format"], &[Step::Format, Step::Rust]);
        check(
            &["--only", "rust", "--only", "format"],
            &[Step::Format, Step::Rust],
        );
        let everything: Vec<Step> = STEPS.iter().map(|row| row.step).collect();
        check(&[], &everything);
    }

    #[test]
    fn takes_along_what_a_step_stands_on() {
        check(
            &["--only", "journeys"],
            &[
                Step::Machine,
                Step::UiPackages,
                Step::UiBuild,
                Step::AppBuild,
                Step::Journeys,
            ],
        );
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(asked(&["--only", "rest"]).is_err());
        assert!(asked(&["--only"]).is_err());
        assert!(asked(&["--quick"]).is_err());
    }

    #[test]
    fn what_a_step_needs_comes_before_it() {
        for (at, row) in STEPS.iter().enumerate() {
            for need in row.needs {
                assert!(
                    STEPS.iter().take(at).any(|earlier| earlier.step == *need),
                    "{}",
                    row.name
                );
            }
        }
    }
}
