//! What lint knows of AWS: the bundled catalogue behind `iam-policy`'s trait.

use iam_catalog::{Catalogue, ValueType};
use iam_names::Partition;
use iam_policy::lint::{KeyKind, Knowledge, KnownAction};

/// The bundled catalogue, as [`iam_policy::lint::lint`] asks it.
#[derive(Debug, Clone, Copy, Default)]
pub struct CatalogueKnowledge;

impl Knowledge for CatalogueKnowledge {
    fn knows_service(&self, prefix: &str) -> Option<bool> {
        Some(Catalogue::bundled().service(prefix).is_some())
    }

    fn action(&self, name: &str) -> Option<KnownAction> {
        let action = Catalogue::bundled().action(name)?;
        let types = action.resource_types();
        let mut keys: Vec<String> = action
            .condition_keys()
            .into_iter()
            .chain(
                types
                    .iter()
                    .flat_map(|it| it.condition_keys.iter().copied()),
            )
            .chain(
                types
                    .iter()
                    .flat_map(|it| it.resource_type.condition_keys()),
            )
            .map(|key| key.name().to_owned())
            .collect();
        keys.sort();
        keys.dedup();
        Some(KnownAction {
            name: action.full_name(),
            wildcard_only: action.wildcard_only(),
            resources: types
                .iter()
                .map(|it| it.resource_type.arn_pattern(Partition::Aws, None, None))
                .map(any_partition)
                .collect(),
            keys,
        })
    }

    fn matches_any(&self, pattern: &str) -> bool {
        !Catalogue::bundled().actions_matching(pattern).is_empty()
    }

    fn suggest_action(&self, name: &str) -> Option<String> {
        Catalogue::bundled().suggest_action(name).into_iter().next()
    }

    fn suggest_service(&self, prefix: &str) -> Option<String> {
        Catalogue::bundled()
            .suggest_service(prefix)
            .into_iter()
            .next()
    }

    fn key(&self, name: &str) -> Option<(KeyKind, bool)> {
        let key = Catalogue::bundled().condition_key(name)?;
        let kind = match key.key_type.value {
            ValueType::String => KeyKind::String,
            ValueType::Arn => KeyKind::Arn,
            ValueType::Bool => KeyKind::Bool,
            ValueType::Numeric => KeyKind::Numeric,
            ValueType::Date => KeyKind::Date,
            ValueType::IpAddress => KeyKind::Ip,
        };
        Some((kind, key.key_type.multivalued))
    }

    fn suggest_key(&self, name: &str) -> Option<String> {
        Catalogue::bundled()
            .suggest_condition_key(name)
            .into_iter()
            .next()
    }

    fn has_resource_tags(&self, pattern: &str) -> Option<bool> {
        let actions = Catalogue::bundled().actions_matching(pattern);
        let tagged = |key: &str| {
            let start = key.get(.."aws:ResourceTag/".len());
            start.is_some_and(|start| start.eq_ignore_ascii_case("aws:ResourceTag/"))
        };
        let has = |action: &iam_catalog::Action<'_>| {
            let known = self.action(&action.full_name());
            known.is_some_and(|known| known.keys.iter().any(|key| tagged(key)))
        };
        (!actions.is_empty()).then(|| actions.iter().any(has))
    }

    fn arns(&self, prefix: &str) -> Vec<String> {
        Catalogue::bundled()
            .service(prefix)
            .map(|service| {
                service
                    .resource_types()
                    .map(|it| it.arn_pattern(Partition::Aws, None, None))
                    .map(any_partition)
                    .collect()
            })
            .unwrap_or_default()
    }
}

/// A pattern for the resources of every partition.
fn any_partition(pattern: String) -> String {
    match pattern.strip_prefix("arn:aws:") {
        Some(rest) => format!("arn:*:{rest}"),
        None => pattern,
    }
}

#[cfg(test)]
mod tests {
    use iam_policy::lint::{FindingSeverity, lint};
    use iam_policy::policy::PolicyType;

    use super::CatalogueKnowledge;

    #[track_caller]
    fn check(statement: &str, expected: &[(&str, Option<&str>)]) {
        let source = format!(r#"{{"Version":"2012-10-17","Statement":{{{statement}}}}}"#);
        let found = lint(&source, PolicyType::Identity, &CatalogueKnowledge);
        let short: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|it| (it.check.as_str(), it.help.as_deref()))
            .collect();
        assert_eq!(short, expected, "{source}");
    }

    #[test]
    fn names_that_do_not_exist() {
        let allow = r#""Effect":"Allow","Resource":"*","#;
        let with = |rest: &str| format!("{allow}{rest}");
        check(&with(r#""Action":"s3:GetObject""#), &[]);
        check(
            &with(r#""Action":"s3:GetObjct""#),
            &[("INVALID_ACTION", Some("did you mean `s3:GetObject`?"))],
        );
        check(&with(r#""Action":"s3:Frob*""#), &[("INVALID_ACTION", None)]);
        check(
            &with(r#""Action":"s3:*","Condition":{"StringEquals":{"aws:PrincipalOrgId2":"o"}}"#),
            &[(
                "INVALID_GLOBAL_CONDITION_KEY",
                Some("did you mean `aws:PrincipalOrgID`?"),
            )],
        );
        check(
            &with(r#""Action":"s3:*","Condition":{"StringEquals":{"aws:SecureTransport":"true"}}"#),
            &[("TYPE_MISMATCH", Some("use a `Bool` operator"))],
        );
        check(
            &with(r#""Action":"s3:*","Condition":{"StringEquals":{"aws:TagKeys":"a"}}"#),
            &[(
                "MISSING_QUALIFIER",
                Some("write `ForAnyValue:StringEquals` or `ForAllValues:StringEquals`"),
            )],
        );
    }

    #[test]
    fn tags_that_a_service_does_not_send() {
        let condition = r#""Condition":{"StringEquals":{"aws:ResourceTag/status":"secret"}}"#;
        let with = |rest: &str| format!(r#"{rest},"Resource":"*",{condition}"#);
        let help = Some("move these actions to a statement without this condition key");
        check(
            &with(r#""Effect":"Deny","Action":["ec2:TerminateInstances"]"#),
            &[],
        );
        check(
            &with(r#""Effect":"Deny","Action":["ec2:TerminateInstances","health:*"]"#),
            &[("DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", help)],
        );
        check(
            &with(r#""Effect":"Allow","Action":"health:DescribeEvents""#),
            &[("ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", help)],
        );
        check(
            &with(r#""Effect":"Deny","NotAction":"ec2:*""#),
            &[(
                "DENY_NOT_ACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
                Some("list the actions in `Action`"),
            )],
        );
        // A negated operator holds where the tag is absent.
        let negated = condition.replace("StringEquals", "StringNotEquals");
        check(
            &format!(r#""Effect":"Deny","Action":"health:*","Resource":"*",{negated}"#),
            &[],
        );
    }

    #[test]
    fn resources_that_an_action_does_not_take() {
        let on = |action: &str, arn: &str| {
            format!(r#""Effect":"Allow","Action":"{action}","Resource":"{arn}""#)
        };
        check(&on("s3:GetObject", "arn:aws:s3:::b/k"), &[]);
        check(
            &on(
                "iam:GetUser",
                "arn:aws:iam::111122223333:user/${aws:username}",
            ),
            &[],
        );
        check(
            &on("s3:ListAllMyBuckets", "arn:aws:s3:::b"),
            &[(
                "ACTION_WITHOUT_RESOURCE_LEVEL",
                Some("put it into a statement of its own with `\"Resource\": \"*\"`"),
            )],
        );
        check(
            &on("iam:GetUser", "arn:aws:iam::111122223333:role/x"),
            &[(
                "RESOURCE_TYPE_UNSUPPORTED_BY_ACTION",
                Some("its resources look like `arn:*:iam::*:user/*`"),
            )],
        );
        check(
            &on("iam:GetUser", "arn:aws:iam:eu-west-1:111122223333:user/x"),
            &[("ARN_REGION_NOT_ALLOWED", None)],
        );
    }

    /// AWS's own policies are the measure: an error in one of them is most likely ours. One in
    /// eight of them shows it every time, all of them before a release.
    #[test]
    fn aws_managed_policies_are_mostly_sound() {
        sound(8);
    }

    #[test]
    #[ignore = "takes a quarter of a minute; the run before a release"]
    fn all_aws_managed_policies_are_mostly_sound() {
        sound(1);
    }

    fn sound(one_in: usize) {
        let mut errors = std::collections::BTreeMap::<&str, usize>::new();
        let mut policies = 0;
        let all = iam_catalog::Catalogue::bundled().managed_policies();
        for policy in all.step_by(one_in) {
            policies += 1;
            for found in lint(policy.document(), PolicyType::Identity, &CatalogueKnowledge) {
                if found.severity == FindingSeverity::Error {
                    *errors.entry(found.check.as_str()).or_default() += 1;
                }
            }
        }
        assert!(
            policies > 1_500 / one_in,
            "{policies} policies, errors: {errors:?}"
        );
        assert!(!errors.contains_key("JSON_SYNTAX_ERROR"));
        assert!(!errors.contains_key("INVALID_POLICY_ELEMENT"));
    }
}
