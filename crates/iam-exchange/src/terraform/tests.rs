//! Quoting, and import blocks for what AWS has.

use iam_directory::{AccountKind, AccountSettings, Directory, Entity, PolicyDocument, User};
use iam_names::{EntityId, Path};

use super::*;

fn id(number: u8) -> EntityId {
    EntityId::from_bytes([number; 16])
}

#[test]
fn texts_hold_no_template() {
    assert_eq!(hcl::quoted("a${b}%{c}\"\n"), r#""a$${b}%%{c}\"\n""#);
    assert_eq!(hcl::quoted("\u{8}\u{7f}"), r#""\u0008\u007f""#);
    assert_eq!(hcl::label("1 a@b.c-d"), "_1_a_b_c-d");
}

#[test]
fn what_aws_has_is_imported() {
    let settings = AccountSettings::new(id(1), AccountKind::Aws, "111122223333".parse().unwrap());
    let mut user = User::new(id(2), "alice".parse().unwrap(), Path::root());
    let policy = iam_directory::InlinePolicy {
        name: "home".parse().unwrap(),
        document: PolicyDocument::new(r#"{"Statement":[{"Resource":"${aws:username}"}]}"#),
    };
    user.inline.insert(policy.name.name_key(), policy);
    let before = Entity::User(user.clone());
    user.tags
        .insert("team".parse().unwrap(), "a b".parse().unwrap());
    let directory: Directory = [Entity::User(user)].into_iter().collect();
    let made = write(&Configuration {
        settings: &settings,
        directory: &directory,
        with: &|_| true,
        in_aws: &|_| Some(before.clone()),
    });
    for part in [
        "resource \"aws_iam_user\" \"alice\" {\n  name = \"alice\"\n",
        "import {\n  to = aws_iam_user.alice\n  id = \"alice\"\n}\n",
        "  to = aws_iam_user_policy.alice_home\n  id = \"alice:home\"\n",
        "\"$${aws:username}\"",
        "    \"team\" = \"a b\"\n",
    ] {
        assert!(made.text.contains(part), "{part}\n{}", made.text);
    }
}
