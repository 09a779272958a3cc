//! A deliberately naive evaluator: it reads the JSON anew for every question, shares no code with
//! the engine, and knows just enough of the rules for the generated policies.

use serde_json::Value;

/// What it is asked.
pub(crate) struct World<'w> {
    pub(crate) principal: &'w str,
    pub(crate) account: &'w str,
    pub(crate) identity: &'w [Value],
    pub(crate) boundary: Option<&'w Value>,
    pub(crate) scp: &'w [Value],
    pub(crate) resource: Option<&'w Value>,
    pub(crate) context: &'w [(String, Value)],
    pub(crate) action: &'w str,
    pub(crate) resource_arn: &'w str,
    pub(crate) cross: bool,
}

/// The decision's name.
pub(crate) fn decide(world: &World<'_>) -> &'static str {
    let documents = world
        .identity
        .iter()
        .chain(world.boundary)
        .chain(world.scp)
        .chain(world.resource);
    if documents
        .flat_map(|it| matching(world, it, "Deny"))
        .next()
        .is_some()
    {
        return "ExplicitlyDenied";
    }
    let allows = |document: &Value| matching(world, document, "Allow").next().is_some();
    let identity = world.identity.iter().any(allows);
    let boundary = world.boundary.is_none_or(allows);
    let scp = world.scp.iter().all(allows);
    let named: Vec<&str> = world
        .resource
        .iter()
        .flat_map(|document| matching(world, document, "Allow"))
        .map(|statement| statement["Principal"]["AWS"].as_str().unwrap())
        .collect();
    let direct = named
        .iter()
        .any(|name| *name == "*" || *name == world.principal);
    let access = if world.cross {
        identity && boundary && !named.is_empty()
    } else {
        direct || identity && boundary
    };
    if access && scp {
        "Allowed"
    } else {
        "ImplicitlyDenied"
    }
}

fn matching<'d>(
    world: &World<'_>,
    document: &'d Value,
    effect: &str,
) -> impl Iterator<Item = &'d Value> {
    let modern = document["Version"] == "2012-10-17";
    document["Statement"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .chain(Some(&document["Statement"]).filter(|it| it.is_object()))
        .filter(|statement| {
            statement["Effect"] == effect
                && principal_matches(world, statement)
                && action_matches(world, statement)
                && resource_matches(world, statement, modern)
                && conditions_match(world, statement)
        })
        .collect::<Vec<_>>()
        .into_iter()
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().map(|it| it.as_str().unwrap()).collect(),
        one => vec![one.as_str().unwrap()],
    }
}

fn principal_matches(world: &World<'_>, statement: &Value) -> bool {
    statement.get("Principal").is_none_or(|principal| {
        let name = principal["AWS"].as_str().unwrap();
        name == "*" || name == world.principal || name == world.account
    })
}

fn action_matches(world: &World<'_>, statement: &Value) -> bool {
    let action = chars(&world.action.to_lowercase());
    let any = |value: &Value| {
        strings(value)
            .iter()
            .any(|pattern| glob(&chars(&pattern.to_lowercase()), &action))
    };
    match (statement.get("Action"), statement.get("NotAction")) {
        (Some(actions), _) => any(actions),
        (_, Some(actions)) => !any(actions),
        _ => false,
    }
}

fn resource_matches(world: &World<'_>, statement: &Value, modern: bool) -> bool {
    let any = |value: &Value| {
        strings(value)
            .iter()
            .any(|pattern| one_resource(world, pattern, modern))
    };
    match (statement.get("Resource"), statement.get("NotResource")) {
        (Some(resources), _) => any(resources),
        (_, Some(resources)) => !any(resources),
        _ => false,
    }
}

fn one_resource(world: &World<'_>, pattern: &str, modern: bool) -> bool {
    if pattern == "*" {
        return true;
    }
    let pattern: Vec<&str> = pattern.splitn(6, ':').collect();
    let arn: Vec<&str> = world.resource_arn.splitn(6, ':').collect();
    arn.len() == 6
        && pattern[..5]
            .iter()
            .zip(&arn)
            .all(|(pattern, part)| glob(&chars(pattern), &chars(part)))
        && expand(world, pattern[5], modern).is_some_and(|it| glob(&it, &chars(arn[5])))
}

/// Substitutes variables; characters of values are marked so that they are no wildcards.
fn expand(world: &World<'_>, text: &str, modern: bool) -> Option<Vec<char>> {
    if !modern {
        return Some(chars(text));
    }
    let mut expanded = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        expanded.extend(before.chars());
        let (inside, behind) = after.split_once('}').unwrap();
        let (key, default) = inside.split_once(", ").unwrap_or((inside, ""));
        let value = match single(world, key) {
            Some(value) if !value.is_empty() => value.to_owned(),
            _ if default.is_empty() => return None,
            _ => default.trim_matches('\'').to_owned(),
        };
        expanded.extend(
            value
                .chars()
                .map(|c| if c == '*' { LITERAL_STAR } else { c }),
        );
        rest = behind;
    }
    expanded.extend(rest.chars());
    Some(expanded)
}

const LITERAL_STAR: char = '\u{e000}';

fn lookup<'w>(world: &'w World<'_>, key: &str) -> Option<&'w Value> {
    world
        .context
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(key))
        .map(|(_, value)| value)
}

fn single<'w>(world: &'w World<'_>, key: &str) -> Option<&'w str> {
    lookup(world, key).and_then(Value::as_str)
}

fn conditions_match(world: &World<'_>, statement: &Value) -> bool {
    let Some(block) = statement.get("Condition") else {
        return true;
    };
    block.as_object().unwrap().iter().all(|(operator, keys)| {
        keys.as_object()
            .unwrap()
            .iter()
            .all(|(key, values)| one_condition(operator, lookup(world, key), &strings(values)))
    })
}

fn one_condition(operator: &str, request: Option<&Value>, values: &[&str]) -> bool {
    let (qualifier, name) = operator.split_once(':').unwrap_or(("", operator));
    let if_exists = name.ends_with("IfExists");
    let name = name.trim_end_matches("IfExists");
    let empty = |value: &Value| match value {
        Value::Array(items) => items.iter().all(|it| it == ""),
        one => one == "",
    };
    if name == "Null" {
        return values.contains(&if request.is_none_or(empty) {
            "true"
        } else {
            "false"
        });
    }
    let negated = name.contains("Not");
    let like = name.contains("Like");
    let matches = |value: &str| {
        values.iter().any(|pattern| {
            if like {
                glob(&chars(pattern), &chars(value))
            } else {
                *pattern == value
            }
        })
    };
    let missing = request.is_none();
    if missing {
        return if_exists || qualifier == "ForAllValues" || qualifier.is_empty() && negated;
    }
    let request = request.unwrap_or(&Value::Null);
    match (qualifier, request) {
        ("", Value::Array(_)) => false,
        ("", one) => matches(one.as_str().unwrap()) != negated,
        (_, request) if empty(request) => qualifier == "ForAllValues",
        ("ForAllValues", request) => strings(request).iter().all(|it| matches(it) != negated),
        (_, request) => strings(request).iter().any(|it| matches(it) != negated),
    }
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// The textbook matcher, exponential and obvious.
pub(crate) fn glob(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|skip| glob(rest, &text[skip..])),
        Some(('?', rest)) => !text.is_empty() && glob(rest, &text[1..]),
        Some((c, rest)) => {
            let c = if *c == LITERAL_STAR { '*' } else { *c };
            text.first() == Some(&c) && glob(rest, &text[1..])
        }
    }
}
