//! An account at AWS's quotas in the real window: how long each list takes from a key in its filter
//! to the drawn rows, and each page from the press that opens it. The numbers are printed beside
//! what is asked of the window; what fails the journey is a looser bound, which a debug build on a
//! machine in use keeps. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use std::fs;
use std::time::Duration;

use bailiwick_journeys::{Outcome, Place, Window};
use serde_json::{Value, json};

use crate::steps::{assert_no_faults, import_local_account, make_vault};

const USERS: usize = 5_000;
const GROUPS: usize = 300;
const ROLES: usize = 1_000;
const POLICIES: usize = 1_500;

/// What is asked from the key in a filter to the drawn rows, in milliseconds.
const FILTER: f64 = 100.0;

/// What is asked from the press to the drawn page.
const PAGE: f64 = 200.0;

/// How many times that a debug build on a machine in use may take before the journey fails.
const OUTER: f64 = 10.0;

/// A list, its route, its table, and the page that a row opens.
const LISTS: [(&str, &str, &str, &str); 4] = [
    ("users", "/users", "users-table", "user-page"),
    ("groups", "/groups", "groups-table", "group-page"),
    ("roles", "/roles", "roles-table", "role-page"),
    ("policies", "/policies", "policies-table", "policy-page"),
];

#[tokio::test]
async fn lists_of_an_account_at_the_quotas_answer_at_once() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let file = place.root().join("account.json");
    fs::write(&file, account().to_string())?;
    let dialogs = [("BAILIWICK_AUTOMATION_OPEN_FILE", file.as_path())];
    let mut window = Window::open("quotas", &place, &dialogs).await?;
    make_vault(&mut window, false).await?;
    import_local_account(&window).await?;

    let mut kept = Vec::new();
    for (list, route, table, page) in LISTS {
        let opened = opened(&window, route, table).await?;
        println!("{list}: the list for the first time: {opened:.0} ms");
        let (typed, other) = keys(list);
        let mut filtered = Vec::new();
        // The first key of a list makes the window's engine compile what the others then run.
        let first = filtered_by(&window, table, "e").await?;
        println!("{list}: the first key in the filter: {first:.0} ms");
        for text in typed.iter().chain(&other) {
            filtered.push(filtered_by(&window, table, text).await?);
        }
        window.picture(list).await?;
        let mut pages = Vec::new();
        for row in 1..=10 {
            window.go(route).await?;
            window
                .find(&format!("[data-testid='{table}'][aria-busy='false']"), list)
                .await?;
            settle().await;
            pages.push(row_opened(&window, table, row, page).await?);
            settle().await;
        }
        kept.push((format!("{list}: a key in the filter"), filtered, FILTER));
        kept.push((format!("{list}: a page"), pages, PAGE));
        kept.push((format!("{list}: the list"), vec![opened], PAGE));
    }
    let mut slow = Vec::new();
    for (what, times, asked) in kept {
        let (p50, p95) = (quantile(&times, 0.5), quantile(&times, 0.95));
        let verdict = if p95 < asked { "kept" } else { "NOT KEPT" };
        println!(
            "{what}: p50 {p50:.0} ms, p95 {p95:.0} ms, asked are {asked:.0} ms: {verdict} {times:.0?}"
        );
        if p50 > OUTER * asked {
            slow.push(format!("{what} took {p50:.0} ms"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
    assert_no_faults(&window).await?;
    window.close().await
}

/// What is typed into a list's filter, key by key: towards one name, and another that few match.
fn keys(list: &str) -> ([String; 10], [String; 6]) {
    let one = match list {
        "users" => "user-01234",
        "groups" => "group-0123",
        "roles" => "role-00123",
        _ => "policy-012",
    };
    let typed = std::array::from_fn(|end| one[..=end].to_owned());
    let other = ["0", "00", "007", "7", "77", "-"].map(str::to_owned);
    (typed, other)
}

/// Waits until what was asked before is done: it is not what is measured.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

/// Milliseconds from the address's change to the list's drawn rows.
async fn opened(window: &Window, route: &str, table: &str) -> Outcome<f64> {
    window.go("/settings").await?;
    window.see("settings-page").await?;
    settle().await;
    let begin = format!("location.hash = '#{route}';");
    let there =
        format!("document.querySelector(\"[data-testid='{table}'][aria-busy='false'] tbody a\")");
    measured(window, &begin, &there).await
}

/// Milliseconds from a key in a list's filter to the drawn rows.
async fn filtered_by(window: &Window, table: &str, text: &str) -> Outcome<f64> {
    let begin = format!(
        "const list = document.querySelector(\"[data-testid='{table}']\");\
         const field = list.querySelector('input');\
         let asked = false;\
         new MutationObserver(() => {{ asked ||= list.ariaBusy === 'true' }})\
           .observe(list, {{ attributes: true }});\
         Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '{text}');\
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    let took = measured(window, &begin, "asked && list.ariaBusy === 'false'").await?;
    settle().await;
    Ok(took)
}

/// Milliseconds from the press on a row's name to its drawn page.
async fn row_opened(window: &Window, table: &str, row: usize, page: &str) -> Outcome<f64> {
    let begin = format!(
        "document.querySelector(\"[data-testid='{table}'] tbody tr:nth-of-type({row}) a\").click();"
    );
    let there = format!("document.querySelector(\"[data-testid='{page}'] h2\")");
    measured(window, &begin, &there).await
}

/// Runs a script in the page and answers how many milliseconds pass until a condition holds and has
/// been painted.
async fn measured(window: &Window, begin: &str, there: &str) -> Outcome<f64> {
    let script = format!(
        "return new Promise((done) => {{\
           const start = performance.now();\
           {begin}\
           const observer = new MutationObserver(() => {{\
             if ({there}) {{\
               observer.disconnect();\
               requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));\
             }}\
           }});\
           observer.observe(document.body, {{ childList: true, subtree: true, attributes: true }});\
           setTimeout(() => done(-1), 20000);\
         }});"
    );
    let took = window.run(&script).await?;
    let took = took.as_f64().ok_or("no time was measured")?;
    assert!(took >= 0.0, "never drawn: {there}");
    Ok(took)
}

/// The value below which so great a part of the times lies.
fn quantile(times: &[f64], part: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a short list"
    )]
    let place = ((sorted.len() as f64 * part).ceil() as usize).saturating_sub(1);
    sorted.get(place).copied().unwrap_or(f64::INFINITY)
}

/// The answer of `get-account-authorization-details` of an account at the quotas.
fn account() -> Value {
    let arn = |kind: &str, name: &str| format!("arn:aws:iam::111122223333:{kind}/{name}");
    let date = "2024-01-02T03:04:05+00:00";
    let policy_name = |number: usize| format!("policy-{:05}", number % POLICIES);
    let group_name = |number: usize| format!("group-{:05}", number % GROUPS);
    let attached = |number: usize| {
        let name = policy_name(number);
        let arn = arn("policy", &name);
        json!({ "PolicyName": name, "PolicyArn": arn })
    };
    let users = (0..USERS).map(|number| {
        let name = format!("user-{number:05}");
        json!({
            "Path": "/", "UserId": format!("AIDA{number:017}"), "Arn": arn("user", &name),
            "UserName": name, "CreateDate": date,
            "GroupList": [group_name(number), group_name(number / 3 + 7)],
            "UserPolicyList": [],
            "AttachedManagedPolicies": [attached(number)],
            "Tags": [{ "Key": "team", "Value": format!("t{}", number % 40) }],
        })
    });
    let groups = (0..GROUPS).map(|number| {
        let name = group_name(number);
        json!({
            "Path": "/", "GroupId": format!("AGPA{number:017}"), "Arn": arn("group", &name),
            "GroupName": name, "CreateDate": date, "GroupPolicyList": [],
            "AttachedManagedPolicies": (0..5).map(|more| attached(number * 5 + more)).collect::<Vec<_>>(),
        })
    });
    let roles = (0..ROLES).map(|number| {
        let name = format!("role-{number:05}");
        json!({
            "Path": "/", "RoleId": format!("AROA{number:017}"), "Arn": arn("role", &name),
            "RoleName": name, "CreateDate": date,
            "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" },
                "Action": "sts:AssumeRole",
            }]},
            "InstanceProfileList": [],
            "RolePolicyList": [{ "PolicyName": "own", "PolicyDocument": document(number, 8) }],
            "AttachedManagedPolicies": [attached(number), attached(number + 1)],
            "Tags": [], "RoleLastUsed": {},
        })
    });
    let policies = (0..POLICIES).map(|number| {
        let name = policy_name(number);
        let versions = (1..=3).map(|version| {
            json!({
                "Document": document(number + version, 12), "VersionId": format!("v{version}"),
                "IsDefaultVersion": version == 3, "CreateDate": date,
            })
        });
        json!({
            "PolicyId": format!("ANPA{number:017}"), "Arn": arn("policy", &name), "Path": "/",
            "PolicyName": name, "DefaultVersionId": "v3", "AttachmentCount": 0,
            "PermissionsBoundaryUsageCount": 0, "IsAttachable": true,
            "CreateDate": date, "UpdateDate": date,
            "PolicyVersionList": versions.collect::<Vec<_>>(),
        })
    });
    json!({
        "UserDetailList": users.collect::<Vec<_>>(),
        "GroupDetailList": groups.collect::<Vec<_>>(),
        "RoleDetailList": roles.collect::<Vec<_>>(),
        "Policies": policies.collect::<Vec<_>>(),
    })
}

/// A policy of so many statements.
fn document(number: usize, statements: usize) -> Value {
    let statements = (0..statements).map(|statement| {
        json!({
            "Sid": format!("S{statement}"), "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "ec2:Describe*"],
            "Resource": format!("arn:aws:s3:::bucket-{number}-{statement}/*"),
        })
    });
    json!({ "Version": "2012-10-17", "Statement": statements.collect::<Vec<_>>() })
}
