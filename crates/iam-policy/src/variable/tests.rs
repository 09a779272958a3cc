use super::*;
use crate::context::ContextValue;

fn context() -> Context {
    let mut context = Context::default();
    context.set("aws:username", ContextValue::Single("alice".into()));
    context.set("aws:PrincipalTag/star", ContextValue::Single("*".into()));
    context.set("aws:TagKeys", ContextValue::Many(vec!["a".into()]));
    context
}

fn exact(source: &str) -> Option<String> {
    Text::parse(source, &mut Vec::new())
        .exact(&context())
        .map(Cow::into_owned)
}

#[test]
fn a_variable_stands_for_a_single_value() {
    assert_eq!(
        exact("home/${AWS:UserName}/x").as_deref(),
        Some("home/alice/x")
    );
    assert_eq!(exact("${aws:TagKeys}"), None);
    assert_eq!(exact("${aws:userid}"), None);
    assert_eq!(exact("${aws:userid, 'none'}").as_deref(), Some("none"));
    assert_eq!(exact("${aws:username, 'none'}").as_deref(), Some("alice"));
}

#[test]
fn three_characters_are_literal() {
    assert_eq!(exact("${*}${?}${$}{x}").as_deref(), Some("*?${x}"));
}

#[test]
fn a_substituted_star_is_no_wildcard() {
    let text = Text::parse("a/${aws:PrincipalTag/star}", &mut Vec::new());
    let pattern = text.pattern(&context()).unwrap();
    assert!(pattern.matches("a/*"));
    assert!(!pattern.matches("a/b"));
}

#[test]
fn mistakes_are_told() {
    let mut mistakes = Vec::new();
    Text::parse("${aws:username", &mut mistakes);
    Text::parse("${aws:username, none}", &mut mistakes);
    Text::parse("${}", &mut mistakes);
    let messages: Vec<String> = mistakes.into_iter().map(|mistake| mistake.1).collect();
    assert_eq!(
        messages,
        [
            "the variable `${aws:username` is not closed",
            "the default of `${aws:username, none}` is not in single quotes",
            "the variable `${}` names no key",
        ]
    );
}
