//! Throughput of the engine: decisions alone, decisions with explanations, and reading policies.
//!
//! The input is `../shared/bench/large.json` when it is there, else a generated set of the same
//! shape. Each figure is for the whole list of questions: divide.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench reads its input from a file and stops where it is not what it should be"
)]

mod suite;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use iam_policy::evaluate::Simulation;
use iam_policy::explain::explain;
use iam_policy::policy::{self, PolicyType};
use serde_json::{Value, json};
use suite::{Suite, question};

/// The input, else one of the same shape.
fn source() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/bench/large.json"
    );
    let text = std::fs::read_to_string(path).ok();
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_else(generated)
}

/// Ten policies of fourteen statements, each with ten actions and three resources.
fn generated() -> Value {
    let policy = |p: usize| {
        let statement = |s: usize| {
            let actions: Vec<String> = (0..10)
                .map(|a| format!("svc{}:Do{}Thing{}*", s % 7, p, a))
                .collect();
            json!({
                "Effect": if s.is_multiple_of(5) { "Deny" } else { "Allow" },
                "Action": actions,
                "Resource": [format!("arn:aws:svc{}:us-east-1:111122223333:x/r{s}*", s % 7),
                    "arn:aws:s3:::home/${aws:username}/*"],
                "Condition": {"StringEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}},
            })
        };
        let statements: Vec<Value> = (0..14).map(statement).collect();
        json!({"name": format!("p{p}"), "doc": {"Version": "2012-10-17", "Statement": statements}})
    };
    let request = |r: usize| {
        json!({"action": format!("svc{}:Do{}Thing{}All", r % 7, r % 10, r % 12),
            "resource": format!("arn:aws:svc{}:us-east-1:111122223333:x/r{}", r % 7, r % 14)})
    };
    json!({
        "principal": "arn:aws:iam::111122223333:user/alice",
        "context": {"aws:username": "alice", "aws:RequestedRegion": "us-east-1"},
        "policies": {"identity": (0..10).map(policy).collect::<Vec<_>>()},
        "requests": (0..1_000).map(request).collect::<Vec<_>>(),
    })
}

/// Policies as large as AWS's quota for a managed one, each made of one kind of thing.
fn kinds() -> [(&'static str, String); 5] {
    const NAMES: [&str; 8] = [
        "GetObject",
        "DescribeInstances",
        "List*",
        "PutBucketPolicy",
        "DeleteItem",
        "Get*Configuration",
        "CreateTags",
        "SendMessage",
    ];
    const SERVICES: [&str; 4] = ["s3", "ec2", "dynamodb", "sqs"];
    let action = |at: usize| json!(format!("{}:{}", SERVICES[at / 5 % 4], NAMES[at % 8]));
    let arn = |at: usize| {
        let service = SERVICES[at / 5 % 4];
        json!(format!(
            "arn:aws:{service}:eu-west-1:111122223333:team-{at}/*"
        ))
    };
    let home = |at: usize| json!(format!("arn:aws:s3:::home-{at}/${{aws:username}}/*"));
    let list = |element: &str, one: &dyn Fn(usize) -> Value| {
        let mut document = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]});
        grown(|count| {
            document["Statement"][0][element] = (0..count).map(one).collect();
            document.to_string()
        })
    };
    let conditions = grown(|count| {
        let statement = |at: usize| {
            json!({"Effect": "Deny", "Action": action(at), "Resource": "*", "Condition": {
                "StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]},
                "ArnNotLike": {"aws:PrincipalArn": format!("arn:aws:iam::111122223333:role/r{at}")},
                "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}})
        };
        let statements: Vec<Value> = (0..count).map(statement).collect();
        json!({"Version": "2012-10-17", "Statement": statements}).to_string()
    });
    let statements = grown(|count| {
        let statement = |at: usize| {
            json!({"Sid": format!("Team{at}"), "Effect": "Allow",
                "Action": [action(at), action(at + 3)], "Resource": [arn(at), home(at)]})
        };
        let statements: Vec<Value> = (0..count).map(statement).collect();
        json!({"Version": "2012-10-17", "Statement": statements}).to_string()
    });
    [
        ("actions alone", list("Action", &action)),
        ("ARNs alone", list("Resource", &arn)),
        ("ARNs with variables", list("Resource", &home)),
        ("conditions", conditions),
        ("statements", statements),
    ]
}

/// The longest text that is within the quota.
fn grown(text: impl FnMut(usize) -> String) -> String {
    let fits = |text: &String| text.len() <= 6_144;
    let texts = (1..).map(text);
    texts.take_while(fits).last().unwrap()
}

fn benches(c: &mut Criterion) {
    let suite = Suite::read(&source());
    let simulation = Simulation::new(&suite.layers, &suite.principal, &suite.context);
    let mut group = c.benchmark_group("large");
    group.throughput(Throughput::Elements(suite.questions.len() as u64));
    group.bench_function("decisions", |b| {
        b.iter(|| {
            for it in &suite.questions {
                black_box(simulation.decide(&question(it)));
            }
        });
    });
    group.bench_function("answers", |b| {
        b.iter(|| {
            for it in &suite.questions {
                black_box(simulation.answer(&question(it)));
            }
        });
    });
    group.bench_function("explanations", |b| {
        b.iter(|| {
            for it in &suite.questions {
                let question = question(it);
                let answer = simulation.answer(&question);
                black_box(explain(&simulation, &question, &answer));
            }
        });
    });
    group.finish();

    let mut group = c.benchmark_group("policies");
    let bytes: usize = suite.documents.iter().map(String::len).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse and lower", |b| {
        b.iter(|| {
            for text in &suite.documents {
                black_box(policy::parse(text, PolicyType::Identity));
            }
        });
    });
    group.bench_function("bind", |b| {
        b.iter(|| {
            black_box(Simulation::new(
                &suite.layers,
                &suite.principal,
                &suite.context,
            ))
        });
    });
    group.finish();

    let mut group = c.benchmark_group("a policy of 6 kB, parsed and lowered");
    for (kind, text) in kinds() {
        group.bench_function(kind, |b| {
            b.iter(|| black_box(policy::parse(&text, PolicyType::Identity)));
        });
    }
    group.finish();
}

criterion_group!(evaluate, benches);
criterion_main!(evaluate);
