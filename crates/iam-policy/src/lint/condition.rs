//! Conditions: does the operator fit the key, does the key exist, do the values make sense.

use std::net::IpAddr;

use super::{Check, Edit, Fix, KeyKind, Linter, strings};
use crate::condition::{Comparison, Operator, Qualifier, registry};
use crate::syntax::{Member, Node, quoted};

/// Global keys that want the key of a tag behind a slash.
const TAG_KEYS: [&str; 3] = ["aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

impl Linter<'_> {
    pub(super) fn conditions(&mut self, statement: &Node<'_>, path: &str, variables: bool) {
        let Some(node) = statement.get("Condition") else {
            return;
        };
        let Some(operators) = node.members() else {
            return;
        };
        let path = format!("{path}.Condition");
        if operators.is_empty() {
            let message = "the condition is empty";
            self.find(Check::EmptyObjectCondition, message, &path, node.span);
        }
        for member in operators {
            let path = format!("{path}.{}", member.key);
            let Some(keys) = member.node.members() else {
                continue;
            };
            if keys.is_empty() {
                let message = format!("`{}` names no condition keys", member.key);
                self.find(
                    Check::EmptyObjectCondition,
                    message,
                    &path,
                    member.node.span,
                );
            }
            let Some((operator, _)) = registry::find(&member.key) else {
                continue;
            };
            for key in keys {
                let path = format!("{path}.{}", key.key);
                self.key(statement, key, &path);
                self.operator(statement, member, operator, key, &path);
                self.values(member, operator, key, &path, variables);
                self.readings(operator, key, &path);
            }
        }
    }

    /// Does the key exist, and can the actions be narrowed with it?
    fn key(&mut self, statement: &Node<'_>, key: &Member<'_>, path: &str) {
        let (name, span) = (&*key.key, key.key_span);
        let Some((prefix, _)) = name.split_once(':') else {
            let message = format!("`{name}` is not a condition key");
            let check = Check::InvalidConditionKeyFormat;
            if let Some(it) = self.find(check, message, path, span) {
                it.help("a condition key is written `service:keyname`");
            }
            return;
        };
        if name.eq_ignore_ascii_case("aws:ARN") {
            let message = "`aws:ARN` is not supported";
            let check = Check::UnsupportedGlobalConditionKey;
            if let Some(it) = self.find(check, message, path, span) {
                it.help("use `aws:PrincipalArn` or `aws:SourceArn`");
            }
            return;
        }
        let bare = name.strip_suffix('/').unwrap_or(name);
        if TAG_KEYS.iter().any(|it| it.eq_ignore_ascii_case(bare)) {
            let message = format!("`{name}` names no tag");
            let check = Check::MissingTagKeyInCondition;
            if let Some(it) = self.find(check, message, path, span) {
                it.help(format!("write the tag's key behind a slash: `{bare}/team`"));
            }
            return;
        }
        if name.contains("${") || self.knowledge.knows_service("iam").is_none() {
            return;
        }
        if self.knowledge.key(name).is_none() {
            let check = if prefix.eq_ignore_ascii_case("aws") {
                Check::InvalidGlobalConditionKey
            } else if self.knowledge.knows_service(prefix) == Some(true) {
                Check::InvalidServiceConditionKey
            } else {
                // The key of an identity provider, such as `accounts.google.com:sub`.
                return;
            };
            let meant = self.knowledge.suggest_key(name);
            let message = format!("there is no condition key `{name}`");
            if let Some(it) = self.find(check, message, path, span) {
                it.suggest(meant);
            }
        } else if !prefix.eq_ignore_ascii_case("aws") {
            self.narrowing(statement, key, path);
        }
    }

    fn narrowing(&mut self, statement: &Node<'_>, key: &Member<'_>, path: &str) {
        let Some(actions) = self.exact_actions(statement).filter(|it| !it.is_empty()) else {
            return;
        };
        // What stands before `${…}` or a slash is enough to know the key again.
        let stem = |name: &str| {
            let end = name.find(['$', '/']).unwrap_or(name.len());
            name[..end].to_ascii_lowercase()
        };
        let wanted = stem(&key.key);
        let none = actions
            .iter()
            .all(|action| action.keys.iter().all(|known| stem(known) != wanted));
        if none {
            let message = format!("none of the actions has the condition key `{}`", key.key);
            let check = Check::UnsupportedActionForConditionKey;
            self.find(check, message, path, key.key_span);
        }
    }

    /// Does the operator fit what the key's values are?
    fn operator(
        &mut self,
        statement: &Node<'_>,
        written: &Member<'_>,
        operator: Operator,
        key: &Member<'_>,
        path: &str,
    ) {
        let null = operator.comparison == Comparison::Null;
        if null && operator.qualifier.is_some() {
            let message = "`Null` with a qualifier always says the same";
            let check = Check::NullWithQualifier;
            if let Some(it) = self.find(check, message, path, written.key_span) {
                it.replace("Null");
            }
        }
        let Some((kind, multivalued)) = self.knowledge.key(&key.key) else {
            return;
        };
        let name = &key.key;
        if multivalued && operator.qualifier.is_none() && !null {
            let message = format!("`{name}` has many values, and `{operator}` compares one");
            let check = Check::MissingQualifier;
            if let Some(it) = self.find(check, message, path, written.key_span) {
                it.help(format!(
                    "write `ForAnyValue:{operator}` or `ForAllValues:{operator}`"
                ));
            }
        }
        let allow = statement.get("Effect").and_then(Node::text) == Some("Allow");
        if !multivalued && operator.qualifier == Some(Qualifier::ForAllValues) && allow {
            let message = format!(
                "`ForAllValues` is true when `{name}` is missing, and `{name}` has one value"
            );
            let check = Check::ForAllValuesWithSingleValuedKey;
            let single = Operator {
                qualifier: None,
                ..operator
            };
            if let Some(it) = self.find(check, message, path, written.key_span) {
                it.replace(&single.to_string());
            }
        }
        if !null && !fits(kind, operator.comparison) {
            let wanted = match kind {
                KeyKind::String => "String",
                KeyKind::Arn => "Arn",
                KeyKind::Bool => "Bool",
                KeyKind::Numeric => "Numeric",
                KeyKind::Date => "Date",
                KeyKind::Ip => "IpAddress",
            };
            let message = format!("`{operator}` does not fit the condition key `{name}`");
            let check = Check::TypeMismatch;
            if let Some(it) = self.find(check, message, path, written.key_span) {
                it.help(format!("use a `{wanted}` operator"));
            }
        }
    }

    fn values(
        &mut self,
        written: &Member<'_>,
        operator: Operator,
        key: &Member<'_>,
        path: &str,
        variables: bool,
    ) {
        let values = strings(&key.node, path);
        let several = key.node.items().map_or(1, <[_]>::len) > 1;
        if operator.comparison == Comparison::Bool && several {
            let message = format!("`{}` has more than one truth value", key.key);
            let check = Check::InvalidConditionMultipleBoolean;
            self.find(check, message, path, key.node.span);
        }
        for (text, item, path) in &values {
            if !variables && text.contains("${") && operator.comparison.allows_variables() {
                let message =
                    format!("`{text}` has a variable, which is literal text in this version");
                let check = Check::VariableUnsupportedInVersion;
                if let Some(it) = self.find(check, message, path, item.span) {
                    it.help("write `\"Version\": \"2012-10-17\"`");
                }
            }
            if variables {
                self.spaces(text, item, path);
            }
            self.wildcard(written, operator, text, item, path);
            self.identifier(&key.key, text, item, path);
            if operator.comparison == Comparison::IpAddress {
                self.range(text, item, path);
            }
        }
        if operator.comparison == Comparison::IpAddress
            && key.key.eq_ignore_ascii_case("aws:SourceIp")
        {
            self.private(operator.negated, &values, key, path);
        }
    }

    fn wildcard(
        &mut self,
        written: &Member<'_>,
        operator: Operator,
        text: &str,
        item: &Node<'_>,
        path: &str,
    ) {
        let plain = text.replace("${*}", "").replace("${?}", "");
        if operator.comparison != Comparison::StringEquals || !plain.contains(['*', '?']) {
            return;
        }
        let like = Operator {
            comparison: Comparison::StringLike,
            ..operator
        };
        let message = format!("`{operator}` takes the wildcard in `{text}` as a character");
        let check = Check::WildcardWithoutLikeOperator;
        if let Some(it) = self.find(check, message, path, item.span) {
            it.help(format!("use `{like}` if a wildcard is meant"));
            it.fix = Some(Fix {
                title: format!("Write `{like}`"),
                edits: vec![Edit {
                    span: written.key_span,
                    replacement: quoted(&like.to_string()),
                }],
            });
        }
    }

    /// The ids of VPCs and VPC endpoints: a prefix and 8 or 17 hexadecimal digits.
    fn identifier(&mut self, key: &str, text: &str, item: &Node<'_>, path: &str) {
        let (prefix, check) = if key.eq_ignore_ascii_case("aws:SourceVpc") {
            ("vpc-", Check::InvalidVpcFormat)
        } else if key.eq_ignore_ascii_case("aws:SourceVpce") {
            ("vpce-", Check::InvalidVpceFormat)
        } else {
            return;
        };
        let sound = text.strip_prefix(prefix).is_some_and(|id| {
            matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        if !sound && !text.contains(['*', '?', '$']) {
            let message = format!("`{text}` is not an id of this kind");
            if let Some(it) = self.find(check, message, path, item.span) {
                it.help(format!("write `{prefix}` and 8 or 17 hexadecimal digits"));
            }
        }
    }

    /// A range whose address has bits behind the mask.
    fn range(&mut self, text: &str, item: &Node<'_>, path: &str) {
        let Some((address, bits)) = read_range(text) else {
            return;
        };
        let masked = masked(address, bits);
        if masked != address {
            let better = format!("{masked}/{bits}");
            let message = format!("the bits of `{text}` behind the mask are ignored");
            if let Some(it) = self.find(Check::ImproveIpRange, message, path, item.span) {
                it.replace(&better);
            }
        }
    }

    fn private(
        &mut self,
        negated: bool,
        values: &[(&str, &Node<'_>, String)],
        key: &Member<'_>,
        path: &str,
    ) {
        let known: Vec<bool> = values
            .iter()
            .filter_map(|(text, ..)| read_range(text).map(|(address, _)| is_private(address)))
            .collect();
        let some = known.iter().any(|it| *it);
        let all = known.iter().all(|it| *it);
        let check = match (some, all, negated) {
            (false, ..) => return,
            (true, true, false) => Check::PrivateIpAddress,
            (true, true, true) => Check::PrivateNotIpAddress,
            (true, false, false) => Check::PrivateIpAddressSubset,
            (true, false, true) => Check::PrivateNotIpAddressSubset,
        };
        let message = "`aws:SourceIp` is a public address; private ranges never match it";
        if let Some(it) = self.find(check, message, path, key.node.span) {
            it.help("use `aws:VpcSourceIp` together with `aws:SourceVpc`");
        }
    }
}

/// Whether AWS takes the comparison for keys of the kind. Strings stand for ARNs too.
fn fits(kind: KeyKind, comparison: Comparison) -> bool {
    use Comparison as C;
    let string = matches!(
        comparison,
        C::StringEquals | C::StringEqualsIgnoreCase | C::StringLike | C::BinaryEquals
    );
    match kind {
        KeyKind::String => string,
        KeyKind::Arn => string || matches!(comparison, C::ArnEquals | C::ArnLike),
        KeyKind::Bool => comparison == C::Bool,
        // Seconds since 1970 are compared by both families.
        KeyKind::Numeric | KeyKind::Date => comparison.is_date() || is_numeric(comparison),
        KeyKind::Ip => comparison == C::IpAddress,
    }
}

fn is_numeric(comparison: Comparison) -> bool {
    (Comparison::NumericEquals..=Comparison::NumericGreaterThanEquals).contains(&comparison)
}

fn read_range(text: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = match text.split_once('/') {
        None => (text, None),
        Some((address, bits)) => (address, Some(bits.parse::<u32>().ok()?)),
    };
    let address: IpAddr = address.trim().parse().ok()?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(width);
    (bits <= width).then_some((address, bits))
}

fn masked(address: IpAddr, bits: u32) -> IpAddr {
    match address {
        IpAddr::V4(it) => {
            let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
            IpAddr::V4((it.to_bits() & mask).into())
        }
        IpAddr::V6(it) => {
            let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
            IpAddr::V6((it.to_bits() & mask).into())
        }
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => it.is_private(),
        IpAddr::V6(it) => it.is_unique_local(),
    }
}
