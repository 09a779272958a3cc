//! The script of small accounts, and that it never holds what it must not.

use iam_directory::{
    AccountKind, AccountSettings, Directory, Entity, Group, LoginProfile, PolicyDocument,
    PolicyRef, Role, User,
};
use iam_names::{EntityId, Path};

use super::order::{renames, roles};
use super::shell::{free_text, option, quoted};
use super::*;

fn id(number: u8) -> EntityId {
    EntityId::from_bytes([number; 16])
}

fn settings() -> AccountSettings {
    AccountSettings::new(id(1), AccountKind::Aws, "111122223333".parse().unwrap())
}

fn script(from: &Directory, to: &Directory) -> Script {
    write(&Way {
        settings: &settings(),
        from,
        to,
        has_password: &|_| true,
        with_settings: true,
    })
}

fn role(number: u8, name: &str, trusted: &str) -> Role {
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/{trusted}"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    Role::new(
        id(number),
        name.parse().unwrap(),
        Path::root(),
        PolicyDocument::new(&document),
    )
}

#[test]
fn words_of_the_shell() {
    assert_eq!(quoted("a-b"), "a-b");
    assert_eq!(quoted("it's $(x)"), r"'it'\''s $(x)'");
    assert_eq!(quoted(""), "''");
    assert_eq!(option("user-name", "-x=y"), "--user-name='-x=y'");
    assert_eq!(
        free_text("description", "Description", "file:///etc/passwd"),
        r#"--cli-input-json '{"Description":"file:///etc/passwd"}'"#
    );
}

#[test]
fn what_is_there_needs_no_step() {
    let mut directory = Directory::default();
    directory.put(Entity::User(User::new(
        id(2),
        "alice".parse().unwrap(),
        Path::root(),
    )));
    assert_eq!(script(&directory, &directory).steps, 0);
}

#[test]
fn a_user_with_everything() {
    let mut group = Group::new(id(3), "devs".parse().unwrap(), Path::root());
    group.attached.insert(PolicyRef::Arn(
        "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap(),
    ));
    let mut user = User::new(id(2), "alice".parse().unwrap(), "/team/".parse().unwrap());
    user.groups.insert(group.id);
    user.login_profile = Some(LoginProfile {
        id: id(4),
        created: None,
        reset_required: true,
    });
    let to: Directory = [Entity::Group(group), Entity::User(user)]
        .into_iter()
        .collect();
    let made = script(&Directory::default(), &to);
    assert!(made.wants_passwords);
    let steps = [
        "aws iam create-group --group-name=devs --path=/",
        "aws iam attach-group-policy --group-name=devs --policy-arn=arn:aws:iam::aws:policy/ReadOnlyAccess",
        "aws iam create-user --user-name=alice --path=/team/",
        "aws iam add-user-to-group --user-name=alice --group-name=devs",
        "set_password alice true",
        "aws iam attach-user-policy --user-name=alice --policy-arn=arn:aws:iam::aws:policy/IAMUserChangePassword",
    ];
    let mut rest = made.text.as_str();
    for step in steps {
        let at = rest.find(step).unwrap_or_else(|| panic!("{step}\n{rest}"));
        rest = &rest[at..];
    }
    let back = script(&to, &Directory::default());
    assert!(back.text.contains("aws iam delete-user --user-name=alice"));
    assert!(
        back.text
            .contains("remove iam delete-group --group-name=devs")
    );
}

#[test]
fn roles_stand_after_those_they_trust() {
    let (one, two, three) = (role(2, "a", "b"), role(3, "b", "c"), role(4, "c", "x"));
    let placed = roles(&settings(), [&one, &two, &three].into_iter());
    let names: Vec<&str> = placed.iter().map(|role| role.name.as_str()).collect();
    assert_eq!(names, ["c", "b", "a"]);
    let circle = [role(2, "a", "b"), role(3, "b", "a")];
    assert_eq!(roles(&settings(), circle.iter()).len(), 2);
}

#[test]
fn names_may_change_places() {
    let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    assert_eq!(
        renames(vec![pair("a", "b"), pair("b", "c")]),
        [pair("b", "c"), pair("a", "b")]
    );
    assert_eq!(
        renames(vec![pair("a", "b"), pair("b", "a")]),
        [
            pair("a", "a-renamed"),
            pair("b", "a"),
            pair("a-renamed", "b")
        ]
    );
    assert_eq!(renames(vec![pair("a", "A")]), [pair("a", "A")]);
}
