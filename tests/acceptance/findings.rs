//! What should be looked at in an account, and its cure: previewed, carried out, taken back.

use bailiwick_app::contract::analyse::{FindingView, FindingsRequest};
use bailiwick_app::contract::change::{FindingName, Proposal, ProposalRequest};
use bailiwick_app::contract::journal::UndoRequest;
use bailiwick_app::contract::simulate::StateView;

use crate::support::{Desk, aws_managed, with_credentials};

fn name_of(finding: &FindingView) -> FindingName {
    FindingName {
        code: finding.code.clone(),
        entity: finding.id.clone(),
        reason: finding.reason.clone(),
    }
}

pub(crate) fn findings(desk: &Desk) -> Vec<FindingView> {
    let request = FindingsRequest {
        account: desk.account.clone(),
        state: StateView::Planned,
    };
    desk.app.findings(&request).unwrap().findings
}

#[test]
fn an_administrator_is_found_and_cured() {
    let desk = Desk::local();
    let mut alice = with_credentials("alice");
    alice.policies = vec![aws_managed("AdministratorAccess")];
    desk.change(Proposal::CreateUser(alice));
    let found = findings(&desk);
    let codes: Vec<&str> = found.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["administrator-user", "console-without-mfa"]);
    let administrator = &found[0];
    assert_eq!(administrator.changes.len(), 1);
    let cure = || Proposal::Cure {
        findings: vec![name_of(administrator)],
    };
    let request = ProposalRequest {
        account: desk.account.clone(),
        proposal: cure(),
    };
    let preview = desk.app.preview(&request).unwrap();
    assert!(preview.possible);
    assert_eq!(preview.changes[0].sentence, administrator.changes[0]);
    assert_eq!(findings(&desk).len(), 2);
    let done = desk.app.change(&request).unwrap();
    assert_eq!(findings(&desk).len(), 1);
    // What is cured already is no finding any more.
    assert_eq!(desk.try_change(cure()).unwrap_err().code, "not-found");
    let undo = UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    };
    desk.app.undo(&undo).unwrap();
    assert_eq!(findings(&desk).len(), 2);
}
