//! Documents stay the values they were, references are `Ref`s, and what is left out is said.

use iam_directory::{
    AccountKind, AccountSettings, Directory, Entity, Group, PolicyDocument, PolicyRef, Role, User,
};
use iam_names::{EntityId, Path};

use super::*;

fn id(number: u8) -> EntityId {
    EntityId::from_bytes([number; 16])
}

fn settings() -> AccountSettings {
    AccountSettings::new(id(1), AccountKind::Aws, "111122223333".parse().unwrap())
}

#[test]
fn yaml_of_odd_texts() {
    let value = json!({
        "Plain": "2012-10-17",
        "s3:prefix": ["a\u{7f}", "é", {"x": 1, "y": [true, []]}, [["deep"]]],
        "Empty": {}, "No": null,
    });
    assert_eq!(
        yaml::print(&value),
        "Plain: \"2012-10-17\"\n\"s3:prefix\":\n  - \"a\\u007f\"\n  - \"é\"\n  - x: 1\n    \"y\":\n      - true\n      - []\n  -\n    -\n      - \"deep\"\nEmpty: {}\n\"No\": null\n"
    );
}

#[test]
fn users_refer_to_their_groups_and_roles_wait_for_them() {
    let group = Group::new(id(2), "a-b".parse().unwrap(), Path::root());
    let other = Group::new(id(3), "a.b".parse().unwrap(), Path::root());
    let mut user = User::new(id(4), "alice".parse().unwrap(), Path::root());
    user.groups.extend([group.id, other.id]);
    user.attached.insert(PolicyRef::Arn(
        "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap(),
    ));
    let trust = PolicyDocument::new(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"sts:AssumeRole"}]}"#,
    );
    let role = Role::new(id(5), "deploy".parse().unwrap(), Path::root(), trust);
    let directory: Directory = [
        Entity::Group(group),
        Entity::Group(other),
        Entity::User(user),
        Entity::Role(role),
    ]
    .into_iter()
    .collect();
    let made = write(&Template {
        settings: &settings(),
        directory: &directory,
        with: &|_| true,
    });
    assert_eq!(made.notes, Vec::<String>::new());
    for line in [
        "  Groupab:\n",
        "  Groupab2:\n",
        "        - Ref: \"Groupab\"\n        - Ref: \"Groupab2\"\n",
        "    DependsOn:\n      - \"Useralice\"\n",
        "              AWS: \"arn:aws:iam::111122223333:user/alice\"\n",
    ] {
        assert!(made.text.contains(line), "{line}\n{}", made.text);
    }
}
