//! Reading of cases and suites: every mistake with its place in the line.

use std::sync::Arc;

use iam_policy::context::{Context, ContextValue};
use iam_policy::evaluate::{Decision, Layers, NamedPolicy, PolicySet};
use iam_policy::policy::{PolicyType, lower_under};
use iam_policy::problem::{Location, Problem};
use iam_policy::request::{Action, Principal, Resource, Session, SessionKind};
use iam_policy::syntax::{Node, Value};

use super::{CaseCatalogue, CaseError, resource, wildcard_only};

type Read<T> = Result<T, Box<CaseError>>;

/// A request of a case or suite.
pub(super) struct Request {
    pub(super) action: Action,
    pub(super) resource: Resource,
    pub(super) resource_account: Option<String>,
    pub(super) wildcard_only: bool,
    pub(super) context: Option<Context>,
}

/// The policies of a case or suite, compiled.
pub(super) struct Policies {
    pub(super) layers: Layers,
}

pub(super) struct Reader<'c> {
    pub(super) catalogue: &'c dyn CaseCatalogue,
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "errors travel boxed through `Read`"
)]
fn wrong(node: &Node<'_>, path: &str, message: String) -> Box<CaseError> {
    let at = Location {
        path: path.to_owned(),
        span: node.span,
    };
    Box::new(CaseError {
        code: "invalid-case",
        message,
        help: None,
        at: at.to_string(),
    })
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "errors travel boxed through `Read`"
)]
fn placed(mut problem: Problem, node: &Node<'_>, path: &str) -> Box<CaseError> {
    problem.at = Location {
        path: path.to_owned(),
        span: node.span,
    };
    CaseError::boxed(problem)
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

impl Reader<'_> {
    pub(super) fn request(
        &self,
        node: &Node<'_>,
        path: &str,
        account: Option<&str>,
    ) -> Read<Request> {
        object(node, path, "a request")?;
        let action_node = required(node, path, "action")?;
        let action_path = join(path, "action");
        let text = action_node.text().ok_or_else(|| {
            wrong(
                action_node,
                &action_path,
                "an action is a string".to_owned(),
            )
        })?;
        let action =
            Action::parse(text).map_err(|problem| placed(problem, action_node, &action_path))?;
        let resource_text = read_text(node, path, "resource")?;
        let resource_account =
            read_text(node, path, "resource_account")?.or_else(|| account.map(str::to_owned));
        let only = read_flag(node, path, "wildcard_only")?;
        Ok(Request {
            wildcard_only: only.unwrap_or_else(|| wildcard_only(self.catalogue, &action)),
            action,
            resource: resource(resource_text.as_deref().unwrap_or("*")),
            resource_account,
            context: context(node, path)?,
        })
    }
}

pub(super) fn object(node: &Node<'_>, path: &str, what: &str) -> Read<()> {
    match node.members() {
        Some(_) => Ok(()),
        None => Err(wrong(
            node,
            path,
            format!("{what} is an object, not {}", node.kind()),
        )),
    }
}

pub(super) fn required<'n, 's>(node: &'n Node<'s>, path: &str, key: &str) -> Read<&'n Node<'s>> {
    node.get(key)
        .filter(|value| !value.is_null())
        .ok_or_else(|| wrong(node, path, format!("`{key}` is missing")))
}

pub(super) fn list<'n, 's>(node: &'n Node<'s>, path: &str) -> Read<&'n [Node<'s>]> {
    node.items().ok_or_else(|| {
        wrong(
            node,
            path,
            format!("a list was expected, not {}", node.kind()),
        )
    })
}

pub(super) fn read_text(node: &Node<'_>, path: &str, key: &str) -> Read<Option<String>> {
    match node.get(key) {
        None => Ok(None),
        Some(value) if value.is_null() => Ok(None),
        Some(value) => {
            let text = value.text().ok_or_else(|| {
                let message = format!("a string was expected, not {}", value.kind());
                wrong(value, &join(path, key), message)
            })?;
            Ok(Some(text.to_owned()))
        }
    }
}

fn read_flag(node: &Node<'_>, path: &str, key: &str) -> Read<Option<bool>> {
    match node.get(key).map(|value| (&value.value, value)) {
        None | Some((Value::Null, _)) => Ok(None),
        Some((Value::Bool(flag), _)) => Ok(Some(*flag)),
        Some((_, value)) => {
            let message = format!("`true` or `false` was expected, not {}", value.kind());
            Err(wrong(value, &join(path, key), message))
        }
    }
}

pub(super) fn context(node: &Node<'_>, path: &str) -> Read<Option<Context>> {
    let Some(value) = node.get("context").filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let path = join(path, "context");
    let members = value.members().ok_or_else(|| {
        wrong(
            value,
            &path,
            format!("the context is an object, not {}", value.kind()),
        )
    })?;
    let mut context = Context::default();
    for member in members {
        let path = join(&path, &member.key);
        let value = match &member.node.value {
            Value::Null => continue,
            Value::Array(items) => ContextValue::Many(
                items
                    .iter()
                    .map(|item| scalar(item, &path))
                    .collect::<Read<Vec<String>>>()?,
            ),
            _ => ContextValue::Single(scalar(&member.node, &path)?),
        };
        context.set(&member.key, value);
    }
    Ok(Some(context))
}

fn scalar(node: &Node<'_>, path: &str) -> Read<String> {
    match &node.value {
        Value::String(text) => Ok(text.to_string()),
        Value::Number(digits) => Ok((*digits).to_owned()),
        Value::Bool(flag) => Ok(flag.to_string()),
        _ => Err(wrong(
            node,
            path,
            format!(
                "a context value is a string or a list of strings, not {}",
                node.kind()
            ),
        )),
    }
}

pub(super) fn principal(node: &Node<'_>, path: &str) -> Read<Principal> {
    let value = required(node, path, "principal")?;
    let at = join(path, "principal");
    let principal = match &value.value {
        Value::String(text) if text == "anonymous" || text == "*" => Principal::anonymous(),
        Value::String(text) => {
            Principal::parse(text).map_err(|problem| placed(problem, value, &at))?
        }
        Value::Object(_) => typed_principal(value, &at)?,
        _ => return Err(wrong(value, &at, "a principal is a string".to_owned())),
    };
    match node.get("session").filter(|session| !session.is_null()) {
        None => Ok(principal),
        Some(session) => {
            let session = read_session(session, &join(path, "session"))?;
            Ok(principal.with_session(session))
        }
    }
}

/// `{"type":"Anonymous"}`, or another type with its value.
fn typed_principal(node: &Node<'_>, path: &str) -> Read<Principal> {
    let kind = read_text(node, path, "type")?.unwrap_or_default();
    if kind.eq_ignore_ascii_case("anonymous") {
        return Ok(Principal::anonymous());
    }
    for key in ["arn", "value", "name", "service"] {
        if let Some(text) = read_text(node, path, key)? {
            return Principal::parse(&text).map_err(|problem| placed(problem, node, path));
        }
    }
    Err(wrong(
        node,
        path,
        "a principal is an ARN or `{\"type\":\"Anonymous\"}`".to_owned(),
    ))
}

fn read_session(node: &Node<'_>, path: &str) -> Read<Session> {
    object(node, path, "a session")?;
    let kind_node = required(node, path, "kind")?;
    let kind = match kind_node.text() {
        Some("assumed-role") => SessionKind::AssumedRole,
        Some("session-token") => SessionKind::SessionToken,
        Some("federation-token") => SessionKind::FederationToken,
        Some("web-identity") => SessionKind::WebIdentity,
        Some("saml") => SessionKind::Saml,
        _ => {
            let message = "unknown kind of session".to_owned();
            let mut error = wrong(kind_node, &join(path, "kind"), message);
            error.help = Some(
                "the kinds are `assumed-role`, `session-token`, `federation-token`, \
                 `web-identity` and `saml`"
                    .to_owned(),
            );
            return Err(error);
        }
    };
    Ok(Session {
        kind,
        issuer: read_text(node, path, "issuer")?,
        role_arn: read_text(node, path, "role_arn")?,
        mfa: read_flag(node, path, "mfa")?.unwrap_or(false),
    })
}

pub(super) fn policies(node: &Node<'_>, case: &Node<'_>, trust: bool) -> Read<Policies> {
    let path = "policies";
    object(node, path, "`policies`")?;
    let present = |key: &str| node.get(key).filter(|value| !value.is_null());
    let resource_type = if trust {
        PolicyType::Trust
    } else {
        PolicyType::Resource
    };
    let one = |key: &str, policy_type| -> Read<Option<Arc<PolicySet>>> {
        let Some(value) = present(key) else {
            return Ok(None);
        };
        let path = join(path, key);
        // A single document, or, as suites may have it, `{"name", "doc"}` or a list of those.
        let set = if value.items().is_some() {
            named_list(value, &path, policy_type)?
        } else if value.get("doc").is_some() {
            PolicySet::new([named(value, &path, policy_type)?])
        } else {
            PolicySet::new([read_document(None, value, &path, policy_type)?])
        };
        Ok(Some(Arc::new(set)))
    };
    let list = |key: &str, policy_type| -> Read<Option<Arc<PolicySet>>> {
        let Some(value) = present(key) else {
            return Ok(None);
        };
        let path = join(path, key);
        if list(value, &path)?.is_empty() {
            let mut error = wrong(value, &path, format!("`{key}` is an empty list"));
            error.help = Some("write `null` for none".to_owned());
            return Err(error);
        }
        Ok(Some(Arc::new(named_list(value, &path, policy_type)?)))
    };
    let identity = match present("identity") {
        None => PolicySet::default(),
        Some(value) => named_list(value, "policies.identity", PolicyType::Identity)?,
    };
    let layers = Layers {
        identity: Arc::new(identity),
        resource: one("resource", resource_type)?,
        boundary: list("boundary", PolicyType::Boundary)?,
        session: one("session", PolicyType::Session)?,
        scp: levels(present("scp"), "policies.scp", PolicyType::Scp)?,
        rcp: levels(present("rcp"), "policies.rcp", PolicyType::Rcp)?,
        vpce: list("vpce", PolicyType::Vpce)?,
        s3_block_public_access: blocks_public_access(case)?,
    };
    Ok(Policies { layers })
}

fn blocks_public_access(case: &Node<'_>) -> Read<bool> {
    let s3 = case.get("settings").and_then(|settings| settings.get("s3"));
    match s3 {
        None => Ok(false),
        Some(s3) => Ok(read_flag(s3, "settings.s3", "blockPublicAccess")?.unwrap_or(false)),
    }
}

fn levels(
    node: Option<&Node<'_>>,
    path: &str,
    policy_type: PolicyType,
) -> Read<Vec<Arc<PolicySet>>> {
    let Some(node) = node else {
        return Ok(Vec::new());
    };
    let mut levels = Vec::new();
    for (index, level) in list(node, path)?.iter().enumerate() {
        let path = format!("{path}[{index}]");
        object(level, &path, "a level")?;
        let policies = required(level, &path, "policies")?;
        let set = named_list(policies, &join(&path, "policies"), policy_type)?;
        levels.push(Arc::new(set));
    }
    Ok(levels)
}

fn named_list(node: &Node<'_>, path: &str, policy_type: PolicyType) -> Read<PolicySet> {
    let named = list(node, path)?
        .iter()
        .enumerate()
        .map(|(index, item)| named(item, &format!("{path}[{index}]"), policy_type))
        .collect::<Read<Vec<NamedPolicy>>>()?;
    Ok(PolicySet::new(named))
}

fn named(node: &Node<'_>, path: &str, policy_type: PolicyType) -> Read<NamedPolicy> {
    object(node, path, "a policy")?;
    let name = read_text(node, path, "name")?;
    let document = required(node, path, "doc")?;
    read_document(name.as_deref(), document, &join(path, "doc"), policy_type)
}

fn read_document(
    name: Option<&str>,
    node: &Node<'_>,
    path: &str,
    policy_type: PolicyType,
) -> Read<NamedPolicy> {
    let policy = lower_under(node, policy_type, path)
        .into_policy()
        .map_err(CaseError::boxed)?;
    Ok(NamedPolicy {
        name: name.map(Into::into),
        policy: Arc::new(policy),
    })
}

pub(super) fn expected(case: &Node<'_>) -> Read<Option<Decision>> {
    let Some(expect) = case.get("expect").filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    match read_text(expect, "expect", "decision")?.as_deref() {
        None => Ok(None),
        Some("Allowed") => Ok(Some(Decision::Allowed)),
        Some("ImplicitlyDenied") => Ok(Some(Decision::ImplicitlyDenied)),
        Some("ExplicitlyDenied") => Ok(Some(Decision::ExplicitlyDenied)),
        Some(other) => Err(wrong(
            expect,
            "expect.decision",
            format!("unknown decision `{other}`"),
        )),
    }
}
