//! CloudFormation's intrinsic functions, as far as they can be decided without a stack.
//!
//! Parameters stand for their defaults. What only a stack decides (a region, a generated name, an
//! attribute of a resource that AWS makes up) is undecided, with the reason: nothing is guessed.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>

use std::cell::Cell;

use iam_names::{Arn, Partition, Path};
use serde_json::{Map, Value, json};

use crate::template::TemplateAccount;

/// Why a value is not known.
pub(super) type Undecided = String;

/// A resource that was looked up more often than this refers to itself.
const DEPTH: usize = 60;

/// What functions refer to.
pub(super) struct Scope<'a> {
    pub(super) template: &'a Value,
    pub(super) account: TemplateAccount,
    depth: Cell<usize>,
}

/// Types whose name decides what `Ref` and the attribute `Arn` give: the property that holds the
/// name, and the ARN with `*` for it (`@` is the account).
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html>
const NAMED: &[(&str, &str, &str)] = &[("AWS::S3::Bucket", "BucketName", "s3:::*")];

/// IAM's own types: the property that holds the name, and the word in the ARN.
const IAM: &[(&str, &str, &str)] = &[
    ("AWS::IAM::User", "UserName", "user"),
    ("AWS::IAM::Group", "GroupName", "group"),
    ("AWS::IAM::Role", "RoleName", "role"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName", "policy"),
    (
        "AWS::IAM::InstanceProfile",
        "InstanceProfileName",
        "instance-profile",
    ),
];

impl<'a> Scope<'a> {
    pub(super) fn new(template: &'a Value, account: TemplateAccount) -> Self {
        Self {
            template,
            account,
            depth: Cell::new(0),
        }
    }

    /// A value with every function in it decided. What is `AWS::NoValue` is left out.
    pub(super) fn value(&self, value: &Value) -> Result<Value, Undecided> {
        Ok(self.some(value)?.unwrap_or(Value::Null))
    }

    fn some(&self, value: &Value) -> Result<Option<Value>, Undecided> {
        let depth = self.depth.get();
        if depth > DEPTH {
            return Err("it refers to itself".to_owned());
        }
        self.depth.set(depth + 1);
        let found = self.within(value);
        self.depth.set(depth);
        found
    }

    fn within(&self, value: &Value) -> Result<Option<Value>, Undecided> {
        Ok(Some(match value {
            Value::Array(items) => {
                let mut found = Vec::with_capacity(items.len());
                for item in items {
                    found.extend(self.some(item)?);
                }
                Value::Array(found)
            }
            Value::Object(map) => {
                if let Some((name, argument)) = function(map) {
                    return self.call(name, argument);
                }
                let mut found = Map::new();
                for (key, value) in map {
                    if let Some(value) = self.some(value)? {
                        found.insert(key.clone(), value);
                    }
                }
                Value::Object(found)
            }
            plain => plain.clone(),
        }))
    }

    /// A value that is a text.
    pub(super) fn text(&self, value: &Value) -> Result<String, Undecided> {
        match self.value(value)? {
            Value::String(text) => Ok(text),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(truth) => Ok(truth.to_string()),
            _ => Err("it is no text".to_owned()),
        }
    }

    /// Whether a resource with this condition is made.
    pub(super) fn condition(&self, name: &str) -> Result<bool, Undecided> {
        let condition = self
            .template
            .get("Conditions")
            .and_then(|all| all.get(name))
            .ok_or_else(|| format!("there is no condition `{name}`"))?;
        self.truth(condition)
    }

    fn truth(&self, value: &Value) -> Result<bool, Undecided> {
        match self.value(value)? {
            Value::Bool(truth) => Ok(truth),
            Value::String(text) if text == "true" => Ok(true),
            Value::String(text) if text == "false" => Ok(false),
            _ => Err("a condition is neither true nor false".to_owned()),
        }
    }

    fn call(&self, name: &str, argument: &Value) -> Result<Option<Value>, Undecided> {
        let malformed = || format!("`{name}` is not written as CloudFormation wants it");
        Ok(Some(match name {
            "Ref" => {
                let of = argument.as_str().ok_or_else(malformed)?;
                if of == "AWS::NoValue" {
                    return Ok(None);
                }
                self.reference(of)?
            }
            "Fn::GetAtt" => {
                let (of, attribute) = match argument {
                    Value::Array(parts) => match parts.as_slice() {
                        [Value::String(of), attribute] => (of.as_str(), self.text(attribute)?),
                        _ => return Err(malformed()),
                    },
                    Value::String(text) => {
                        let (of, attribute) = text.split_once('.').ok_or_else(malformed)?;
                        (of, attribute.to_owned())
                    }
                    _ => return Err(malformed()),
                };
                json!(self.attribute(of, &attribute)?)
            }
            "Fn::Sub" => json!(self.substituted(argument)?),
            "Fn::Join" => {
                let [between, parts] = two(argument).ok_or_else(malformed)?;
                let parts = self.list(parts)?;
                let between = between.as_str().ok_or_else(malformed)?;
                let texts: Result<Vec<_>, _> = parts.iter().map(|it| self.text(it)).collect();
                json!(texts?.join(between))
            }
            "Fn::Split" => {
                let [between, text] = two(argument).ok_or_else(malformed)?;
                let between = between.as_str().filter(|it| !it.is_empty());
                let text = self.text(text)?;
                let parts: Vec<_> = text.split(between.ok_or_else(malformed)?).collect();
                json!(parts)
            }
            "Fn::Select" => {
                let [index, list] = two(argument).ok_or_else(malformed)?;
                let index: usize = self.text(index)?.parse().map_err(|_| malformed())?;
                let list = self.list(list)?;
                list.get(index).cloned().ok_or_else(malformed)?
            }
            "Fn::If" => {
                let [condition, yes, no] = argument
                    .as_array()
                    .and_then(|it| <&[Value; 3]>::try_from(it.as_slice()).ok())
                    .ok_or_else(malformed)?;
                let condition = condition.as_str().ok_or_else(malformed)?;
                return self.some(if self.condition(condition)? { yes } else { no });
            }
            "Condition" => json!(self.condition(argument.as_str().ok_or_else(malformed)?)?),
            "Fn::Equals" => {
                let [left, right] = two(argument).ok_or_else(malformed)?;
                json!(self.text(left)? == self.text(right)?)
            }
            "Fn::Not" => {
                let [of] = argument
                    .as_array()
                    .and_then(|it| <&[Value; 1]>::try_from(it.as_slice()).ok())
                    .ok_or_else(malformed)?;
                json!(!self.truth(of)?)
            }
            "Fn::And" | "Fn::Or" => {
                let of = argument.as_array().ok_or_else(malformed)?;
                let truths: Result<Vec<_>, _> = of.iter().map(|it| self.truth(it)).collect();
                let truths = truths?;
                json!(if name == "Fn::And" {
                    truths.iter().all(|it| *it)
                } else {
                    truths.iter().any(|it| *it)
                })
            }
            "Fn::FindInMap" => {
                let parts = argument.as_array().ok_or_else(malformed)?;
                let [map, first, second, ..] = parts.as_slice() else {
                    return Err(malformed());
                };
                let (map, first, second) = (self.text(map)?, self.text(first)?, self.text(second)?);
                self.template
                    .get("Mappings")
                    .and_then(|all| all.get(&map)?.get(&first)?.get(&second))
                    .cloned()
                    .ok_or_else(|| format!("the mapping `{map}` has no `{first}.{second}`"))?
            }
            "Fn::ImportValue" => return Err("another stack decides it (`ImportValue`)".into()),
            other => return Err(format!("`{other}` is decided by the stack")),
        }))
    }

    fn list(&self, value: &Value) -> Result<Vec<Value>, Undecided> {
        match self.value(value)? {
            Value::Array(items) => Ok(items),
            _ => Err("it is no list".to_owned()),
        }
    }

    fn reference(&self, name: &str) -> Result<Value, Undecided> {
        if let Some(pseudo) = name.strip_prefix("AWS::") {
            return match pseudo {
                "AccountId" => Ok(json!(self.account.account_id.as_str())),
                "Partition" => Ok(json!(self.account.partition.as_str())),
                "URLSuffix" => Ok(json!(match self.account.partition {
                    Partition::AwsCn => "amazonaws.com.cn",
                    Partition::Aws | Partition::AwsUsGov => "amazonaws.com",
                })),
                _ => Err(format!("`{name}` is decided by the stack")),
            };
        }
        if let Some(parameter) = self.template.get("Parameters").and_then(|it| it.get(name)) {
            return parameter_value(name, parameter);
        }
        let (kind, resource) = self.resource(name)?;
        if kind == "AWS::IAM::ManagedPolicy" {
            return self.attribute(name, "PolicyArn").map(|arn| json!(arn));
        }
        let named = IAM.iter().chain(NAMED).find(|(known, ..)| *known == kind);
        let (_, property, _) =
            named.ok_or_else(|| format!("`Ref` of `{name}` ({kind}) is decided by the stack"))?;
        self.name_of(name, kind, resource, property)
            .map(|name| json!(name))
    }

    fn resource(&self, name: &str) -> Result<(&'a str, &'a Value), Undecided> {
        let resource = self
            .template
            .get("Resources")
            .and_then(|all| all.get(name))
            .ok_or_else(|| format!("there is no `{name}`"))?;
        let kind = resource.get("Type").and_then(Value::as_str);
        Ok((kind.unwrap_or_default(), resource))
    }

    /// What a resource is called. IAM's entities are called by their logical id when the template
    /// names none: a stack makes such a name up from it.
    pub(super) fn name_of(
        &self,
        logical: &str,
        kind: &str,
        resource: &Value,
        property: &str,
    ) -> Result<String, Undecided> {
        match resource.get("Properties").and_then(|it| it.get(property)) {
            Some(name) => self.text(name),
            None if kind.starts_with("AWS::IAM::") => Ok(logical.to_owned()),
            None => Err(format!("the stack makes up the name of `{logical}`")),
        }
    }

    fn attribute(&self, of: &str, attribute: &str) -> Result<String, Undecided> {
        let (kind, resource) = self.resource(of)?;
        let undecided = || format!("`{of}.{attribute}` ({kind}) is decided by the stack");
        if let Some((_, property, word)) = IAM.iter().find(|(known, ..)| *known == kind) {
            let wanted = if kind == "AWS::IAM::ManagedPolicy" {
                "PolicyArn"
            } else {
                "Arn"
            };
            if attribute != wanted {
                return Err(undecided());
            }
            let name = self.name_of(of, kind, resource, property)?;
            let path = match resource.get("Properties").and_then(|it| it.get("Path")) {
                Some(path) => self.text(path)?,
                None => "/".to_owned(),
            };
            let path: Path = crate::template::parsed("Path", &path)?;
            let account = self.account;
            return Ok(
                Arn::iam(&account.partition, &account.account_id, word, &path, &name).to_string(),
            );
        }
        let (_, property, arn) = NAMED
            .iter()
            .find(|(known, ..)| *known == kind && attribute == "Arn")
            .ok_or_else(undecided)?;
        let name = self.name_of(of, kind, resource, property)?;
        let partition = self.account.partition.as_str();
        Ok(format!("arn:{partition}:{}", arn.replace('*', &name)))
    }

    /// `Fn::Sub`: `${Name}`, `${Name.Attribute}` and the names of its own map; `${!Name}` is
    /// `${Name}` itself, as policy variables need it.
    fn substituted(&self, argument: &Value) -> Result<String, Undecided> {
        let (text, own) = match argument {
            Value::String(text) => (text.as_str(), None),
            Value::Array(parts) => match parts.as_slice() {
                [Value::String(text), Value::Object(own)] => (text.as_str(), Some(own)),
                _ => return Err("`Fn::Sub` is not written as CloudFormation wants it".into()),
            },
            _ => return Err("`Fn::Sub` is not written as CloudFormation wants it".into()),
        };
        let mut made = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            made.push_str(before);
            let (name, behind) = after
                .split_once('}')
                .ok_or_else(|| "a `${` in `Fn::Sub` has no end".to_owned())?;
            if let Some(literal) = name.strip_prefix('!') {
                made.push_str("${");
                made.push_str(literal);
                made.push('}');
            } else if let Some(value) = own.and_then(|own| own.get(name)) {
                made.push_str(&self.text(value)?);
            } else if let Some((of, attribute)) = name.split_once('.') {
                made.push_str(&self.attribute(of, attribute)?);
            } else {
                made.push_str(&self.text(&json!({ "Ref": name }))?);
            }
            rest = behind;
        }
        made.push_str(rest);
        Ok(made)
    }
}

/// A function is an object with its name as the only key.
fn function(map: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut entries = map.iter();
    let (name, argument) = entries.next()?;
    let is_function =
        name == "Ref" || name.starts_with("Fn::") || name == "Condition" && argument.is_string();
    (is_function && entries.next().is_none()).then_some((name, argument))
}

fn two(argument: &Value) -> Option<&[Value; 2]> {
    <&[Value; 2]>::try_from(argument.as_array()?.as_slice()).ok()
}

fn parameter_value(name: &str, parameter: &Value) -> Result<Value, Undecided> {
    let kind = parameter
        .get("Type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let default = parameter.get("Default");
    if kind.starts_with("AWS::SSM::") {
        return Err(format!("the parameter `{name}` is looked up by the stack"));
    }
    let default = default.ok_or_else(|| format!("the parameter `{name}` has no default"))?;
    if kind == "CommaDelimitedList" || kind.starts_with("List<") {
        let text = default.as_str().unwrap_or_default();
        let parts: Vec<_> = text.split(',').map(str::trim).collect();
        return Ok(json!(parts));
    }
    Ok(default.clone())
}
