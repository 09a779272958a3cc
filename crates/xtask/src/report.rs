//! What became of the steps, and how long they took.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::steps::{Row, Step};

/// What became of a step.
#[derive(Debug)]
pub(crate) enum Outcome {
    Passed,
    /// Passed, but something could not be had here.
    PassedWithout(&'static str),
    /// Nothing here for it to do.
    Skipped(String),
    Failed(String),
}

struct Done {
    row: &'static Row,
    outcome: Outcome,
    took: Duration,
}

/// A run of steps.
pub(crate) struct Report {
    start: Instant,
    done: Vec<Done>,
}

impl Report {
    /// Nothing has run yet.
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Runs a step and keeps its time and outcome.
    pub(crate) fn run(
        &mut self,
        row: &'static Row,
        work: impl FnOnce() -> Result<Outcome, String>,
    ) {
        println!("\n=== {}: {}", row.name, row.what);
        let start = Instant::now();
        let outcome = work().unwrap_or_else(Outcome::Failed);
        let took = start.elapsed();
        match &outcome {
            Outcome::Passed | Outcome::PassedWithout(_) => {}
            Outcome::Skipped(why) => println!("skipped: {why}"),
            Outcome::Failed(why) => eprintln!("{why}"),
        }
        self.done.push(Done { row, outcome, took });
    }

    /// Leaves out a step that has nothing to stand on: it failed with the step that it needs.
    pub(crate) fn leave_out(&mut self, row: &'static Row, why: String) {
        println!("\n=== {}: {}\nleft out: {why}", row.name, row.what);
        self.done.push(Done {
            row,
            outcome: Outcome::Failed(why),
            took: Duration::ZERO,
        });
    }

    /// Whether a step ran, or should have run, and did not pass.
    pub(crate) fn is_missing(&self, step: Step) -> bool {
        self.done
            .iter()
            .any(|done| done.row.step == step && matches!(done.outcome, Outcome::Failed(_)))
    }

    /// Prints the table and the closing line; an error when a step failed.
    pub(crate) fn close(self) -> Result<(), String> {
        println!("\n{}", self.table());
        if self.is_clean() {
            Ok(())
        } else {
            Err("not everything passed".to_owned())
        }
    }

    fn is_clean(&self) -> bool {
        !self
            .done
            .iter()
            .any(|done| matches!(done.outcome, Outcome::Failed(_)))
    }

    fn table(&self) -> String {
        let mut table = String::new();
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for done in &self.done {
            let (word, note) = match &done.outcome {
                Outcome::Passed => ("passed", String::new()),
                Outcome::PassedWithout(what) => ("passed", format!("without {what}")),
                Outcome::Skipped(why) => ("skipped", why.clone()),
                // The step's own output has the rest.
                Outcome::Failed(why) => {
                    ("FAILED", why.lines().next().unwrap_or_default().to_owned())
                }
            };
            match done.outcome {
                Outcome::Passed | Outcome::PassedWithout(_) => passed += 1,
                Outcome::Skipped(_) => skipped += 1,
                Outcome::Failed(_) => failed += 1,
            }
            let seconds = done.took.as_secs_f32();
            let line = format!("{:<12} {word:<8} {seconds:>7.1} s  {note}", done.row.name);
            table.push_str(line.trim_end());
            table.push('\n');
        }
        let minutes = self.start.elapsed().as_secs_f32() / 60.0;
        let _ = writeln!(table, "together {minutes:.1} min");
        // INVARIANT: this line alone says the outcome; those who count tests read it.
        let _ = write!(table, "{passed} passed, {failed} failed");
        if skipped > 0 {
            let _ = write!(table, ", {skipped} skipped");
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::STEPS;

    #[test]
    fn a_failure_is_counted_and_what_stands_on_it_too() {
        let mut report = Report::new();
        let [first, second, third, ..] = STEPS else {
            panic!("three steps")
        };
        report.run(first, || Ok(Outcome::Passed));
        report.run(second, || Err("no such package\nand much more".to_owned()));
        report.leave_out(
            third,
            "it needs `ui-packages`, which did not pass".to_owned(),
        );
        assert!(!report.is_missing(first.step));
        assert!(report.is_missing(second.step) && report.is_missing(third.step));
        let table = report.table();
        assert!(table.ends_with("\n1 passed, 2 failed"), "{table}");
        assert!(!table.contains("much more"), "{table}");
        assert!(report.close().is_err());
    }

    #[test]
    fn a_skipped_step_fails_nothing() {
        let mut report = Report::new();
        report.run(&STEPS[0], || Ok(Outcome::PassedWithout("its advisories")));
        report.run(&STEPS[1], || {
            Ok(Outcome::Skipped("not on this system".to_owned()))
        });
        assert!(report.table().ends_with("\n1 passed, 0 failed, 1 skipped"));
        assert!(report.close().is_ok());
    }
}
