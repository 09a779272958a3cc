//! Account files: the fixture, the example account, an update, and files that are none.

use std::fs;

use bailiwick_app::contract::AccountRequest;
use bailiwick_app::contract::account::AccountKindView;
use bailiwick_app::contract::change::Proposal;
use bailiwick_app::contract::import::PlanImportRequest;

use crate::support::{Desk, fixture, named, nothing, rows, shared};

#[test]
fn a_plan_first_then_the_account() {
    let desk = Desk::aws();
    let plan = desk.plan(&fixture("account.json")).unwrap();
    assert_eq!(
        (plan.counts.users, plan.counts.groups, plan.counts.roles),
        (2, 1, 1)
    );
    assert_eq!(plan.counts.new, 5);
    assert!(plan.unreadable.is_empty(), "{:?}", plan.unreadable);
    assert!(desk.users().is_empty());
    desk.import(&fixture("account.json"));
    assert_eq!(desk.users().len(), 2);
    assert_eq!(desk.accounts().len(), 1);

    let account = AccountRequest {
        account: desk.account.clone(),
    };
    assert!(desk.app.pending(&account).unwrap().is_empty());
    desk.change(Proposal::CreateUser(named("erin")));
    let pending = desk.app.pending(&account).unwrap();
    assert_eq!((pending.len(), pending[0].name.as_str()), (1, "erin"));

    // The same file again: what was planned here stays planned.
    let plan = desk.plan(&fixture("account.json")).unwrap();
    assert_eq!(
        (plan.counts.new, plan.counts.changed, plan.counts.gone),
        (0, 0, 0)
    );
    assert_eq!(desk.app.pending(&account).unwrap().len(), 1);
    assert_eq!(desk.users().len(), 3);
}

#[test]
fn the_example_account() {
    let Some(file) = shared("data/account-authorization-details.json") else {
        return;
    };
    let desk = Desk::aws();
    let plan = desk.plan(&file).unwrap();
    let counts = plan.counts;
    assert_eq!((counts.users, counts.groups, counts.roles), (44, 5, 78));
    assert_eq!(plan.other_accounts, ["012345678901"]);
    desk.import(&file);
    let accounts = desk.accounts();
    let find = |number: &str| {
        accounts
            .iter()
            .find(|account| account.account_id == number)
            .unwrap()
            .id
            .clone()
    };
    let total = |number: &str| desk.app.users(&rows(&find(number))).unwrap().total;
    assert_eq!(total("200611803367") + total("012345678901"), 44);
    assert!(desk.app.check_vault(&nothing()).unwrap().sound);
    let again = desk.opened_again();
    assert_eq!(
        again.users(&rows(&find("200611803367"))).unwrap().total,
        total("200611803367")
    );
}

#[test]
fn files_that_are_no_account() {
    let desk = Desk::aws();
    let path = desk.scratch.path().join("bad file ü.json");
    let text = fs::read_to_string(fixture("account.json")).unwrap();
    let check = |bytes: &[u8], code: &str| {
        fs::write(&path, bytes).unwrap();
        let error = desk.plan(&path).unwrap_err();
        assert_eq!(error.code, code, "{error:?}");
        assert!(!error.help.is_empty() && !error.at.is_empty(), "{error:?}");
        assert!(desk.users().is_empty());
    };
    // Cut at many places: never half an account.
    for cut in (0..text.trim_end().len()).step_by(97) {
        check(&text.as_bytes()[..cut], "unreadable-file");
    }
    check(b"[]", "unreadable-file");
    check(b"\xff\xfe{}", "unreadable-file");
    let twice = text.replacen("\"GroupDetailList\": [", "\"UserDetailList\": [", 1);
    check(twice.as_bytes(), "unreadable-file");
    fs::remove_file(&path).unwrap();
    assert_eq!(desk.plan(&path).unwrap_err().code, "file-not-read");
}

#[test]
fn a_key_given_twice_in_an_entity_is_told() {
    let desk = Desk::aws();
    let path = desk.scratch.path().join("twice.json");
    let text = fs::read_to_string(fixture("account.json")).unwrap();
    let twice = text.replacen(
        "\"UserName\": \"dario\",",
        "\"UserName\": \"dario\", \"UserName\": \"dora\",",
        1,
    );
    assert_ne!(text, twice);
    fs::write(&path, twice).unwrap();
    let plan = desk.plan(&path).unwrap();
    assert_eq!(plan.unreadable.len(), 1, "{:?}", plan.unreadable);
    assert!(
        plan.unreadable[0].at.starts_with("UserDetailList[1]"),
        "{:?}",
        plan.unreadable
    );
}

#[test]
fn a_policy_over_its_quota_is_no_rehearsal() {
    let text = fs::read_to_string(fixture("account.json")).unwrap();
    let bucket = "b".repeat(6_200);
    let long = text.replace(
        "\"Action\": \"s3:DeleteBucket\", \"Resource\": \"*\"",
        &format!("\"Action\": \"s3:DeleteBucket\", \"Resource\": \"arn:aws:s3:::{bucket}\""),
    );
    assert_ne!(text, long);
    // AWS's facts may exceed our quotas …
    let seen = Desk::aws();
    let path = seen.scratch.path().join("long.json");
    fs::write(&path, &long).unwrap();
    seen.import(&path);
    // … what is made here may not.
    let desk = Desk::local();
    let request = PlanImportRequest {
        account: desk.account.clone(),
        kind: AccountKindView::Local,
    };
    let plan = desk.app.plan_import_file(&request, &path).unwrap();
    let refused: Vec<_> = plan
        .rows
        .iter()
        .filter(|row| row.action == "refused")
        .collect();
    assert_eq!(refused.len(), 1, "{:?}", plan.rows);
    assert_eq!(refused[0].name, "guard");
    assert!(
        refused[0].details.join(" ").contains("6144"),
        "{:?}",
        refused[0].details
    );
}
