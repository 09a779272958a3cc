//! The steps of a test run: their times, their tests, and the closing summary.

use std::time::{Duration, Instant};

/// What became of a step.
enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

struct Row {
    step: &'static str,
    outcome: Outcome,
    took: Duration,
    tests: Tests,
}

/// Tests, counted from what their runners print.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tests {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tests {
    /// Reads a line of a runner: cargo's `test result: ok. 5 passed; 0 failed; …`, vitest's
    /// `Tests  1 failed | 12 passed (13)`, and the plain `5 passed, 0 failed`.
    pub(crate) fn count(&mut self, line: &str) {
        let plain = without_colour(line);
        let text = plain.trim();
        let runner = text.starts_with("test result:")
            || text.starts_with("Tests ")
            || (text.contains(" passed, ") && text.contains(" failed"));
        if !runner {
            return;
        }
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            if let [number, kind] = pair {
                match (number.parse::<u32>(), *kind) {
                    (Ok(number), "passed") => self.passed += number,
                    (Ok(number), "failed") => self.failed += number,
                    _ => {}
                }
            }
        }
    }
}

fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            for c in characters.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

/// A run of steps.
pub(crate) struct Report {
    start: Instant,
    rows: Vec<Row>,
}

impl Report {
    /// Nothing has run yet.
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            rows: Vec::new(),
        }
    }

    /// Runs a step and keeps its time; a failure does not stop the run. Says whether it passed.
    pub(crate) fn step(
        &mut self,
        step: &'static str,
        work: impl FnOnce(&mut Tests) -> Result<(), String>,
    ) -> bool {
        println!("\n=== {step}");
        let start = Instant::now();
        let mut tests = Tests::default();
        let outcome = match work(&mut tests) {
            Ok(()) => Outcome::Passed,
            Err(why) => {
                eprintln!("{why}");
                Outcome::Failed(why)
            }
        };
        let passed = matches!(outcome, Outcome::Passed);
        if !passed && tests.failed == 0 {
            // A step that fails without a failed test counts as one.
            tests.failed = 1;
        }
        self.rows.push(Row {
            step,
            outcome,
            took: start.elapsed(),
            tests,
        });
        passed
    }

    /// Leaves a step out, and says why.
    pub(crate) fn skip(&mut self, step: &'static str, why: impl Into<String>) {
        let why = why.into();
        println!("\n=== {step}\nskipped: {why}");
        self.rows.push(Row {
            step,
            outcome: Outcome::Skipped(why),
            took: Duration::ZERO,
            tests: Tests::default(),
        });
    }

    /// Prints every step with its time, and the plain line with the number of tests.
    pub(crate) fn close(self) -> Result<(), String> {
        println!("\n=== summary");
        let (mut passed, mut failed) = (0, 0);
        for row in &self.rows {
            let seconds = row.took.as_secs_f32();
            let tests = match row.tests.passed + row.tests.failed {
                0 => String::new(),
                tests => format!("  {tests} tests"),
            };
            match &row.outcome {
                Outcome::Passed => println!("  ok       {:<12} {seconds:>7.1} s{tests}", row.step),
                Outcome::Failed(why) => {
                    println!("  FAILED   {:<12} {seconds:>7.1} s{tests}  {why}", row.step);
                }
                Outcome::Skipped(why) => println!("  skipped  {:<12}            {why}", row.step),
            }
            passed += row.tests.passed;
            failed += row.tests.failed;
        }
        println!(
            "  total {:.1} min",
            self.start.elapsed().as_secs_f32() / 60.0
        );
        println!("{passed} passed, {failed} failed");
        if failed == 0 {
            Ok(())
        } else {
            Err("the tests failed".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, passed: u32, failed: u32) {
        let mut tests = Tests::default();
        tests.count(line);
        assert_eq!(tests, Tests { passed, failed }, "{line}");
    }

    #[test]
    fn counts_what_runners_print() {
        check(
            "test result: ok. 5 passed; 0 failed; 1 ignored; finished in 0.01s",
            5,
            0,
        );
        check("test result: FAILED. 4 passed; 2 failed; 0 ignored", 4, 2);
        check(
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[32m12 passed\u{1b}[39m (12)",
            12,
            0,
        );
        check("Tests  1 failed | 11 passed (12)", 11, 1);
        check("34 passed, 0 failed", 34, 0);
        check("Test Files  3 passed (3)", 0, 0);
        check("it passed", 0, 0);
    }
}
