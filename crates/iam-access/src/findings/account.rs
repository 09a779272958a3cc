//! What AWS says of the account as a whole, and the questions it keeps.

use super::{FindingCode, Found};
use crate::saved::kept_expectations;
use iam_directory::EntityKind;

pub(super) fn look(found: &mut Found<'_>) {
    root(found);
    for (expectation, met) in kept_expectations(found.scope, found.now) {
        if met.holds {
            continue;
        }
        let about = (
            EntityKind::Expectation,
            expectation.id,
            expectation.name.as_str(),
        );
        let reason = format!(
            "`{}` shall be {}: {}",
            expectation.name,
            expectation.expected.as_str(),
            met.sentence
        );
        found.add(FindingCode::ExpectationFails, about, reason, Vec::new());
    }
}

/// Security Hub's IAM.4 and IAM.9.
/// <https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html>
fn root(found: &mut Found<'_>) {
    let settings = found.scope.account().settings();
    let Some(facts) = &settings.facts else { return };
    let number = settings.account_id.to_string();
    let about = (EntityKind::Account, settings.id, number.as_str());
    if facts.root_access_keys == Some(true) {
        let reason = format!(
            "The root user of {number} has an active access key, which no policy of the account limits: delete it as the root user."
        );
        found.add(FindingCode::RootAccessKeys, about, reason, Vec::new());
    }
    if facts.root_mfa == Some(false) {
        let reason = format!("The root user of {number} can sign in with a password alone.");
        found.add(FindingCode::RootWithoutMfa, about, reason, Vec::new());
    }
}
