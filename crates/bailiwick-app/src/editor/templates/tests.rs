use iam_directory::{AccountKind, AccountSettings};
use iam_names::Partition;
use iam_policy::lint::{FindingSeverity, lint};
use iam_policy::policy::PolicyType;

use super::*;
use crate::contract::editor::BlankValue;

fn account(partition: Partition) -> AccountSettings {
    let id = "00000000000000000000000000000001".parse().unwrap();
    let mut settings =
        AccountSettings::new(id, AccountKind::Local, "111122223333".parse().unwrap());
    settings.partition = partition;
    settings
}

fn filled_in(account: &AccountSettings, id: &str, blanks: &[(&str, &str)]) -> FilledTemplateView {
    let request = FillTemplateRequest {
        account: String::new(),
        template: id.to_owned(),
        blanks: blanks
            .iter()
            .map(|(name, value)| BlankValue {
                name: (*name).to_owned(),
                value: (*value).to_owned(),
            })
            .collect(),
    };
    fill(account, &request).unwrap()
}

#[test]
fn every_template_keeps_its_promises_and_lint_finds_nothing_wrong() {
    for partition in [Partition::Aws, Partition::AwsCn] {
        let account = account(partition);
        for template in WISHES {
            let blanks = [("Bucket", "example-bucket"), ("TagValue", "team-a")];
            let filled = filled_in(&account, template.id, &blanks);
            assert!(filled.errors.is_empty(), "{:?}", filled.errors);
            assert!(!filled.text.contains('<'), "{}", filled.text);
            assert!(filled.promises.len() >= 3);
            for promise in &filled.promises {
                assert!(promise.holds, "{}: {}", template.id, promise.sentence);
            }
            let knowledge = iam_access::CatalogueKnowledge;
            let grave: Vec<_> = lint(&filled.text, PolicyType::Identity, &knowledge)
                .into_iter()
                .filter(|it| it.severity < FindingSeverity::Suggestion)
                .collect();
            assert!(grave.is_empty(), "{}: {grave:#?}", template.id);
        }
    }
}

/// A promise is worth something only if a document can break it.
#[test]
fn a_promise_is_broken_by_another_document() {
    let nothing = r#"{"Version":"2012-10-17","Statement":[]}"#;
    let everything =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let blanks = [
        ("Partition", "aws".to_owned()),
        ("Account", "111122223333".to_owned()),
        ("Bucket", "example-bucket".to_owned()),
        ("TagKey", "Owner".to_owned()),
        ("TagValue", "team-a".to_owned()),
        ("TagValue.resolved", "team-a".to_owned()),
        ("Regions", "eu-central-1".to_owned()),
    ];
    for template in WISHES {
        for document in [nothing, everything] {
            let broken = template
                .promises
                .iter()
                .any(|it| !it.holds(document, &blanks));
            assert!(broken, "{} promises nothing", template.id);
        }
    }
}

#[test]
fn mistakes_stand_beside_their_blanks() {
    let account = account(Partition::Aws);
    let filled = filled_in(&account, "read-one-bucket", &[("Bucket", "My Bucket")]);
    assert_eq!(filled.text, "");
    assert_eq!(filled.errors[0].field, "Bucket");
    assert_eq!(
        filled.errors[0].message,
        "`My Bucket` is not a bucket's name"
    );
    let filled = filled_in(
        &account,
        "region-lock",
        &[("Regions", "eu-central-1, mars")],
    );
    assert_eq!(filled.errors[0].field, "Regions");
    let filled = filled_in(
        &account,
        "region-lock",
        &[("Regions", "eu-west-1,us-east-1")],
    );
    assert!(
        filled.text.contains(r#"["eu-west-1", "us-east-1"]"#),
        "{}",
        filled.text
    );
    let filled = filled_in(&account, "start-and-stop-by-tag", &[]);
    assert!(filled.promises.iter().all(|it| it.holds));
}
