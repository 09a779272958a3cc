use iam_directory::{AccountKind, AccountSettings, MfaDevice};
use iam_names::Path;

use super::*;

const ID: EntityId = EntityId::from_bytes([7; 16]);
const HEADER: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service";

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn directory() -> Directory {
    let mut alice = User::new(ID, "a,lice".parse().unwrap(), Path::root());
    alice.access_keys.push(AccessKey {
        id: ID,
        access_key_id: Some("AKIAIOSFODNN7EXAMPLE".parse().unwrap()),
        status: CredentialStatus::Active,
        stage: iam_directory::AccessKeyStage::Issued,
        created: Some(moment("2025-06-07T08:09:10Z")),
        last_used: None,
        description: String::new(),
    });
    [Entity::User(alice)].into_iter().collect()
}

fn merged(row: &str) -> (User, Vec<String>) {
    let report = read(format!("{HEADER}\n{row}").as_bytes()).unwrap();
    let mut directory = directory();
    let notes = report.merge(&mut directory, &mut || EntityId::from_bytes([9; 16]));
    let user = User::clone(directory.user_named("a,lice").unwrap());
    (user, notes.iter().map(ToString::to_string).collect())
}

#[test]
fn last_uses_come_beside_what_is_known() {
    let row = "\"a,lice\",\"arn:aws:iam::111122223333:user/a,lice\",2024-01-01T00:00:00+00:00,TRUE,2026-01-02T03:04:05+00:00,2025-01-01T00:00:00+00:00,N/A,false,false,2025-06-07T08:09:10+00:00,2026-02-03T04:05:06+00:00,eu-central-1,s3";
    let (alice, notes) = merged(row);
    assert!(notes.is_empty(), "{notes:?}");
    let used = alice.access_keys[0].last_used.clone().unwrap();
    assert_eq!(
        (used.service.as_str(), used.region.as_str()),
        ("s3", "eu-central-1")
    );
    assert!(!alice.access_keys[0].is_active());
    let profile = alice.login_profile.unwrap();
    assert_eq!(profile.created, Some(moment("2025-01-01T00:00:00Z")));
    assert_eq!(
        alice.password_last_used,
        Some(moment("2026-01-02T03:04:05Z"))
    );
}

#[test]
fn what_the_account_does_not_know_is_told() {
    let row = "\"a,lice\",arn:aws:iam::111122223333:user/a,N/A,false,no_information,N/A,N/A,true,true,2020-01-01T00:00:00+00:00,N/A,N/A,N/A";
    let (alice, notes) = merged(row);
    assert!(alice.login_profile.is_none() && alice.access_keys[0].last_used.is_none());
    assert_eq!(
        notes,
        [
            "line 2: a,lice has an MFA device that is not known here: import a bundle",
            "line 2: a,lice has an active access key made at 2020-01-01T00:00:00Z that is not known \
             here: a report has no key ids, import a bundle",
        ]
    );
}

#[test]
fn as_get_credential_report_answers_it() {
    let csv = format!("{HEADER}\n<root_account>,arn:aws:iam::111122223333:root,N/A");
    let content = base64::engine::general_purpose::STANDARD.encode(&csv);
    let answer = serde_json::json!({ "Content": content, "ReportFormat": "text/csv",
        "GeneratedTime": "2026-01-01T00:00:00+00:00" });
    let report = read(answer.to_string().as_bytes()).unwrap();
    assert_eq!(report.text, csv);
    assert_eq!(report.generated, Some(moment("2026-01-01T00:00:00Z")));
    let broken = r#"{"Content": "!", "ReportFormat": "text/csv"}"#;
    let refused = read(broken.as_bytes()).unwrap_err();
    assert_eq!(refused.at(), Some("Content"));
}

#[test]
fn what_is_no_report_says_where() {
    let check = |text: &str, message: &str, at: Option<&str>| {
        let refused = read(text.as_bytes()).unwrap_err();
        assert_eq!((refused.to_string().as_str(), refused.at()), (message, at));
    };
    check(
        "user,x\n",
        "the first line has no column `arn`",
        Some("line 1"),
    );
    check("user,arn\n", "the report has no row that can be read", None);
    let two =
        "user,arn\na,arn:aws:iam::111122223333:user/a\nb,arn:aws:iam::444455556666:user/b\nc,d,e,f";
    let told: Vec<_> = read(two.as_bytes()).unwrap().not_taken;
    let told: Vec<&str> = told.iter().map(|it| it.at.as_str()).collect();
    assert_eq!(told, ["line 3", "line 4"]);
}

#[test]
fn ours_knows_only_what_it_knows() {
    let mut settings = AccountSettings::new(ID, AccountKind::Aws, "111122223333".parse().unwrap());
    let now = moment("2026-01-01T00:00:00Z");
    let plain = User::new(ID, "bob".parse().unwrap(), Path::root());
    let unknown: Directory = [Entity::User(plain.clone())].into_iter().collect();
    let text = write(&settings, &unknown, now);
    let row = text.lines().nth(1).unwrap();
    assert_eq!(
        row,
        "bob,arn:aws:iam::111122223333:user/bob,,,,,,,,,,,,,,,,,,,,,bailiwick 2026-01-01T00:00:00Z"
    );
    settings.kind = AccountKind::Local;
    let row = write(&settings, &unknown, now);
    assert!(
        row.contains("user/bob,,false,,,,false,false,,,,,false,"),
        "{row}"
    );
    let mut known = plain;
    let device = MfaDevice::new("GAHT12345678".parse().unwrap());
    known.mfa_devices.push(device);
    let known: Directory = [Entity::User(known)].into_iter().collect();
    let again = read(write(&settings, &known, now).as_bytes()).unwrap();
    assert_eq!(again.rows[0].truth("mfa_active"), Some(true));
    let both = write(&settings, &directory(), now);
    assert!(
        both.contains("\n\"a,lice\",\"arn:aws:iam::111122223333:user/a,lice\","),
        "{both}"
    );
}
