//! Questions about an account at AWS's quotas: 5,000 users, 1,000 roles, 300 groups and 1,500
//! policies, generated.

#![expect(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

#[path = "../tests/quotas/mod.rs"]
mod quotas;

use criterion::{Criterion, criterion_group, criterion_main};
use iam_access::{
    CatalogueManagedPolicies, GivenContext, PolicyLibrary, Scope, WhoCanQuery, findings, who_can,
    whole_matrix,
};
use iam_directory::{Entity, Estate, EstateRow, ImageKey, PolicyDocument, Resource, State, Tags};
use iam_names::EntityId;
use std::hint::black_box;
use std::time::Duration;

/// An account with buckets that refuse whoever comes without TLS, as most do.
fn with_buckets(estate: &Estate, buckets: u16) -> Estate {
    let bucket = |number: u16| {
        let mut id = [7; 16];
        id[14..].copy_from_slice(&number.to_be_bytes());
        let arn = format!("arn:aws:s3:::bucket-{number}");
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["{arn}","{arn}/*"],"Condition":{{"Bool":{{"aws:SecureTransport":"false"}}}}}}}}"#
        );
        let id = EntityId::from_bytes(id);
        EstateRow {
            key: ImageKey {
                account: quotas::HOME,
                state: State::Planned,
                id,
            },
            entity: Entity::Resource(Resource {
                id,
                arn: arn.parse().unwrap(),
                policy: Some(PolicyDocument::new(&policy)),
                tags: Tags::new(),
            }),
        }
    };
    Estate::from_rows(estate.rows().chain((0..buckets).map(bucket))).unwrap()
}

fn questions(criterion: &mut Criterion) {
    let estate = quotas::account(quotas::AT_QUOTAS);
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(&estate, quotas::HOME, State::Planned, &aws, &library).unwrap();
    let mut group = criterion.benchmark_group("account at quotas");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(10));
    let asks = [
        (
            "who-can, one resource",
            "s3:GetObject",
            Some("arn:aws:s3:::home-3/user-3/x"),
        ),
        ("who-can, any resource", "dynamodb:Query", None),
    ];
    for (name, action, resource) in asks {
        let query = WhoCanQuery {
            action: action.to_owned(),
            resource: resource.map(str::to_owned),
            given: GivenContext::default(),
            through_roles: false,
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(who_can(scope, &query).unwrap()));
        });
        let query = WhoCanQuery {
            through_roles: true,
            ..query
        };
        group.bench_function(format!("{name}, through roles"), |bencher| {
            bencher.iter(|| black_box(who_can(scope, &query).unwrap()));
        });
    }
    group.bench_function("whole matrix", |bencher| {
        bencher.iter(|| black_box(whole_matrix(scope, &GivenContext::default())));
    });
    let guarded = with_buckets(&estate, 200);
    let guarded = Scope::new(&guarded, quotas::HOME, State::Planned, &aws, &library).unwrap();
    let query = WhoCanQuery {
        action: "s3:GetObject".to_owned(),
        ..WhoCanQuery::default()
    };
    group.bench_function("who-can, any of 200 buckets", |bencher| {
        bencher.iter(|| black_box(who_can(guarded, &query).unwrap()));
    });
    group.bench_function("whole matrix, 200 buckets", |bencher| {
        bencher.iter(|| black_box(whole_matrix(guarded, &GivenContext::default())));
    });
    let now = "2026-11-24T12:00:00Z".parse().unwrap();
    group.bench_function("findings", |bencher| {
        bencher.iter(|| black_box(findings(scope, now)));
    });
    group.finish();
}

criterion_group!(benches, questions);
criterion_main!(benches);
