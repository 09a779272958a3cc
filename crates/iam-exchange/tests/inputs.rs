//! The short form of fuzzing the importers: what is kept in `fuzz/` and mutations of what each reads
//! go through what the fuzz targets check. `PROPTEST_CASES` makes it longer.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod harness;

use std::path::Path;

use iam_exchange::recognise::recognise;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

const ACCOUNT: &str = include_str!("../../../tests/fixtures/account.json");
const REPORT: &str = "user,arn,user_creation_time,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated\n<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,true,false,N/A\n\"a,b\",arn:aws:iam::111122223333:user/a,N/A,true,false,true,2025-06-07T08:09:10+00:00";
const SUMMARY: &str = r#"{"SummaryMap": {"Users": 3, "UsersQuota": 5000}}"#;
const PASSWORD_POLICY: &str = r#"{"PasswordPolicy": {"MinimumPasswordLength": 14}}"#;
const POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
const TEMPLATE: &str = "Parameters: {T: {Type: String, Default: x}}\nConditions: {C: !Equals [!Ref T, x]}\nResources:\n  A: &a\n    Type: AWS::IAM::User\n    Condition: C\n    Properties:\n      UserName: !Sub [\"${T}-${B.Arn}\", {T: 1}]\n      Groups: [!Ref B, !If [C, x, !Ref AWS::NoValue]]\n      Tags: [{Key: k, Value: !Select [0, !Split [\",\", \"a,b\"]]}]\n  B: {Type: AWS::IAM::Group, Properties: {Path: /a/}}\n  D: *a\n";
const PLAN: &str = r#"{"planned_values":{"root_module":{"resources":[{"address":"aws_iam_user.a","type":"aws_iam_user","name":"a","values":{"name":"alice","path":"/","tags":{"k":"v"}}},{"address":"aws_iam_user_policy.p","type":"aws_iam_user_policy","name":"p","values":{"name":"p","policy":"{\"Statement\":[]}"}}],"child_modules":[{"address":"module.m[0]","resources":[]}]}},"configuration":{"root_module":{"resources":[{"type":"aws_iam_user_policy","name":"p","expressions":{"user":{"references":["aws_iam_user.a.name","aws_iam_user.a"]}}}]}}}"#;
const PROFILES: &str = "# mine\n[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
const CSV: &str = "User name,Password,Access key ID,Secret access key,Console login link\nalice,pa ss,AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY,https://x\n";
const KEY: &str = r#"{"AccessKey":{"UserName":"alice","AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalr"}}"#;
const BUNDLE: &str = "{\"ask\":\"bailiwick-bundle-1\",\"of\":\"2026-01-01T00:00:00Z\",\"answer\":{\"Account\":\"111122223333\"}}\n{\"ask\":\"get-account-authorization-details\",\"of\":\"\",\"answer\":{\"UserDetailList\":[]}}\n{\"ask\":\"list-account-aliases\",\"of\":\"\",\"answer\":{\"AccountAliases\":[\"acme\"]}}\n{\"ask\":\"end\",\"of\":\"\",\"answer\":null}\n";

const RESOURCES: &str = r#"{"arn:aws:s3:::ledger":{"Statement":[]},"arn:aws:sqs:eu-central-1:111122223333:q":"{\"Statement\":[]}"}"#;

const SEEDS: [&str; 12] = [
    ACCOUNT,
    REPORT,
    SUMMARY,
    PASSWORD_POLICY,
    POLICY,
    TEMPLATE,
    PLAN,
    PROFILES,
    CSV,
    KEY,
    BUNDLE,
    RESOURCES,
];

/// Gives a file to every reader.
fn read_by_all(bytes: &[u8]) {
    harness::account(bytes);
    harness::credentials(bytes);
    harness::template(bytes);
}

/// The inputs that fuzzing found and that stay.
#[test]
fn kept_inputs_still_hold() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut read = 0;
    for folder in ["seeds", "found"] {
        for target in ["account", "credentials", "template"] {
            let Ok(files) = std::fs::read_dir(fuzz.join(folder).join(target)) else {
                continue;
            };
            for file in files {
                read_by_all(&std::fs::read(file.unwrap().path()).unwrap());
                read += 1;
            }
        }
    }
    assert!(read >= SEEDS.len(), "{read}");
}

/// One edit of a file.
#[derive(Debug, Clone)]
enum Edit {
    Flip(Index, u8),
    Cut(Index),
    Remove(Index, Index),
    Repeat(Index, Index),
    Insert(Index, Vec<u8>),
}

/// What means something in one of the formats.
const WORDS: [&str; 12] = [
    "{", "[", "\"", "!Ref ", "*a", "&a ", "\n", ": ", ",", "null", "\u{feff}", "${",
];

fn edit() -> impl Strategy<Value = Edit> {
    let word = proptest::sample::select(&WORDS[..]).prop_map(|it| it.as_bytes().to_vec());
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        any::<Index>().prop_map(Edit::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Edit::Remove(a, b)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Edit::Repeat(a, b)),
        (any::<Index>(), word).prop_map(|(at, word)| Edit::Insert(at, word)),
        (any::<Index>(), vec(any::<u8>(), 1..4)).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
    ]
}

fn apply(bytes: &mut Vec<u8>, edit: &Edit) {
    let within = |it: &Index, bytes: &[u8]| it.index(bytes.len() + 1);
    match edit {
        Edit::Flip(at, bits) => {
            let at = within(at, bytes);
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= bits;
            }
        }
        Edit::Cut(at) => bytes.truncate(within(at, bytes)),
        Edit::Remove(a, b) => {
            let (a, b) = (within(a, bytes), within(b, bytes));
            bytes.drain(a.min(b)..a.max(b));
        }
        Edit::Repeat(a, b) => {
            let (a, b) = (within(a, bytes), within(b, bytes));
            let part = bytes[a.min(b)..a.max(b)].to_vec();
            let at = a.max(b);
            bytes.splice(at..at, part);
        }
        Edit::Insert(at, new) => {
            let at = within(at, bytes);
            bytes.splice(at..at, new.iter().copied());
        }
    }
}

#[test]
fn the_seeds_themselves_are_read() {
    let kinds: Vec<_> = SEEDS
        .iter()
        .map(|seed| recognise(seed.as_bytes()).unwrap().as_str())
        .collect();
    let expected = [
        "authorization-details",
        "credential-report",
        "account-summary",
        "password-policy",
        "policy",
        "cloudformation",
        "terraform-plan",
        "credentials",
        "credentials",
        "credentials",
        "bundle",
        "resource-policies",
    ];
    assert_eq!(kinds, expected);
    for seed in SEEDS {
        read_by_all(seed.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mutated_files_are_read_or_refused(seed in 0..SEEDS.len(), edits in vec(edit(), 1..8)) {
        let mut bytes = SEEDS[seed].as_bytes().to_vec();
        for edit in &edits {
            apply(&mut bytes, edit);
        }
        read_by_all(&bytes);
    }

    #[test]
    fn bytes_of_any_kind_are_refused(bytes in vec(any::<u8>(), 0..300)) {
        read_by_all(&bytes);
    }
}
