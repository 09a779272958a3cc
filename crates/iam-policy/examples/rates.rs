//! How fast the engine answers a suite in one thread: `rates SUITE SECONDS`, for
//! `cargo xtask bench-peer`.
//!
//! Policies are read and compiled once, and the suite is answered over and over. One line of JSON
//! comes out: the decisions, and how many a second, with the trace and with words, too.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::cast_precision_loss,
    reason = "a measurement reads a file and a clock, and stops where it is not what it should be"
)]

#[path = "../benches/suite/mod.rs"]
mod suite;

use std::hint::black_box;
use std::time::{Duration, Instant};

use iam_policy::evaluate::Simulation;
use iam_policy::explain::explain;
use iam_policy::policy::{self, PolicyType};
use serde_json::json;
use suite::{Suite, question};

/// AWS's quota for a managed policy: the size to which reading is scaled.
const POLICY_BYTES: f64 = 6_144.0;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let source = std::fs::read_to_string(arguments.next().unwrap()).unwrap();
    let seconds = Duration::from_secs(arguments.next().unwrap().parse().unwrap());
    let suite = Suite::read(&serde_json::from_str(&source).unwrap());
    let simulation = Simulation::new(&suite.layers, &suite.principal, &suite.context);
    let questions = suite.questions.len() as f64;
    let decisions = rate(seconds, || {
        for it in &suite.questions {
            black_box(simulation.decide(&question(it)));
        }
    });
    let answers = rate(seconds, || {
        for it in &suite.questions {
            black_box(simulation.answer(&question(it)));
        }
    });
    let explanations = rate(seconds, || {
        for it in &suite.questions {
            let question = question(it);
            let answer = simulation.answer(&question);
            black_box(explain(&simulation, &question, &answer));
        }
    });
    let readings = rate(Duration::from_secs(2), || {
        for document in &suite.documents {
            black_box(policy::parse(document, PolicyType::Identity));
        }
    });
    let bytes: usize = suite.documents.iter().map(String::len).sum();
    let decided = |it| simulation.decide(&question(it)).as_str();
    let line = json!({
        "decisions": suite.questions.iter().map(decided).collect::<Vec<_>>(),
        "decisions_per_second": decisions * questions,
        "answers_per_second": answers * questions,
        "explanations_per_second": explanations * questions,
        "policy_microseconds": 1e6 / readings * POLICY_BYTES / bytes as f64,
    });
    println!("{line}");
}

/// How often a second something can be done, after a first time that does not count.
fn rate(during: Duration, mut work: impl FnMut()) -> f64 {
    work();
    let begin = Instant::now();
    let mut times = 0_u32;
    while begin.elapsed() < during {
        work();
        times += 1;
    }
    f64::from(times) / begin.elapsed().as_secs_f64()
}
