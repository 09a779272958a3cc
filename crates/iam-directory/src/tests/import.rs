//! Imports: what AWS has against what was seen and what is planned.

use iam_names::{EntityId, Path, Timestamp, UniqueId};

use super::support::*;
use crate::ImportVerdict::{Changed, Conflict, Gone, New, Refused};
use crate::{
    Account, Directory, Entity, Group, ImportPlan, ImportVerdict, Incoming, InlinePolicy,
    ManagedPolicy, Operation, PolicyDocument, PolicyVersion, Role, User, pending, plan_import,
};

const LATER: Timestamp = Timestamp::from_unix(1_800_000_000);

/// A file in the making: every entity under an id that was made up for the file.
struct File {
    entities: Vec<Entity>,
    salt: u128,
}

impl File {
    fn new(salt: u128) -> Self {
        Self {
            entities: Vec::new(),
            salt: salt * 1_000_000,
        }
    }

    fn id(&self, number: u128) -> EntityId {
        id(self.salt + number)
    }

    fn user(mut self, number: u128, name: &str, edit: impl FnOnce(&mut User, &Self)) -> Self {
        let mut user = User::new(self.id(number), name.parse().unwrap(), Path::root());
        user.unique_id = Some(unique("AIDA", number));
        user.created = Some(NOW);
        edit(&mut user, &self);
        self.entities.push(Entity::User(user));
        self
    }

    fn group(mut self, number: u128, name: &str, edit: impl FnOnce(&mut Group, &Self)) -> Self {
        let mut group = Group::new(self.id(number), name.parse().unwrap(), Path::root());
        group.unique_id = Some(unique("AGPA", number));
        group.created = Some(NOW);
        edit(&mut group, &self);
        self.entities.push(Entity::Group(group));
        self
    }

    fn role(mut self, number: u128, name: &str, edit: impl FnOnce(&mut Role, &Self)) -> Self {
        let mut role = Role::new(
            self.id(number),
            name.parse().unwrap(),
            Path::root(),
            document(TRUST),
        );
        role.unique_id = Some(unique("AROA", number));
        edit(&mut role, &self);
        self.entities.push(Entity::Role(role));
        self
    }

    fn policy(mut self, number: u128, name: &str, versions: &[(u32, &str)], default: u32) -> Self {
        let version = |number: u32| iam_names::PolicyVersionId::from_number(number).unwrap();
        let highest = versions
            .iter()
            .map(|(number, _)| *number)
            .max()
            .unwrap_or(1);
        self.entities.push(Entity::Policy(ManagedPolicy {
            id: self.id(number),
            name: name.parse().unwrap(),
            path: Path::root(),
            unique_id: Some(unique("ANPA", number)),
            created: Some(NOW),
            description: String::new(),
            default_version: version(default),
            versions: versions
                .iter()
                .map(|(number, text)| PolicyVersion {
                    id: version(*number),
                    document: document(text),
                    created: Some(NOW),
                })
                .collect(),
            next_version: std::num::NonZeroU32::new(highest + 1).unwrap(),
            tags: crate::Tags::new(),
        }));
        self
    }

    fn at(self, as_of: Timestamp) -> Incoming {
        let directory: Directory = self.entities.into_iter().collect();
        Incoming {
            directory,
            as_of,
            kinds: Incoming::authorization_details_kinds(),
            speaks_of_credentials: false,
        }
    }
}

fn unique(prefix: &str, number: u128) -> UniqueId {
    format!("{prefix}EXAMPLE{number:09}").parse().unwrap()
}

fn same<T>(_: &mut T, _: &File) {}

fn plan(world: &World, incoming: &Incoming) -> ImportPlan {
    plan_import(world.account(), incoming, &Library)
}

/// Plans, applies, and holds what every import holds: AWS's facts are what was observed, the plan
/// holds together, and the same file again gives nothing.
#[track_caller]
fn import(world: &mut World, incoming: &Incoming) -> ImportPlan {
    let planned = plan(world, incoming);
    let operations = planned
        .changes
        .iter()
        .map(|change| change.operation.clone())
        .collect();
    world.does(operations);
    let observed = world.account().observed().unwrap();
    assert_eq!(observed.len(), incoming.directory.len());
    holds_together(world.account());
    let again = plan(world, incoming);
    assert!(again.rows.is_empty(), "{:?}", again.rows);
    assert!(again.changes.is_empty());
    assert_eq!(again.unchanged, incoming.directory.len());
    planned
}

#[track_caller]
fn holds_together(account: &Account) {
    let planned = account.planned();
    for entity in planned.ids().filter_map(|id| planned.entity(id)) {
        assert_eq!(
            planned.named(entity.kind(), &entity.name()),
            Some(entity.id())
        );
        for reference in crate::rules::references(&entity) {
            assert!(
                planned.kind_of(reference).is_some(),
                "{} dangles",
                entity.name()
            );
        }
    }
}

fn rows(plan: &ImportPlan) -> Vec<(&str, ImportVerdict)> {
    plan.rows
        .iter()
        .map(|row| (row.name.as_str(), row.verdict))
        .collect()
}

fn alice(world: &World) -> &User {
    world.account().planned().user_named("alice").unwrap()
}

#[test]
fn a_first_import_is_the_observed_and_the_planned_state() {
    let mut world = World::aws();
    let file = |salt| {
        File::new(salt)
            .policy(4, "read", &[(1, POLICY)], 1)
            .group(2, "readers", |group, file| {
                group
                    .attached
                    .insert(crate::PolicyRef::Customer(file.id(4)));
            })
            .user(1, "alice", |user, file| {
                user.groups.insert(file.id(2));
            })
            .role(3, "deploy", same)
    };
    let planned = import(&mut world, &file(1).at(NOW));
    assert_eq!(
        rows(&planned),
        [
            ("alice", New),
            ("readers", New),
            ("deploy", New),
            ("read", New)
        ]
    );
    assert!(pending(world.account()).is_empty());
    // The same account read again has other made-up ids: nothing is different but the date.
    let again = plan(&world, &file(2).at(LATER));
    assert!(again.rows.is_empty());
    import(&mut world, &file(2).at(LATER));
    assert_eq!(world.account().settings().observed_as_of, Some(LATER));
}

/// Changed here, changed there: one tag of one user.
#[test]
fn every_combination_of_here_and_there() {
    type Edit = Option<&'static str>;
    // was, here (none: deleted here), there (none: gone), the plan afterwards, the verdict.
    let cases: [(&str, Edit, Edit, Edit, Option<ImportVerdict>); 9] = [
        ("0", Some("0"), Some("0"), Some("0"), None),
        ("0", Some("0"), Some("2"), Some("2"), Some(Changed)),
        ("0", Some("1"), Some("0"), Some("1"), None),
        ("0", Some("1"), Some("1"), Some("1"), Some(Changed)),
        ("0", Some("1"), Some("2"), Some("1"), Some(Conflict)),
        ("0", Some("0"), None, None, Some(Gone)),
        ("0", Some("1"), None, Some("1"), Some(Conflict)),
        ("0", None, Some("0"), None, None),
        ("0", None, Some("2"), None, Some(Conflict)),
    ];
    for (was, here, there, after, verdict) in cases {
        let file = |salt, value: &str| {
            File::new(salt).user(1, "alice", |user, _| {
                user.tags
                    .insert("t".parse().unwrap(), value.parse().unwrap());
            })
        };
        let mut world = World::aws();
        import(&mut world, &file(1, was).at(NOW));
        let known = alice(&world).id;
        match here {
            None => drop(world.does(vec![Operation::DeleteUser { user: known }])),
            Some(value) => {
                let tag = [("t".parse().unwrap(), value.parse().unwrap())].into();
                world.does(vec![Operation::Tag {
                    entity: known,
                    tags: tag,
                }]);
            }
        }
        let incoming = there
            .map_or_else(|| File::new(2), |value| file(2, value))
            .at(LATER);
        let planned = import(&mut world, &incoming);
        let told: Vec<_> = rows(&planned)
            .into_iter()
            .map(|(_, verdict)| verdict)
            .collect();
        let case = format!("{was} {here:?} {there:?}");
        assert_eq!(told, verdict.into_iter().collect::<Vec<_>>(), "{case}");
        let held = world.account().planned().user(known).map(|user| {
            user.tags
                .values()
                .map(ToString::to_string)
                .collect::<String>()
        });
        assert_eq!(held.as_deref(), after, "{case}");
        // What is pending is what is planned and not there.
        assert_eq!(
            pending(world.account()).is_empty(),
            after == there,
            "{case}"
        );
    }
}

#[test]
fn deleted_on_both_sides_is_gone() {
    let mut world = World::aws();
    import(&mut world, &File::new(1).user(1, "alice", same).at(NOW));
    let known = alice(&world).id;
    world.does(vec![Operation::DeleteUser { user: known }]);
    assert_eq!(pending(world.account()).len(), 1);
    let planned = import(&mut world, &File::new(2).at(LATER));
    assert_eq!(rows(&planned), [("alice", Gone)]);
    assert!(pending(world.account()).is_empty());
}

#[test]
fn what_was_planned_and_carried_out_is_recognised() {
    let mut world = World::aws();
    world.does(vec![
        user(10, "alice"),
        group(20, "readers"),
        policy(40, "read"),
        role(30, "deploy"),
        join(10, 20),
        attach(20, customer(40)),
        tags(10, &[("team", "red")]),
    ]);
    assert_eq!(pending(world.account()).len(), 4);
    // AWS writes documents with other white space.
    let spaced = POLICY.replace("\":", "\" : ");
    let file = File::new(1)
        .policy(4, "read", &[(1, &spaced)], 1)
        .role(3, "deploy", same)
        .group(2, "readers", |group, file| {
            group
                .attached
                .insert(crate::PolicyRef::Customer(file.id(4)));
        })
        .user(1, "alice", |user, file| {
            user.groups.insert(file.id(2));
            user.tags
                .insert("team".parse().unwrap(), "red".parse().unwrap());
        });
    import(&mut world, &file.at(NOW));
    let held = world.account().planned().user(id(10)).unwrap();
    assert_eq!(held.unique_id, Some(unique("AIDA", 1)));
    assert_eq!(held.created, Some(NOW));
    let policy = world.account().planned().policy(id(40)).unwrap();
    assert_eq!(policy.document().unwrap().text(), POLICY);
    assert_eq!(pending(world.account()), []);
}

#[test]
fn a_rename_in_aws_is_a_rename() {
    let mut world = World::aws();
    import(&mut world, &File::new(1).user(1, "alice", same).at(NOW));
    let known = alice(&world).id;
    let planned = import(&mut world, &File::new(2).user(1, "alicia", same).at(LATER));
    assert_eq!(rows(&planned), [("alicia", Changed)]);
    assert_eq!(planned.rows[0].details, ["Name: alice → alicia"]);
    assert_eq!(
        world.account().planned().user_named("alicia").unwrap().id,
        known
    );
}

#[test]
fn deleted_and_recreated_is_another_one() {
    let mut world = World::aws();
    import(&mut world, &File::new(1).user(1, "alice", same).at(NOW));
    let known = alice(&world).id;
    let planned = import(&mut world, &File::new(2).user(2, "alice", same).at(LATER));
    let mut told = rows(&planned);
    told.sort_by_key(|(_, verdict)| verdict.as_str());
    assert_eq!(told, [("alice", Gone), ("alice", New)]);
    assert_ne!(alice(&world).id, known);
}

#[test]
fn what_was_planned_for_a_recreated_one_is_dropped_and_told() {
    let mut world = World::aws();
    import(&mut world, &File::new(1).user(1, "alice", same).at(NOW));
    let known = alice(&world).id;
    let tag = [("t".parse().unwrap(), "1".parse().unwrap())].into();
    world.does(vec![Operation::Tag {
        entity: known,
        tags: tag,
    }]);
    let planned = import(&mut world, &File::new(2).user(2, "alice", same).at(LATER));
    let conflict = planned
        .rows
        .iter()
        .find(|row| row.verdict == Conflict)
        .unwrap();
    assert!(
        conflict.details.iter().any(|it| it.contains("dropped")),
        "{conflict:?}"
    );
    assert_ne!(alice(&world).id, known);
    assert!(alice(&world).tags.is_empty());
}

#[test]
fn a_recreated_one_beside_a_renamed_one() {
    // alice (1) was renamed to bob, and another alice (2) was made.
    let mut world = World::aws();
    import(&mut world, &File::new(1).user(1, "alice", same).at(NOW));
    let known = alice(&world).id;
    import(
        &mut world,
        &File::new(2)
            .user(2, "alice", same)
            .user(1, "bob", same)
            .at(LATER),
    );
    assert_eq!(
        world.account().planned().user_named("bob").unwrap().id,
        known
    );
    assert_ne!(alice(&world).id, known);
}

#[test]
fn a_planned_name_that_aws_gave_to_another_is_dropped() {
    let mut world = World::aws();
    let both = |file: File| file.user(1, "alice", same).user(2, "bob", same);
    import(&mut world, &both(File::new(1)).at(NOW));
    let names = |world: &World| world.names(crate::EntityKind::User);
    let (alice, bob) = (
        alice(&world).id,
        world.account().planned().user_named("bob").unwrap().id,
    );
    let rename = |user, name: &str| Operation::UpdateUser {
        user,
        name: name.parse().unwrap(),
        path: Path::root(),
    };
    // Planned: alice becomes carol, bob becomes alice. In AWS, a carol was made.
    world.does(vec![rename(alice, "carol"), rename(bob, "alice")]);
    assert_eq!(names(&world), ["alice", "carol"]);
    let incoming = both(File::new(2)).user(3, "carol", same).at(LATER);
    let planned = import(&mut world, &incoming);
    assert_eq!(names(&world), ["alice", "bob", "carol"]);
    assert_eq!(
        rows(&planned),
        [("alice", Conflict), ("bob", Conflict), ("carol", New)]
    );
    assert_eq!(
        planned.rows[0].details,
        ["AWS has another user `carol` now: the planned name is dropped"]
    );
    assert!(pending(world.account()).is_empty());
}

#[test]
fn what_the_plan_refers_to_and_aws_deleted_is_left_out() {
    let mut world = World::aws();
    let file = |salt| {
        File::new(salt)
            .policy(4, "read", &[(1, POLICY)], 1)
            .group(2, "readers", same)
    };
    import(&mut world, &file(1).at(NOW));
    let planned = world.account().planned();
    let readers = planned.group_named("readers").unwrap().id;
    let read = crate::PolicyRef::Customer(planned.policy_named("read").unwrap().id);
    world.does(vec![
        user(10, "new"),
        Operation::AddUserToGroup {
            user: id(10),
            group: readers,
        },
        attach(10, read.clone()),
        bound(10, read),
    ]);
    let planned = import(&mut world, &File::new(2).at(LATER));
    assert_eq!(
        rows(&planned),
        [("new", Conflict), ("readers", Gone), ("read", Gone)]
    );
    let mut details = planned.rows[0].details.clone();
    details.sort();
    assert_eq!(
        details,
        [
            "the group `readers` is not there any more: left out of the plan",
            "the policy `read` is not there any more: left out of the plan",
        ]
    );
    let held = world.account().planned().user(id(10)).unwrap();
    assert!(held.groups.is_empty() && held.attached.is_empty() && held.boundary.is_none());
}

#[test]
fn a_member_that_joined_what_is_planned_to_go() {
    let mut world = World::aws();
    let file = |salt| {
        File::new(salt)
            .group(2, "readers", same)
            .user(1, "alice", same)
    };
    import(&mut world, &file(1).at(NOW));
    let readers = world.account().planned().group_named("readers").unwrap().id;
    world.does(vec![Operation::DeleteGroup { group: readers }]);
    let incoming = File::new(2)
        .group(2, "readers", same)
        .user(1, "alice", |user, file| {
            user.groups.insert(file.id(2));
        });
    let planned = import(&mut world, &incoming.at(LATER));
    assert_eq!(rows(&planned), [("alice", Conflict)]);
    assert!(alice(&world).groups.is_empty());
    // The membership has to go before the group can.
    let actions: Vec<_> = pending(world.account())
        .iter()
        .map(|it| it.action.as_str())
        .collect();
    assert_eq!(actions, ["update", "delete"]);
}

#[test]
fn a_stale_plan_is_refused() {
    let mut world = World::aws();
    import(&mut world, &File::new(1).group(2, "readers", same).at(NOW));
    let readers = world.account().planned().group_named("readers").unwrap().id;
    let gone = plan(&world, &File::new(2).at(LATER));
    world.does(vec![
        user(10, "new"),
        Operation::AddUserToGroup {
            user: id(10),
            group: readers,
        },
    ]);
    world.refuses(
        gone.changes[0].operation.clone(),
        crate::RefusalCode::ConcurrentModification,
    );
}

const OTHER: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;
const THIRD: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;

fn version(world: &World, text: &str) -> Operation {
    Operation::CreatePolicyVersion {
        policy: world.account().planned().policy_named("read").unwrap().id,
        document: document(text),
        set_as_default: true,
        created: None,
    }
}

#[test]
fn versions_of_both_sides_keep_apart() {
    let mut world = World::aws();
    import(
        &mut world,
        &File::new(1).policy(4, "read", &[(1, POLICY)], 1).at(NOW),
    );
    world.does(vec![version(&world, OTHER)]);
    let incoming = File::new(2)
        .policy(4, "read", &[(1, POLICY), (2, THIRD)], 2)
        .at(LATER);
    let planned = import(&mut world, &incoming);
    assert_eq!(rows(&planned), [("read", Conflict)]);
    let held = world.account().planned().policy_named("read").unwrap();
    let texts: Vec<_> = held
        .versions
        .iter()
        .map(|it| (it.id.to_string(), it.document.text()))
        .collect();
    assert_eq!(
        texts,
        [
            ("v1".into(), POLICY),
            ("v2".into(), THIRD),
            ("v3".into(), OTHER)
        ]
    );
    assert_eq!(held.default_version, "v3");
    assert_eq!(held.next_version.get(), 4);
}

#[test]
fn a_version_that_was_carried_out_is_not_pending() {
    let mut world = World::aws();
    import(
        &mut world,
        &File::new(1).policy(4, "read", &[(1, POLICY)], 1).at(NOW),
    );
    world.does(vec![version(&world, OTHER)]);
    assert_eq!(pending(world.account()).len(), 1);
    let spaced = OTHER.replace(',', " , ");
    let incoming = File::new(2)
        .policy(4, "read", &[(1, POLICY), (2, &spaced)], 2)
        .at(LATER);
    let planned = import(&mut world, &incoming);
    assert_eq!(rows(&planned), [("read", Changed)]);
    assert_eq!(pending(world.account()), []);
}

#[test]
fn a_version_deleted_here_and_put_in_force_there_stays() {
    let mut world = World::aws();
    let two: &[(u32, &str)] = &[(1, POLICY), (2, OTHER)];
    import(&mut world, &File::new(1).policy(4, "read", two, 1).at(NOW));
    let policy = world.account().planned().policy_named("read").unwrap().id;
    world.does(vec![Operation::DeletePolicyVersion {
        policy,
        version: "v2".parse().unwrap(),
    }]);
    let planned = import(
        &mut world,
        &File::new(2).policy(4, "read", two, 2).at(LATER),
    );
    assert_eq!(rows(&planned), [("read", Conflict)]);
    let held = world.account().planned().policy(policy).unwrap();
    assert!(held.document().is_some());
    assert_eq!(held.default_version, "v2");
}

#[test]
fn the_spelling_of_what_we_hold_stays() {
    let own = |text: &str| {
        let text = text.to_owned();
        move |user: &mut User, _: &File| {
            let name: iam_names::PolicyName = "own".parse().unwrap();
            let policy = InlinePolicy {
                name: name.clone(),
                document: PolicyDocument::new(&text),
            };
            user.inline.insert(name.name_key(), policy);
        }
    };
    let mut world = World::aws();
    import(
        &mut world,
        &File::new(1).user(1, "alice", own(POLICY)).at(NOW),
    );
    let spaced = POLICY.replace(',', ",\n ");
    let planned = import(
        &mut world,
        &File::new(2).user(1, "alice", own(&spaced)).at(LATER),
    );
    assert!(planned.rows.is_empty());
    assert_eq!(
        alice(&world)
            .inline
            .values()
            .next()
            .unwrap()
            .document
            .text(),
        POLICY
    );
    let planned = import(
        &mut world,
        &File::new(3).user(1, "alice", own(OTHER)).at(NOW),
    );
    assert_eq!(planned.rows[0].details, ["Inline policy own is different"]);
}

#[test]
fn credentials_that_a_file_does_not_speak_of_stay() {
    let mut world = World::aws();
    import(&mut world, &File::new(1).user(1, "alice", same).at(NOW));
    let known = alice(&world).id;
    world.does(vec![
        Operation::CreateLoginProfile {
            user: known,
            credential: id(50),
            reset_required: true,
            created: None,
        },
        Operation::CreateAccessKey {
            user: known,
            credential: id(51),
            access_key_id: Some("AKIAIOSFODNN7EXAMPLE".parse().unwrap()),
            description: "build".into(),
            created: None,
        },
    ]);
    import(&mut world, &File::new(2).user(1, "alice", same).at(LATER));
    assert_eq!(alice(&world).access_keys.len(), 1);
    assert_eq!(pending(world.account()).len(), 1);
    // A file that speaks of them confirms them: by the access key id, under our credential ids.
    let mut incoming = File::new(3)
        .user(1, "alice", |user, file| {
            user.login_profile = Some(crate::LoginProfile {
                id: file.id(60),
                created: Some(LATER),
                reset_required: false,
            });
        })
        .at(LATER);
    incoming.speaks_of_credentials = true;
    let planned = plan(&world, &incoming);
    assert_eq!(rows(&planned), [("alice", Conflict)]);
}

#[test]
fn what_is_known_of_credentials_is_as_old_as_the_last_file_that_spoke_of_them() {
    let unknown = |world: &World| {
        let account = world.account();
        let users = account.planned().users();
        users
            .filter(|user| account.may_have_unknown_credentials(user.id))
            .map(|user| user.name.to_string())
            .collect::<Vec<_>>()
    };
    let made = |at: Timestamp| move |user: &mut User, _: &File| user.created = Some(at);
    let mut world = World::aws();
    // Whom only the plan knows has nothing in AWS.
    world.does(vec![user(10, "planned")]);
    import(
        &mut world,
        &File::new(1).user(1, "alice", made(NOW)).at(NOW),
    );
    assert_eq!(unknown(&world), ["alice"]);
    // The same again, with credentials: nothing is different, and yet it is worth an entry.
    let mut bundle = File::new(2).user(1, "alice", made(NOW)).at(NOW);
    bundle.speaks_of_credentials = true;
    import(&mut world, &bundle);
    assert!(unknown(&world).is_empty());
    // Bob came later, and that file is silent.
    let file = File::new(3)
        .user(1, "alice", made(NOW))
        .user(2, "bob", made(LATER));
    import(&mut world, &file.at(LATER));
    assert_eq!(unknown(&world), ["bob"]);
}

#[test]
fn a_rehearsal_copy_arrives_as_changes() {
    let file = |salt| {
        File::new(salt)
            .policy(4, "read", &[(2, OTHER), (3, POLICY)], 3)
            .policy(5, "broken", &[(1, r#"{"Statement":1}"#)], 1)
            .group(2, "readers", |group, file| {
                group
                    .attached
                    .insert(crate::PolicyRef::Customer(file.id(4)));
            })
            .role(3, "deploy", |role, file| {
                role.boundary = Some(crate::PolicyRef::Customer(file.id(4)));
                role.tags
                    .insert("aws:made-by".parse().unwrap(), "x".parse().unwrap());
            })
            .user(1, "alice", |user, file| {
                user.groups.insert(file.id(2));
                user.attached.insert(aws_policy("Unknown"));
            })
    };
    let mut world = World::local();
    world.does(vec![user(10, "bob")]);
    let planned = plan(&world, &file(1).at(NOW));
    assert_eq!(
        rows(&planned),
        [
            ("alice", New),
            ("readers", New),
            ("deploy", New),
            ("broken", Refused),
            ("read", New)
        ]
    );
    assert!(
        planned.rows[0].details[0].contains("(NoSuchEntity)"),
        "{:?}",
        planned.rows[0]
    );
    assert!(
        planned.rows[2].details[0].contains("(InvalidInput)"),
        "{:?}",
        planned.rows[2]
    );
    assert!(planned.rows[3].details[0].contains("(MalformedPolicyDocument)"));
    assert!(
        !planned
            .changes
            .iter()
            .any(|it| matches!(it.operation, Operation::Observe { .. }))
    );
    world.does(
        planned
            .changes
            .into_iter()
            .map(|change| change.operation)
            .collect(),
    );
    assert!(world.account().observed().is_none());
    let held = world.account().planned();
    assert_eq!(
        held.policy_named("read")
            .unwrap()
            .document()
            .unwrap()
            .text(),
        POLICY
    );
    assert_eq!(
        held.members(held.group_named("readers").unwrap().id)
            .count(),
        1
    );
    // Again: nothing to change, and what it could not take is told.
    let again = plan(&world, &file(2).at(LATER));
    assert!(again.changes.is_empty());
    assert_eq!(
        rows(&again),
        [
            ("alice", Conflict),
            ("deploy", Conflict),
            ("broken", Refused)
        ]
    );
    assert_eq!(again.unchanged, 2);
}
