//! The main job: a vault, a person with a new group, what the person may do, the hand-off, undo.

use bailiwick_app::contract::change::{CredentialKindView, NewUser, Proposal, ProposalRequest};
use bailiwick_app::contract::journal::UndoRequest;
use bailiwick_app::contract::secret::{CsvFormat, SaveDraftRequest};
use bailiwick_app::contract::simulate::DecisionView;

use crate::support::{Desk, fixture, group, named, nothing, with_credentials};

fn alice() -> NewUser {
    NewUser {
        new_groups: vec![group("readers", &["AmazonS3ReadOnlyAccess"])],
        ..with_credentials("alice")
    }
}

#[test]
fn a_person_may_do_what_the_new_group_allows() {
    let desk = Desk::local();
    desk.change(Proposal::CreateUser(alice()));
    let user = desk.user("alice").id;
    let object = "arn:aws:s3:::example-bucket/key";
    let allowed = desk.ask(&user, "s3:GetObject", object);
    assert_eq!(allowed.decision, DecisionView::Allowed);
    assert!(
        allowed.sentence.contains("AmazonS3ReadOnlyAccess"),
        "{}",
        allowed.sentence
    );
    let denied = desk.ask(
        "arn:aws:iam::111122223333:user/alice",
        "s3:PutObject",
        object,
    );
    assert_eq!(denied.decision, DecisionView::ImplicitlyDenied);
    assert!(denied.decided_by.is_empty());
}

#[test]
fn an_explicit_deny_names_its_statement() {
    let desk = Desk::aws();
    desk.import(&fixture("account.json"));
    let carla = desk.user("carla").id;
    let denied = desk.ask(&carla, "s3:DeleteBucket", "arn:aws:s3:::home");
    assert_eq!(denied.decision, DecisionView::ExplicitlyDenied);
    assert_eq!(denied.decided_by[0].sid, "KeepBuckets");
    assert_eq!(denied.decided_by[0].effect, "Deny");
    let own = desk.ask(&carla, "s3:PutObject", "arn:aws:s3:::home/carla/a");
    assert_eq!(own.decision, DecisionView::Allowed);
    let other = desk.ask(&carla, "s3:PutObject", "arn:aws:s3:::home/dario/a");
    assert_eq!(other.decision, DecisionView::ImplicitlyDenied);
}

#[test]
fn credentials_leave_in_three_forms_and_a_draft() {
    let desk = Desk::local();
    let done = desk.change(Proposal::CreateUser(alice()));
    let credential = |kind| done.credentials.iter().find(|it| it.kind == kind).unwrap();
    let key = credential(CredentialKindView::AccessKey);
    let (id, secret) = (&key.access_key_id, desk.reveal(&key.id));
    let password = desk.reveal(&credential(CredentialKindView::Password).id);
    let user = desk.user("alice").id;
    let url = "https://acme.signin.aws.amazon.com/console";
    for (format, expected) in [
        (
            CsvFormat::AwsCli,
            format!("User name,Access key ID,Secret access key\r\nalice,{id},{secret}\r\n"),
        ),
        (
            CsvFormat::Console,
            format!("User name,Password,Console sign-in URL\r\nalice,{password},{url}\r\n"),
        ),
        (
            CsvFormat::Legacy,
            format!(
                "User name,Password,Access key ID,Secret access key,Console login link\r\n\
                 alice,{password},{id},{secret},{url}\r\n"
            ),
        ),
    ] {
        assert_eq!(desk.csv(&user, format).unwrap(), expected);
    }

    let request = SaveDraftRequest {
        account: desk.account.clone(),
        user: user.clone(),
        to: "alice@example.com".into(),
    };
    let draft = desk.app.email_draft(&request).unwrap();
    let path = desk.scratch.path().join(&draft.suggested_name);
    desk.app.write_private_file(&path, &draft).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("X-Unsent: 1\r\n") && text.contains("alice@example.com"),
        "{text}"
    );
    assert!(text.contains(url), "{text}");
    assert!(
        !text.contains(&password) && !text.contains(&secret),
        "{text}"
    );
}

#[test]
fn an_undo_takes_it_all_back_and_is_checked_against_the_present() {
    let desk = Desk::local();
    let done = desk.change(Proposal::CreateUser(alice()));
    let group = desk
        .app
        .groups(&crate::support::rows(&desk.account))
        .unwrap()
        .rows
        .remove(0)
        .id;
    desk.change(Proposal::CreateUser(NewUser {
        groups: vec![group],
        ..named("bob")
    }));
    let undo = UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    };
    // Bob has joined the group that the undo would take away: it is not as it was.
    assert_eq!(
        desk.app.undo(&undo).unwrap_err().code,
        "ConcurrentModification"
    );
    assert_eq!(desk.users().len(), 2);
    desk.change(Proposal::DeleteUser {
        user: desk.user("bob").id,
    });
    desk.app.undo(&undo).unwrap();
    assert_eq!(desk.users().len(), 0);
    assert_eq!(
        desk.app
            .groups(&crate::support::rows(&desk.account))
            .unwrap()
            .total,
        0
    );
    assert!(desk.app.check_vault(&nothing()).unwrap().sound);
}

#[test]
fn a_preview_leaves_nothing_behind() {
    let desk = Desk::local();
    let proposal = Proposal::CreateUser(alice());
    let request = ProposalRequest {
        account: desk.account.clone(),
        proposal,
    };
    let preview = desk.app.preview(&request).unwrap();
    assert!(preview.possible);
    assert!(
        preview
            .access
            .unwrap()
            .services
            .iter()
            .any(|service| service.prefix == "s3")
    );
    assert!(desk.users().is_empty());
}
