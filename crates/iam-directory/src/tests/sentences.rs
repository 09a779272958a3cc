//! What the review step, the journal and the flash message say.

use super::support::*;
use crate::{CredentialStatus, Operation, Quotas, apply, describe_all, undo};

#[test]
fn a_set_in_words() {
    let world = World::local();
    let key = local_key(1);
    let path = |path: &str| path.parse().unwrap();
    let operations = vec![
        user(10, "alice"),
        group(20, "readers"),
        policy(40, "read"),
        role(30, "deploy"),
        join(10, 20),
        attach(20, customer(40)),
        attach(10, aws_policy("job-function/ViewOnlyAccess")),
        inline(30, "own", document(POLICY)),
        bound(10, customer(40)),
        tags(10, &[("team", "red")]),
        login(10, 50),
        access_key(10, 51, Some(&key)),
        Operation::UpdateAccessKey {
            user: id(10),
            credential: id(51),
            status: CredentialStatus::Inactive,
        },
        Operation::UpdateLoginProfile {
            user: id(10),
            reset_required: false,
            created: None,
        },
        Operation::UpdateUser {
            user: id(10),
            name: "alicia".parse().unwrap(),
            path: path("/"),
        },
        Operation::UpdateUser {
            user: id(10),
            name: "alicia".parse().unwrap(),
            path: path("/x/"),
        },
        Operation::UpdateGroup {
            group: id(20),
            name: "all".parse().unwrap(),
            path: path("/y/"),
        },
        Operation::CreatePolicyVersion {
            policy: id(40),
            document: document(POLICY),
            set_as_default: true,
            created: None,
        },
        Operation::DeleteAccessKey {
            user: id(10),
            credential: id(51),
        },
        Operation::SetQuotas {
            quotas: Box::new(Quotas::default()),
        },
        leave(10, 20),
    ];
    let told: Vec<_> = describe_all(&world.estate, &set(operations))
        .into_iter()
        .map(|(operation, sentence)| format!("{operation}: {sentence}"))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    CreateUser: Create the user alice
    CreateGroup: Create the group readers
    CreatePolicy: Create the policy read
    CreateRole: Create the role deploy
    AddUserToGroup: Add the user alice to the group readers
    AttachGroupPolicy: Attach the policy read to the group readers
    AttachUserPolicy: Attach the policy ViewOnlyAccess to the user alice
    PutRolePolicy: Write the inline policy own of the role deploy
    PutUserPermissionsBoundary: Set the policy read as the permissions boundary of the user alice
    TagUser: Tag the user alice with team=red
    CreateLoginProfile: Give the user alice a console password, to be changed at the next sign-in
    CreateAccessKey: Issue the access key LKIAEXAMPLE000000001 for the user alice
    UpdateAccessKey: Deactivate the access key LKIAEXAMPLE000000001 of the user alice
    UpdateLoginProfile: Reset the console password of the user alice
    UpdateUser: Rename the user alice to alicia
    UpdateUser: Move the user alicia to the path /x/
    UpdateGroup: Rename the group readers to all and move it to the path /y/
    CreatePolicyVersion: Add a version to the policy read and put it in force
    DeleteAccessKey: Delete the access key LKIAEXAMPLE000000001 of the user alicia
    SetQuotas: Set the quotas that AWS has granted the account
    RemoveUserFromGroup: Remove the user alicia from the group all
    ");
}

#[test]
fn an_undo_says_what_becomes_of_each() {
    let mut world = World::local();
    world.does(vec![user(10, "alice"), user(11, "bob")]);
    let images = world.does(vec![
        user(12, "carol"),
        tags(10, &[("a", "b")]),
        Operation::DeleteUser { user: id(11) },
    ]);
    let back = undo(&world.estate, "it", &images).unwrap();
    assert_eq!(back.title, "Undo: it");
    let told = describe_all(&world.estate, &back);
    assert_eq!(
        told,
        [(
            "Undo",
            "Put the user alice back to what it was, bring back the user bob, remove the user carol"
                .to_owned()
        )]
    );
    assert!(apply(&world.estate, &back, &Library).is_ok());
    let many: Vec<_> = (100..107).map(|n| user(n, &format!("u{n}"))).collect();
    let images = world.does(many);
    let back = undo(&world.estate, "it", &images).unwrap();
    assert!(
        describe_all(&world.estate, &back)[0]
            .1
            .ends_with("remove the user u104 and 2 more")
    );
}
