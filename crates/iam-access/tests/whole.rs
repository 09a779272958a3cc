//! The fast ways to ask everybody, held against the slow and obvious one.

#![expect(clippy::unwrap_used, reason = "a test")]

mod quotas;

use iam_access::{
    AskedAction, CatalogueManagedPolicies, GivenContext, PolicyLibrary, Scope, Subject,
    WhoCanQuery, cells, expand_actions, who_can, whole_matrix,
};
use iam_directory::State;
use iam_policy::evaluate::Decision;
use quotas::{HOME, Size, account};

const SMALL: Size = Size {
    users: 30,
    roles: 12,
    groups: 61,
    policies: 60,
};

#[test]
fn every_cell_is_as_when_it_is_asked_alone() {
    let estate = account(SMALL);
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let given = GivenContext::default();
    let whole = whole_matrix(scope, &given);
    assert_eq!(whole.rows.len(), 42);
    let (actions, _) = expand_actions(&["*".to_owned()]).unwrap();
    let settings = scope.account().settings();
    let asked: Vec<AskedAction> = actions
        .iter()
        .map(|action| AskedAction::new(&action.name, settings).unwrap())
        .collect();
    let catalogue = iam_catalog::Catalogue::bundled();
    let (mut all, mut some) = (0, 0);
    for row in &whole.rows {
        let subject = Subject::with_id(scope, row.id).unwrap();
        let (alone, _) = cells(&subject, &given, None, &asked);
        for (action, cell) in actions.iter().zip(alone) {
            // Of what only comes with assuming a role, the matrix tells the principal's own side.
            let comes_with = ["sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"];
            if comes_with.contains(&action.name.as_str()) {
                continue;
            }
            let number = catalogue.action(&action.name).unwrap().number();
            let word = row.extent(number).word();
            let expected = match (cell.decision, cell.some) {
                (Decision::Allowed, true) => "some",
                (Decision::Allowed, false) => "all",
                _ => "none",
            };
            all += usize::from(word == "all");
            some += usize::from(word == "some");
            assert_eq!(word, expected, "{} {}", row.arn, action.name);
        }
    }
    assert!(all > 10_000 && some > 1_000, "{all} {some}");
}

#[test]
fn everybody_is_asked_as_each_alone() {
    let estate = account(SMALL);
    let (library, aws) = (PolicyLibrary::new(), CatalogueManagedPolicies::new());
    let scope = Scope::new(&estate, HOME, State::Planned, &aws, &library).unwrap();
    let given = GivenContext::default();
    for (action, resource) in [
        ("s3:GetObject", Some("arn:aws:s3:::home-0/user-0/x")),
        ("s3:GetObject", None),
        (
            "dynamodb:Query",
            Some("arn:aws:dynamodb:eu-west-1:111122223333:table/t7"),
        ),
        ("iam:ListUsers", None),
        (
            "sts:AssumeRole",
            Some("arn:aws:iam::111122223333:role/role-4"),
        ),
    ] {
        let query = WhoCanQuery {
            action: action.to_owned(),
            resource: resource.map(str::to_owned),
            given: given.clone(),
            through_roles: true,
        };
        let asked = AskedAction::new(action, scope.account().settings()).unwrap();
        for who in who_can(scope, &query).unwrap().rows {
            let subject = Subject::with_id(scope, who.id).unwrap();
            let (alone, _) = cells(&subject, &given, resource, [&asked]);
            assert_eq!(who.cell, alone[0], "{} {action}", who.arn);
            assert!(!who.can() || who.through.is_empty());
        }
    }
}
