//! Condition keys: what the window is asked for, and what it gives.

use iam_access::NamedKey;
use iam_catalog::ValueType;
use iam_policy::context::ContextValue as EngineValue;

use crate::contract::simulate::{ContextKeyView, ContextValue};
use crate::error::{Code, CommandError};

/// The condition keys of a request, as the engine takes them.
pub(super) fn given(context: &[ContextValue]) -> Result<Vec<(String, EngineValue)>, CommandError> {
    context
        .iter()
        .enumerate()
        .map(|(index, given)| {
            let key = given.key.trim();
            if !key.contains(':') || key.chars().any(char::is_whitespace) {
                return Err(CommandError::new(
                    Code::InvalidField,
                    format!("`{key}` is no condition key"),
                )
                .help("a key has a prefix: `aws:SourceIp`, `s3:prefix`")
                .at(format!("context[{index}].key")));
            }
            let value = match (given.multi_valued, given.values.as_slice()) {
                (false, [value]) => EngineValue::Single(value.clone()),
                (false, []) => {
                    return Err(CommandError::new(
                        Code::InvalidField,
                        format!("the key `{key}` has no value"),
                    )
                    .help("give it a value, or leave the key out")
                    .at(format!("context[{index}].values")));
                }
                (_, values) => EngineValue::Many(values.to_vec()),
            };
            Ok((key.to_owned(), value))
        })
        .collect()
}

/// The values of a key as a list.
pub(super) fn values(value: &EngineValue) -> Vec<String> {
    match value {
        EngineValue::Single(value) => vec![value.clone()],
        EngineValue::Many(values) => values.clone(),
    }
}

/// A key that the policies in scope name.
pub(super) fn key_view(key: NamedKey) -> ContextKeyView {
    let value_type = key
        .known
        .as_ref()
        .map_or(ValueType::String, |it| it.key_type.value);
    let value_type = key_type_name(value_type).to_owned();
    ContextKeyView {
        multi_valued: key
            .known
            .as_ref()
            .is_some_and(|known| known.key_type.multivalued),
        filled: key
            .filled
            .as_ref()
            .map_or_else(Vec::new, |filled| values(&filled.value)),
        example: example_of_key(&key.name, &value_type).to_owned(),
        description: String::new(),
        name: key.name,
        value_type,
    }
}

/// A type as AWS's reference names it.
pub(crate) fn key_type_name(value: ValueType) -> &'static str {
    match value {
        ValueType::String => "String",
        ValueType::Arn => "ARN",
        ValueType::Bool => "Bool",
        ValueType::Numeric => "Numeric",
        ValueType::Date => "Date",
        ValueType::IpAddress => "IPAddress",
    }
}

/// A value of the right shape, for the field's placeholder.
pub(crate) fn example_of_key(name: &str, value_type: &str) -> &'static str {
    match name.to_lowercase().as_str() {
        "aws:sourceip" => "203.0.113.7",
        "aws:requestedregion" => "eu-central-1",
        "aws:multifactorauthage" => "300",
        "aws:principalorgid" => "o-a1b2c3d4e5",
        "aws:sourcearn" => "arn:aws:sns:eu-central-1:111122223333:topic",
        "s3:prefix" => "home/alice/",
        _ => match value_type {
            "Bool" => "true",
            "Numeric" => "10",
            "Date" => "2026-12-31T23:59:59Z",
            "IPAddress" => "203.0.113.7",
            "ARN" => "arn:aws:s3:::example-bucket",
            _ => "value",
        },
    }
}
