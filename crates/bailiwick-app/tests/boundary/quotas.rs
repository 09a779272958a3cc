//! An account at AWS's quotas, about 60 MB: how long its import takes, and how much memory.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use bailiwick_app::contract::account::{AccountKindView, CreateAccountRequest};
use bailiwick_app::contract::import::{ApplyImportRequest, PlanImportRequest};
use bailiwick_app::{App, Environment, KdfParameters, Secret};

/// How many of each an account has.
struct Size {
    users: usize,
    groups: usize,
    roles: usize,
    policies: usize,
}

const QUOTAS: Size = Size {
    users: 5_000,
    groups: 300,
    roles: 1_000,
    policies: 1_500,
};

/// A policy document of about so many characters, as AWS writes it into its answer.
fn document(number: usize, length: usize) -> String {
    let mut text = r#"{"Version":"2012-10-17","Statement":["#.to_owned();
    let mut statement = 0;
    while text.len() < length {
        let comma = if statement == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"Sid":"S{statement}","Effect":"Allow","Action":["s3:GetObject","ec2:Describe*"],"Resource":"arn:aws:s3:::bucket-{number}-{statement}/*"}}"#
        )
        .unwrap();
        statement += 1;
    }
    text.push_str("]}");
    // As AWS has it: percent-encoded.
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
    }
    encoded
}

/// The answer of `get-account-authorization-details`, as long as AWS lets it be.
fn write_account(path: &Path, size: &Size) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    let arn = |kind: &str, name: &str| format!("arn:aws:iam::111122223333:{kind}/{name}");
    let date = "2024-01-02T03:04:05+00:00";
    let list =
        |out: &mut BufWriter<File>, key: &str, count: usize, item: &dyn Fn(usize) -> String| {
            write!(out, "\"{key}\":[").unwrap();
            for number in 0..count {
                let comma = if number == 0 { "" } else { "," };
                write!(out, "{comma}{}", item(number)).unwrap();
            }
            write!(out, "]").unwrap();
        };
    write!(out, "{{").unwrap();
    list(&mut out, "UserDetailList", size.users, &|number| {
        let name = format!("user{number}");
        format!(
            r#"{{"Path":"/","UserName":"{name}","UserId":"AIDA{number:017}","Arn":"{}","CreateDate":"{date}","GroupList":["group{}"],"AttachedManagedPolicies":[{{"PolicyName":"policy{policy}","PolicyArn":"{}"}}],"Tags":[{{"Key":"team","Value":"t{number}"}}]}}"#,
            arn("user", &name),
            number % size.groups,
            arn("policy", &format!("policy{}", number % size.policies)),
            policy = number % size.policies,
        )
    });
    write!(out, ",").unwrap();
    list(&mut out, "GroupDetailList", size.groups, &|number| {
        let name = format!("group{number}");
        format!(
            r#"{{"Path":"/","GroupName":"{name}","GroupId":"AGPA{number:017}","Arn":"{}","CreateDate":"{date}","GroupPolicyList":[],"AttachedManagedPolicies":[]}}"#,
            arn("group", &name)
        )
    });
    write!(out, ",").unwrap();
    list(&mut out, "RoleDetailList", size.roles, &|number| {
        let name = format!("role{number}");
        let trust = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
        format!(
            r#"{{"Path":"/","RoleName":"{name}","RoleId":"AROA{number:017}","Arn":"{}","CreateDate":"{date}","AssumeRolePolicyDocument":"{trust}","InstanceProfileList":[],"RolePolicyList":[{{"PolicyName":"own","PolicyDocument":"{}"}}],"AttachedManagedPolicies":[],"Tags":[],"RoleLastUsed":{{}}}}"#,
            arn("role", &name),
            document(number, 9_000)
        )
    });
    write!(out, ",").unwrap();
    list(&mut out, "Policies", size.policies, &|number| {
        let name = format!("policy{number}");
        let versions: Vec<String> = (1..=5)
            .map(|version| {
                format!(
                    r#"{{"Document":"{}","VersionId":"v{version}","IsDefaultVersion":{},"CreateDate":"{date}"}}"#,
                    document(number * 5 + version, 4_000),
                    version == 5
                )
            })
            .collect();
        format!(
            r#"{{"PolicyName":"{name}","PolicyId":"ANPA{number:017}","Arn":"{}","Path":"/","DefaultVersionId":"v5","AttachmentCount":0,"PermissionsBoundaryUsageCount":0,"IsAttachable":true,"CreateDate":"{date}","UpdateDate":"{date}","PolicyVersionList":[{}]}}"#,
            arn("policy", &name),
            versions.join(",")
        )
    });
    write!(out, "}}").unwrap();
    out.flush().unwrap();
}

/// Plans and applies the import into a new vault; says how long each took.
fn import(size: &Size) -> (Duration, Duration, u64) {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("account.json");
    write_account(&file, size);
    let bytes = file.metadata().unwrap().len();
    let mut environment = Environment::of_this_machine("ana@laptop".into(), None, "".into());
    environment.kdf = KdfParameters::weak_for_tests().into();
    let app = App::new(environment);
    let account = CreateAccountRequest {
        kind: AccountKindView::Aws,
        account_id: "111122223333".into(),
        alias: String::new(),
        partition: String::new(),
    };
    let password = Secret::new("an unusual sentence about nine violet llamas".into());
    app.create_vault_with_account(&scratch.path().join("Team.bailiwick"), &password, &account)
        .unwrap();
    let request = PlanImportRequest {
        account: String::new(),
        kind: AccountKindView::Aws,
    };
    let started = Instant::now();
    let plan = app.plan_import(&request, &file).unwrap();
    let planned = started.elapsed();
    let expected = size.users + size.groups + size.roles + size.policies;
    assert_eq!(plan.counts.new as usize, expected, "{:?}", plan.unreadable);
    assert!(plan.unreadable.is_empty(), "{:?}", plan.unreadable);
    let request = ApplyImportRequest {
        plan: plan.plan,
        leave_out: Vec::new(),
        take_theirs: Vec::new(),
        reason: String::new(),
    };
    let started = Instant::now();
    app.apply_import(&request).unwrap();
    (planned, started.elapsed(), bytes)
}

#[test]
fn a_hundredth_of_the_largest_account_is_taken_whole() {
    let (_, _, bytes) = import(&Size {
        users: QUOTAS.users / 100,
        groups: QUOTAS.groups / 100,
        roles: QUOTAS.roles / 100,
        policies: QUOTAS.policies / 100,
    });
    assert!(bytes > 500_000, "{bytes}");
}

/// Three seconds and 500 MB for planning and applying together.
#[test]
#[ignore = "measures; the numbers hold for a release build on two idle cores"]
fn an_account_at_the_quotas_is_imported_quickly() {
    let (planned, applied, bytes) = import(&QUOTAS);
    println!(
        "{} MB: planned in {planned:.2?}, applied in {applied:.2?}",
        bytes / 1_000_000
    );
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most: u64 = most
            .unwrap()
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .unwrap();
        println!("memory at its most: {} MB", most / 1_000);
        assert!(most < 500_000, "{most} kB");
    }
    assert!(bytes > 55_000_000, "{bytes}");
    let all = planned + applied;
    assert!(all < Duration::from_secs(3), "{all:?}");
}
