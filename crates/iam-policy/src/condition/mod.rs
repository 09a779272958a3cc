//! Conditions: what an operator means is decided in its family's file, one line each in the
//! registry; how values, qualifiers and missing keys combine is decided in [`test`].
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

pub mod arn;
pub mod binary;
pub mod boolean;
pub mod date;
pub mod ip;
pub mod numeric;
pub mod registry;
pub mod string;
pub mod test;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::context::{Context, KeyName};
use crate::pattern::Pattern;
use crate::problem::{Problem, ProblemCode, Span};
use crate::variable::{Text, Variable, VariableMistake};

/// What an operator compares, before it is negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
    /// `StringEquals`: the same text, capitals counting, `*` an ordinary character.
    StringEquals,
    /// `StringEqualsIgnoreCase`: the same text in lower case.
    StringEqualsIgnoreCase,
    /// `StringLike`: a pattern with `*` and `?`, capitals counting.
    StringLike,
    /// `NumericEquals`
    NumericEquals,
    /// `NumericLessThan`
    NumericLessThan,
    /// `NumericLessThanEquals`
    NumericLessThanEquals,
    /// `NumericGreaterThan`
    NumericGreaterThan,
    /// `NumericGreaterThanEquals`
    NumericGreaterThanEquals,
    /// `DateEquals`
    DateEquals,
    /// `DateLessThan`
    DateLessThan,
    /// `DateLessThanEquals`
    DateLessThanEquals,
    /// `DateGreaterThan`
    DateGreaterThan,
    /// `DateGreaterThanEquals`
    DateGreaterThanEquals,
    /// `Bool`
    Bool,
    /// `BinaryEquals`
    BinaryEquals,
    /// `IpAddress`
    IpAddress,
    /// `ArnEquals`, which is the same as `ArnLike`
    ArnEquals,
    /// `ArnLike`
    ArnLike,
    /// `Null`: whether the key is absent
    Null,
}

/// How the values of a multivalued key are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Every value of the request must match; true when there is none.
    ForAllValues,
    /// One value of the request must match; false when there is none.
    ForAnyValue,
}

/// A condition operator as the policy names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`, when there is one.
    pub qualifier: Option<Qualifier>,
    /// What is compared.
    pub comparison: Comparison,
    /// Whether the operator has `Not` in its name.
    pub negated: bool,
    /// Whether it ends in `IfExists`.
    pub if_exists: bool,
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.qualifier {
            None => "",
            Some(Qualifier::ForAllValues) => "ForAllValues:",
            Some(Qualifier::ForAnyValue) => "ForAnyValue:",
        })?;
        f.write_str(registry::name(self.comparison, self.negated))?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

/// A value of a policy, read as its operator wants it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PolicyValue {
    /// Text that must be the same.
    Text(Text),
    /// A pattern without variables.
    Pattern(Pattern),
    /// A pattern with variables.
    Template(Text),
    /// An ARN pattern.
    Arn(Box<crate::arn::ArnPattern>),
    /// `*` for an ARN: any ARN at all.
    AnyArn,
    /// A number.
    Number(numeric::Decimal),
    /// A point in time.
    Date(date::Instant),
    /// A truth value.
    Bool(bool),
    /// A truth value from a variable.
    BoolTemplate(Text),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A range of addresses.
    Network(ip::Network),
}

/// A value of a policy and how it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    /// As it was written.
    pub written: Box<str>,
    /// As it is understood; nothing when the operator cannot read it.
    pub read: Option<PolicyValue>,
}

/// One operator, one key, its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The operator.
    pub operator: Operator,
    /// The condition key.
    pub key: KeyName,
    /// The policy's values, in order.
    pub values: Box<[Value]>,
    /// The bytes of the key and its values.
    pub span: Span,
}

/// A condition that means something, or the reason why it does not.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// A condition; some of its values may still be unreadable, the problem of the first is here.
    Condition(Condition, Option<Box<Problem>>),
    /// The operator does not exist, or the block makes no sense.
    Unevaluable(Box<Problem>),
}

impl Condition {
    /// The keys the outcome depends on: its own and those of its variables.
    pub fn keys(&self) -> impl Iterator<Item = &KeyName> {
        let variables = self.values.iter().flat_map(Value::variables);
        std::iter::once(&self.key).chain(variables.map(|variable| &variable.key))
    }
}

impl Value {
    /// The variables in it.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        let (text, arn) = match &self.read {
            Some(
                PolicyValue::Text(text)
                | PolicyValue::Template(text)
                | PolicyValue::BoolTemplate(text),
            ) => (Some(text), None),
            Some(PolicyValue::Arn(arn)) => (None, Some(arn)),
            _ => (None, None),
        };
        text.into_iter()
            .chain(arn.into_iter().flat_map(|arn| arn.texts()))
            .flat_map(Text::variables)
    }
}

/// What one comparison of a request's value with a policy's value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Whether they match with what is known.
    pub matches: bool,
    /// Whether an absent variable could change that.
    pub sure: bool,
    /// Whether the request's value could be read.
    pub readable: bool,
}

impl Compared {
    pub(crate) fn sure(matches: bool) -> Self {
        Self {
            matches,
            sure: true,
            readable: true,
        }
    }

    pub(crate) fn unreadable() -> Self {
        Self {
            matches: false,
            sure: true,
            readable: false,
        }
    }
}

/// Reads a policy's value for a comparison; the error is a code and a message.
pub(crate) fn read_value(
    comparison: Comparison,
    written: &str,
    variables: bool,
    mistakes: &mut Vec<VariableMistake>,
) -> Result<PolicyValue, (ProblemCode, String)> {
    use Comparison as C;
    let text = |mistakes: &mut Vec<VariableMistake>| {
        if variables {
            Text::parse(written, mistakes)
        } else {
            Text::plain(written)
        }
    };
    let read = match comparison {
        C::StringEquals | C::StringEqualsIgnoreCase => Some(PolicyValue::Text(text(mistakes))),
        C::StringLike => Some(string::read_pattern(written, variables, mistakes)),
        C::ArnEquals | C::ArnLike => arn::read(written, variables, mistakes),
        C::NumericEquals
        | C::NumericLessThan
        | C::NumericLessThanEquals
        | C::NumericGreaterThan
        | C::NumericGreaterThanEquals => numeric::Decimal::read(written).map(PolicyValue::Number),
        C::DateEquals
        | C::DateLessThan
        | C::DateLessThanEquals
        | C::DateGreaterThan
        | C::DateGreaterThanEquals => date::Instant::read(written).map(PolicyValue::Date),
        C::Bool => boolean::read_with_variables(written, variables, mistakes),
        C::Null => boolean::read(written).map(PolicyValue::Bool),
        C::BinaryEquals => binary::read(written).map(PolicyValue::Bytes),
        C::IpAddress => ip::Network::read(written).map(PolicyValue::Network),
    };
    read.ok_or_else(|| {
        let what = match comparison {
            C::ArnEquals | C::ArnLike => "an ARN of six parts",
            C::Bool | C::Null => "`true` or `false`",
            C::BinaryEquals => "base64",
            C::IpAddress => "an IP address or a CIDR range",
            comparison if comparison.is_date() => "a date",
            _ => "a number",
        };
        (
            ProblemCode::BadConditionValue,
            format!("`{written}` is not {what}"),
        )
    })
}

impl Comparison {
    /// Whether it compares points in time.
    #[must_use]
    pub fn is_date(self) -> bool {
        (Self::DateEquals..=Self::DateGreaterThanEquals).contains(&self)
    }

    /// Whether variables are allowed in its values.
    #[must_use]
    pub fn allows_variables(self) -> bool {
        matches!(
            self,
            Self::StringEquals
                | Self::StringEqualsIgnoreCase
                | Self::StringLike
                | Self::ArnEquals
                | Self::ArnLike
                | Self::Bool
        )
    }
}

/// Compares one value of the request with one value of the policy.
pub(crate) fn compare(
    comparison: Comparison,
    policy: &PolicyValue,
    request: &str,
    context: &Context,
) -> Compared {
    use std::cmp::Ordering;
    match policy {
        PolicyValue::Text(text) => string::compare_text(text, request, comparison, context),
        PolicyValue::Pattern(pattern) => Compared::sure(pattern.matches(request)),
        PolicyValue::Template(text) => string::compare_template(text, request, context),
        PolicyValue::Arn(pattern) => arn::compare(pattern, request, context),
        PolicyValue::AnyArn => arn::compare_any(request),
        PolicyValue::Bool(expected) => boolean::compare(*expected, request),
        PolicyValue::BoolTemplate(text) => boolean::compare_template(text, request, context),
        PolicyValue::Bytes(bytes) => binary::compare(bytes, request),
        PolicyValue::Network(network) => ip::compare(network, request),
        PolicyValue::Number(number) => match numeric::Decimal::read(request) {
            Some(value) => Compared::sure(ordered(comparison, value.cmp(number))),
            None => Compared::unreadable(),
        },
        PolicyValue::Date(date) => match date::Instant::read(request) {
            Some(value) => {
                let ordering: Ordering = value.cmp(date);
                Compared::sure(ordered(comparison, ordering))
            }
            None => Compared::unreadable(),
        },
    }
}

/// Whether an ordering of request against policy is what the comparison asks for.
fn ordered(comparison: Comparison, ordering: std::cmp::Ordering) -> bool {
    use Comparison as C;
    match comparison {
        C::NumericLessThan | C::DateLessThan => ordering.is_lt(),
        C::NumericLessThanEquals | C::DateLessThanEquals => ordering.is_le(),
        C::NumericGreaterThan | C::DateGreaterThan => ordering.is_gt(),
        C::NumericGreaterThanEquals | C::DateGreaterThanEquals => ordering.is_ge(),
        _ => ordering.is_eq(),
    }
}
