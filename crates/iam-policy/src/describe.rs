//! A statement in one plain sentence: whom it allows or denies what, on what and when. It says
//! what is written, not what comes of it together with other policies.

use crate::condition::{Comparison as C, Operator, Qualifier, registry};
use crate::edit::{ConditionOutline, Named, PrincipalOutline, StatementOutline};
use crate::explain::condition_words::{alternatives, list};
use crate::policy::Effect;

/// How many names a sentence holds before it counts the rest.
const SHOWN: usize = 3;

/// The sentence for a statement.
#[must_use]
pub fn describe(statement: &StatementOutline) -> String {
    let Some(effect) = statement.effect else {
        return "This statement neither allows nor denies: its `Effect` is missing or wrong."
            .to_owned();
    };
    let mut sentence = match effect {
        Effect::Allow => "Allows ".to_owned(),
        Effect::Deny => "Denies ".to_owned(),
    };
    if let Some(principals) = &statement.principals {
        sentence.push_str(&who(principals));
        sentence.push(' ');
    }
    match &statement.actions {
        Some(named) => sentence.push_str(&actions(named)),
        None => sentence.push_str("no action that can be read"),
    }
    if let Some(named) = &statement.resources {
        sentence.push_str(" on ");
        sentence.push_str(&resources(named));
    }
    if !statement.conditions.is_empty() {
        sentence.push_str(match effect {
            Effect::Allow => ", only if ",
            Effect::Deny => ", if ",
        });
        let conditions = statement.conditions.iter().map(condition);
        sentence.push_str(&list(conditions, "and"));
    }
    sentence.push('.');
    if !statement.kept.is_empty() {
        let kept = statement.kept.iter().map(|name| format!("`{name}`"));
        sentence.push_str(" No field shows ");
        sentence.push_str(&list(kept, "and"));
        sentence.push('.');
    }
    sentence
}

fn actions(named: &Named<String>) -> String {
    let one = |pattern: &String| match pattern.strip_suffix(":*") {
        Some(service) => format!("every action of `{service}`"),
        None if pattern == "*" => "every action".to_owned(),
        None => format!("`{pattern}`"),
    };
    named_words(named, "no action", "every action", one)
}

fn resources(named: &Named<String>) -> String {
    let one = |pattern: &String| match pattern.as_str() {
        "*" => "every resource".to_owned(),
        pattern => format!("`{pattern}`"),
    };
    named_words(named, "no resource", "every resource", one)
}

fn who(named: &Named<PrincipalOutline>) -> String {
    let one = |principal: &PrincipalOutline| {
        let value = &principal.value;
        match (principal.kind.as_str(), value.as_str()) {
            ("*" | "AWS", "*") => "everybody".to_owned(),
            ("Service", _) => format!("the service `{value}`"),
            ("Federated", _) => format!("people of the identity provider `{value}`"),
            ("CanonicalUser", _) => format!("the canonical user `{value}`"),
            ("AWS", account) if account.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("the account `{account}`")
            }
            ("AWS", arn) => match arn
                .strip_suffix(":root")
                .and_then(|it| it.rsplit(':').next())
            {
                Some(account) => format!("the account `{account}`"),
                None => format!("`{arn}`"),
            },
            _ => format!("`{value}`"),
        }
    };
    named_words(named, "nobody", "everybody", one)
}

/// The names of an element in words; of the opposite, everything but them.
fn named_words<T>(
    named: &Named<T>,
    nothing: &str,
    everything: &str,
    one: impl Fn(&T) -> String,
) -> String {
    let shown = named.values.iter().take(SHOWN).map(one);
    let more = named.values.len().saturating_sub(SHOWN);
    let words = match (named.values.len(), more) {
        (0, _) if named.not => return everything.to_owned(),
        (0, _) => return nothing.to_owned(),
        (_, 0) => list(shown, "and"),
        _ => list(shown.chain([format!("{more} more")]), "and"),
    };
    if named.not {
        format!("{everything} but {words}")
    } else {
        words
    }
}

/// "`aws:SourceIp` is in `10.0.0.0/8`"
fn condition(condition: &ConditionOutline) -> String {
    let key = &condition.key;
    let Some((operator, _)) = registry::find(&condition.operator) else {
        return format!(
            "`{}` holds for `{key}`, an operator that does not exist",
            condition.operator
        );
    };
    let subject = match operator.qualifier {
        None => format!("`{key}`"),
        Some(Qualifier::ForAnyValue) => format!("some value of `{key}`"),
        Some(Qualifier::ForAllValues) => format!("every value of `{key}`"),
    };
    if operator.comparison == C::Null {
        let absent = condition
            .values
            .iter()
            .any(|it| it.eq_ignore_ascii_case("true"));
        let is = if absent { "is absent" } else { "is there" };
        return format!("`{key}` {is}");
    }
    let verb = verb(operator);
    let values = match (operator.negated, condition.values.len()) {
        (true, 2..) => format!("neither {}", neither(&condition.values)),
        (true, _) => format!("not {}", alternatives(&condition.values)),
        (false, _) => alternatives(&condition.values),
    };
    // "is not like `x`" reads better than "is like not `x`".
    let words = match verb.strip_prefix("is ") {
        Some(how) if operator.negated && condition.values.len() < 2 => {
            format!("is not {how} {}", alternatives(&condition.values))
        }
        _ => format!("{verb} {values}"),
    };
    let absent = match (operator.qualifier, operator.if_exists) {
        (Some(Qualifier::ForAllValues), _) => " (or has none)",
        (_, true) => " (or is absent)",
        _ => "",
    };
    format!("{subject} {words}{absent}")
}

/// "`a` nor `b`", the rest counted
fn neither(values: &[String]) -> String {
    let shown = values.iter().take(SHOWN).map(|value| format!("`{value}`"));
    match values.len().saturating_sub(SHOWN) {
        0 => list(shown, "nor"),
        more => list(shown.chain([format!("{more} more")]), "nor"),
    }
}

fn verb(operator: Operator) -> &'static str {
    match operator.comparison {
        C::StringEquals | C::NumericEquals | C::DateEquals | C::Bool | C::BinaryEquals => "is",
        C::StringEqualsIgnoreCase => "is, whatever the capitals,",
        C::StringLike | C::ArnEquals | C::ArnLike => "is like",
        C::NumericLessThan => "is less than",
        C::NumericLessThanEquals => "is at most",
        C::NumericGreaterThan => "is more than",
        C::NumericGreaterThanEquals => "is at least",
        C::DateLessThan => "is before",
        C::DateLessThanEquals => "is not after",
        C::DateGreaterThan => "is after",
        C::DateGreaterThanEquals => "is not before",
        C::IpAddress => "is in",
        C::Null => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::edit::outline;

    #[track_caller]
    fn check(statement: &str, expected: &str) {
        let source = format!("{{\"Statement\":{statement}}}");
        let outline = outline(&source).unwrap();
        assert_eq!(super::describe(&outline.statements[0]), expected);
    }

    #[test]
    fn a_sentence_for_every_statement() {
        check(
            r#"{"Effect":"Allow","Action":["s3:GetObject","s3:List*"],"Resource":"arn:aws:s3:::b/*"}"#,
            "Allows `s3:GetObject` and `s3:List*` on `arn:aws:s3:::b/*`.",
        );
        check(
            r#"{"Effect":"Deny","NotAction":["iam:*","sts:GetCallerIdentity"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"},"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}}"#,
            "Denies every action but every action of `iam` and `sts:GetCallerIdentity` on every resource, if `aws:MultiFactorAuthPresent` is `false` (or is absent) and `aws:RequestedRegion` is neither `eu-central-1` nor `eu-west-1`.",
        );
        check(
            r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root","Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringNotLike":{"sts:ExternalId":"x*"},"Null":{"aws:SourceIp":"true"}}}"#,
            "Allows the account `111122223333` and the service `ec2.amazonaws.com` `sts:AssumeRole`, only if `sts:ExternalId` is not like `x*` and `aws:SourceIp` is absent.",
        );
        check(
            r#"{"Effect":"Allow","Action":["a:1","a:2","a:3","a:4","a:5"],"NotResource":[],"Odd":1}"#,
            "Allows `a:1`, `a:2`, `a:3` and 2 more on every resource. No field shows `Odd`.",
        );
        check(
            r#"{"Action":"s3:*"}"#,
            "This statement neither allows nor denies: its `Effect` is missing or wrong.",
        );
    }
}
