//! From an `AccessDenied` message or a `CloudTrail` event to a question.
//!
//! Nothing is guessed that the text does not say; what `CloudTrail` calls otherwise than IAM is
//! looked up in a small table, and a name that the catalogue does not know is said to be one.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>

#[cfg(test)]
mod tests;

use iam_catalog::Catalogue;
use serde_json::Value;

use crate::App;
use crate::contract::analyse::{DenialView, ReadDenialRequest};
use crate::contract::simulate::ContextValue;
use crate::error::{Code, CommandError};

/// The services whose event source is not the prefix of their actions.
const SOURCES: &[(&str, &str)] = &[
    ("monitoring", "cloudwatch"),
    ("email", "ses"),
    ("tagging", "tag"),
    ("elasticloadbalancing", "elasticloadbalancing"),
    ("application-insights", "applicationinsights"),
    ("cognito-idp", "cognito-idp"),
];

/// Events of operations whose permission has another name.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>
const OPERATIONS: &[(&str, &str)] = &[
    ("s3:ListObjects", "s3:ListBucket"),
    ("s3:ListObjectsV2", "s3:ListBucket"),
    ("s3:HeadBucket", "s3:ListBucket"),
    ("s3:HeadObject", "s3:GetObject"),
    ("s3:ListBuckets", "s3:ListAllMyBuckets"),
    ("s3:CopyObject", "s3:PutObject"),
    ("s3:CreateMultipartUpload", "s3:PutObject"),
    ("s3:UploadPart", "s3:PutObject"),
    ("s3:CompleteMultipartUpload", "s3:PutObject"),
    ("s3:DeleteObjects", "s3:DeleteObject"),
    ("s3:ListObjectVersions", "s3:ListBucketVersions"),
    ("lambda:Invoke", "lambda:InvokeFunction"),
];

impl App {
    /// Reads a message or an event into a question.
    pub fn read_denial(&self, request: &ReadDenialRequest) -> Result<DenialView, CommandError> {
        read(&request.text)
    }
}

fn read(text: &str) -> Result<DenialView, CommandError> {
    let text = text.trim();
    let unreadable = || {
        CommandError::new(
            Code::InvalidField,
            "this is neither an `AccessDenied` message nor a CloudTrail event",
        )
        .help("paste the whole message, from `User:` on, or the event's JSON")
        .at("text")
    };
    let found = match serde_json::from_str::<Value>(text) {
        Ok(json) => event(&json).ok_or_else(unreadable)?,
        Err(_) => message(text).ok_or_else(unreadable)?,
    };
    Ok(checked(found))
}

/// A message of the forms that AWS's services write.
fn message(text: &str) -> Option<DenialView> {
    const PERFORM: &str = "not authorized to perform:";
    let at = text.find(PERFORM)?;
    let (before, after) = (&text[..at], &text[at + PERFORM.len()..]);
    let action = word(after)?;
    let mut found = DenialView {
        principal: before
            .rfind("User:")
            .and_then(|at| word(&before[at + "User:".len()..]))
            .unwrap_or_default(),
        action,
        resource: after
            .find("on resource:")
            .and_then(|at| word(&after[at + "on resource:".len()..]))
            .unwrap_or_default(),
        context: Vec::new(),
        reason: reason(after),
        notes: Vec::new(),
    };
    if text.contains("Encoded authorization failure message") {
        found.notes.push(
            "The encoded part holds more: `aws sts decode-authorization-message` reads it.".into(),
        );
    }
    Some(found)
}

/// The next word, without quotes and the sentence's end.
fn word(text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?;
    let word = word.trim_matches(['"', '\'', '`', '\u{201c}', '\u{201d}', ',', ';', ')']);
    let word = word.strip_suffix('.').unwrap_or(word);
    (!word.is_empty()).then(|| word.to_owned())
}

/// What AWS blames: `because no identity-based policy allows …`, `with an explicit deny in …`.
fn reason(text: &str) -> String {
    let start = ["because ", "with an explicit deny"]
        .into_iter()
        .filter_map(|words| text.find(words))
        .min();
    let Some(start) = start else {
        return String::new();
    };
    let rest = &text[start..];
    let end = [". ", "\n", "\""]
        .into_iter()
        .filter_map(|words| rest.find(words))
        .min()
        .unwrap_or(rest.len());
    let rest = rest[..end].trim_end_matches(['.', '"']);
    rest.strip_prefix("because ").unwrap_or(rest).to_owned()
}

/// A `CloudTrail` event, by itself or as a log file, `lookup-events` or `EventBridge` wrap it.
fn event(json: &Value) -> Option<DenialView> {
    if let Some(inner) = json.get("CloudTrailEvent").and_then(Value::as_str) {
        return event(&serde_json::from_str(inner).ok()?);
    }
    for wrapped in ["Records", "Events"] {
        if let Some(records) = json.get(wrapped).and_then(Value::as_array) {
            let denied = records
                .iter()
                .find(|record| record.get("errorCode").is_some());
            let mut found = event(denied.or_else(|| records.first())?)?;
            if records.len() > 1 {
                found.notes.push(format!(
                    "The file holds {} events; the first refused one is taken.",
                    records.len()
                ));
            }
            return Some(found);
        }
    }
    if let Some(detail) = json
        .get("detail")
        .filter(|it| it.get("eventName").is_some())
    {
        return event(detail);
    }
    let text = |path: &str| {
        json.pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let source = text("/eventSource").split('.').next().unwrap_or_default();
    let name = text("/eventName");
    if source.is_empty() || name.is_empty() {
        return None;
    }
    let told = message(text("/errorMessage"));
    let prefix = SOURCES
        .iter()
        .find(|(from, _)| *from == source)
        .map_or(source, |(_, to)| *to);
    let mut found = DenialView {
        principal: principal(json),
        action: operation(prefix, name),
        resource: String::new(),
        context: context(json),
        reason: String::new(),
        notes: Vec::new(),
    };
    if let Some(told) = told {
        // The message names the permission itself; the event only the operation.
        found.action = told.action;
        found.resource = told.resource;
        found.reason = told.reason;
        if found.principal.is_empty() {
            found.principal = told.principal;
        }
    }
    if found.resource.is_empty() {
        found.resource = resource(json);
    }
    if text("/errorCode").is_empty() {
        found
            .notes
            .push("The event was not refused: it tells of a call that went through.".into());
    }
    if found.resource.is_empty() {
        found
            .notes
            .push("The event names no resource: the question is about any.".into());
    }
    Some(found)
}

fn principal(event: &Value) -> String {
    let text = |path: &str| event.pointer(path).and_then(Value::as_str);
    match text("/userIdentity/type") {
        Some("AWSService") => text("/userIdentity/invokedBy")
            .unwrap_or_default()
            .to_owned(),
        _ => text("/userIdentity/arn").unwrap_or_default().to_owned(),
    }
}

fn operation(prefix: &str, event: &str) -> String {
    let spelled = format!("{prefix}:{event}");
    if let Some((_, action)) = OPERATIONS.iter().find(|(from, _)| *from == spelled) {
        return (*action).to_owned();
    }
    if Catalogue::bundled().action(&spelled).is_some() {
        return spelled;
    }
    // Older services write the version of their API behind the name: `CreateFunction20150331`.
    let bare = event.trim_end_matches("v2");
    let bare = bare.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
    let shorter = format!("{prefix}:{bare}");
    match OPERATIONS.iter().find(|(from, _)| *from == shorter) {
        Some((_, action)) => (*action).to_owned(),
        None if Catalogue::bundled().action(&shorter).is_some() => shorter,
        None => spelled,
    }
}

fn resource(event: &Value) -> String {
    let listed = event
        .get("resources")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|resource| resource.get("ARN").and_then(Value::as_str))
        // An object's event lists its bucket as well.
        .max_by_key(|arn| arn.len());
    if let Some(arn) = listed {
        return arn.to_owned();
    }
    let parameter = |name: &str| {
        event
            .pointer(&format!("/requestParameters/{name}"))
            .and_then(Value::as_str)
    };
    for name in [
        "roleArn",
        "resourceArn",
        "functionName",
        "topicArn",
        "policyArn",
    ] {
        if let Some(arn) = parameter(name).filter(|text| text.starts_with("arn:")) {
            return arn.to_owned();
        }
    }
    match (parameter("bucketName"), parameter("key")) {
        (Some(bucket), Some(key)) => format!("arn:aws:s3:::{bucket}/{key}"),
        (Some(bucket), None) => format!("arn:aws:s3:::{bucket}"),
        _ => String::new(),
    }
}

/// The condition keys whose values the event tells.
fn context(event: &Value) -> Vec<ContextValue> {
    let text = |path: &str| {
        let value = event.pointer(path)?;
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    };
    let address = text("/sourceIPAddress").filter(|it| it.parse::<std::net::IpAddr>().is_ok());
    let tls = text("/tlsDetails/tlsVersion").map(|_| "true".to_owned());
    [
        ("aws:SourceIp", address),
        ("aws:RequestedRegion", text("/awsRegion")),
        (
            "aws:MultiFactorAuthPresent",
            text("/userIdentity/sessionContext/attributes/mfaAuthenticated"),
        ),
        ("aws:SourceVpce", text("/vpcEndpointId")),
        ("aws:UserAgent", text("/userAgent")),
        ("aws:CurrentTime", text("/eventTime")),
        ("aws:SecureTransport", tls),
    ]
    .into_iter()
    .filter_map(|(key, value)| {
        Some(ContextValue {
            key: key.to_owned(),
            values: vec![value?],
            multi_valued: false,
        })
    })
    .collect()
}

/// Says so when the catalogue knows no such action.
fn checked(mut found: DenialView) -> DenialView {
    let catalogue = Catalogue::bundled();
    if let Some(action) = catalogue.action(&found.action) {
        found.action = action.full_name();
    } else if !found.action.is_empty() {
        let near = catalogue.suggest_action(&found.action);
        let near = match near.as_slice() {
            [] => String::new(),
            near => format!("; it may be {}", near.join(", ")),
        };
        found.notes.push(format!(
            "The catalogue knows no action `{}`{near}.",
            found.action
        ));
    }
    found
}
