//! Expectations as an account keeps them: saved, asked, in the way of a change, out and in again.

use bailiwick_app::contract::AccountRequest;
use bailiwick_app::contract::account::AccountKindView;
use bailiwick_app::contract::change::{DoneView, Proposal};
use bailiwick_app::contract::expect::{
    ExpectationsRequest, ExpectationsView, ExpectedView, NewExpectation,
};
use bailiwick_app::contract::import::{ApplyImportRequest, PlanImportRequest};
use bailiwick_app::contract::journal::{JournalRequest, UndoRequest};
use bailiwick_app::contract::share::{OpenChangesRequest, TakeChangesRequest};
use bailiwick_app::contract::simulate::StateView;
use bailiwick_app::error::CommandError;
use bailiwick_app::{ChangeReceivers, Secret};

use super::support::House;

impl House {
    fn change(&self, proposal: Proposal) -> Result<DoneView, CommandError> {
        self.app.change(&self.request(proposal))
    }

    fn asked(&self) -> ExpectationsView {
        let request = ExpectationsRequest {
            account: self.account.clone(),
            state: StateView::Planned,
        };
        self.app.expectations(&request).unwrap()
    }

    fn save(&self, name: &str, action: &str, expected: ExpectedView) -> DoneView {
        let expectation = NewExpectation {
            id: String::new(),
            name: name.into(),
            principal: self.alice.clone(),
            action: action.into(),
            resource: "arn:aws:s3:::example-reports/2026.csv".into(),
            context: Vec::new(),
            expected,
            note: "the auditors count them".into(),
        };
        let expectations = vec![expectation];
        self.change(Proposal::SaveExpectations { expectations })
            .unwrap()
    }

    fn leaves(&self) -> Proposal {
        Proposal::RemoveFromGroup {
            user: self.alice.clone(),
            group: self.readers.clone(),
        }
    }
}

#[test]
fn expectations_are_kept_with_the_principal_s_arn_and_asked() {
    let house = House::new();
    house.save("alice reads", "s3:GetObject", ExpectedView::Allowed);
    house.save("alice deletes", "s3:DeleteObject", ExpectedView::Allowed);
    let asked = house.asked();
    assert_eq!((asked.held, asked.failed), (1, 1));
    let [first, second] = &asked.results[..] else {
        panic!("{asked:?}");
    };
    assert_eq!((first.name.as_str(), first.holds), ("alice deletes", false));
    assert_eq!((second.name.as_str(), second.holds), ("alice reads", true));
    assert_eq!(first.principal, "arn:aws:iam::111122223333:user/alice");

    // The same name is the same expectation, and saying it again changes nothing.
    house.save("Alice deletes", "s3:DeleteObject", ExpectedView::Denied);
    assert_eq!(house.asked().failed, 0);
    assert_eq!(house.asked().results.len(), 2);
}

#[test]
fn a_change_that_breaks_one_is_told_before_and_takes_a_reason() {
    let house = House::new();
    house.save("alice reads", "s3:GetObject", ExpectedView::Allowed);
    // What does not hold already is in nobody's way.
    house.save("alice deletes", "s3:DeleteObject", ExpectedView::Allowed);
    let preview = house.app.preview(&house.request(house.leaves())).unwrap();
    let names: Vec<_> = preview.breaks.iter().map(|it| it.name.as_str()).collect();
    assert!(preview.possible);
    assert_eq!(names, ["alice reads"]);
    assert!(preview.breaks[0].sentence.starts_with("Expected Allowed"));

    let refused = house.change(house.leaves()).unwrap_err();
    assert_eq!(refused.code, "expectations-broken");
    let in_spite = |reason: &str| Proposal::InSpiteOf {
        reason: reason.into(),
        proposal: Box::new(house.leaves()),
    };
    assert!(house.change(in_spite(" ")).is_err());
    assert_eq!(house.asked().failed, 1);

    let done = house.change(in_spite("she moved to another team")).unwrap();
    assert_eq!(house.asked().failed, 2);
    let request: JournalRequest =
        serde_json::from_value(serde_json::json!({ "offset": 0, "limit": 1 })).unwrap();
    let journal = house.app.journal(&request).unwrap();
    let title = &journal.rows[0].sentence;
    assert!(
        title.contains("`alice reads`") && title.contains("she moved to another team"),
        "{title}"
    );
    let undo = UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    };
    house.app.undo(&undo).unwrap();
    assert_eq!(house.asked().failed, 1);
}

#[test]
fn an_undo_that_breaks_one_takes_a_reason_as_well() {
    let house = House::new();
    house.change(house.leaves()).unwrap();
    let joins = house
        .change(Proposal::AddToGroups {
            user: house.alice.clone(),
            groups: vec![house.readers.clone()],
        })
        .unwrap();
    house.save("alice reads", "s3:GetObject", ExpectedView::Allowed);
    let undo = |reason: &str| {
        house.app.undo(&UndoRequest {
            sequence: joins.sequence,
            reason: reason.into(),
        })
    };
    let refused = undo(" ").unwrap_err();
    assert_eq!(refused.code, "expectations-broken");
    assert!(refused.message.contains("`alice reads`"), "{refused:?}");
    assert_eq!(house.asked().held, 1);
    undo("the trial is over").unwrap();
    assert_eq!(house.asked().failed, 1);
    let request: JournalRequest =
        serde_json::from_value(serde_json::json!({ "offset": 0, "limit": 1 })).unwrap();
    let title = house.app.journal(&request).unwrap().rows.remove(0).sentence;
    assert!(
        title.starts_with("Undo") && title.contains("`alice reads`: the trial is over"),
        "{title}"
    );
}

#[test]
fn an_import_that_breaks_one_takes_a_reason_as_well() {
    let house = House::new();
    house.save("alice reads", "s3:GetObject", ExpectedView::Allowed);
    // What somebody wants: that the group is denied S3.
    let template = house.folder.path().join("stack.yaml");
    let text = r#"
Resources:
  G:
    Type: AWS::IAM::Group
    Properties:
      GroupName: readers
      Policies:
        - PolicyName: no-s3
          PolicyDocument: {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#;
    std::fs::write(&template, text).unwrap();
    let planned = PlanImportRequest {
        account: house.account.clone(),
        kind: AccountKindView::Local,
    };
    let plan = house.app.plan_import(&planned, &template).unwrap();
    let apply = |reason: &str| {
        house.app.apply_import(&ApplyImportRequest {
            plan: plan.plan.clone(),
            leave_out: Vec::new(),
            take_theirs: Vec::new(),
            reason: reason.into(),
        })
    };
    assert_eq!(apply("").unwrap_err().code, "expectations-broken");
    assert_eq!(house.asked().held, 1);
    // The plan is still there: the same import goes on with a reason.
    apply("the template rules").unwrap();
    assert_eq!(house.asked().failed, 1);
}

#[test]
fn expectations_leave_as_the_command_line_s_file_and_come_back() {
    let house = House::new();
    house.save("alice reads", "s3:GetObject", ExpectedView::Allowed);
    let request = AccountRequest {
        account: house.account.clone(),
    };
    let file = house.app.expectations_file(&request).unwrap();
    let path = house.folder.path().join(&file.suggested_name);
    std::fs::write(&path, file.bytes.expose()).unwrap();

    let read = house.app.read_expectations_file(&path).unwrap();
    assert_eq!(read.expectations.len(), 1);
    assert_eq!(read.expectations[0].note, "the auditors count them");
    let id = house.asked().results[0].id.clone();
    let delete = Proposal::DeleteExpectations {
        expectations: vec![id],
    };
    house.change(delete).unwrap();
    assert_eq!(house.asked().results.len(), 0);
    let expectations = read.expectations;
    house
        .change(Proposal::SaveExpectations { expectations })
        .unwrap();
    assert_eq!(house.asked().held, 1);

    // What the command line asks is the same.
    let lines = bailiwick_app::command_line::read_expectations(
        &std::fs::read_to_string(&path).unwrap(),
        "file",
    )
    .unwrap();
    let source = bailiwick_app::command_line::Source::Account(&house.account, StateView::Planned);
    assert_eq!(house.app.expectations_hold(source, &lines).unwrap().held, 1);
}

#[test]
fn changes_of_another_admin_that_break_one_take_a_reason_as_well() {
    let house = House::new();
    let other = house.copied("berta.bailiwick");
    let request: JournalRequest =
        serde_json::from_value(serde_json::json!({ "offset": 0, "limit": 1 })).unwrap();
    let since = u64::from(other.journal(&request).unwrap().total);
    other.change(&house.request(house.leaves())).unwrap();
    let passphrase = Secret::new("nine violet llamas and a kettle".to_owned());
    let to = ChangeReceivers::Passphrase(&passphrase);
    let file = other.export_changes(since, &to).unwrap();
    let path = house.folder.path().join("changes.age");
    other.write_private_file(&path, &file).unwrap();

    // The other admin knew nothing of what is expected here.
    house.save("alice reads", "s3:GetObject", ExpectedView::Allowed);
    let opened = OpenChangesRequest {
        passphrase: passphrase.expose().clone(),
    };
    let offered = house.app.open_changes(&opened, &path, None).unwrap();
    let take = |reason: &str| {
        house.app.take_offer(&TakeChangesRequest {
            offer: offered.offer.clone(),
            theirs: Vec::new(),
            reason: reason.into(),
        })
    };
    let refused = take(" ").unwrap_err();
    assert_eq!(refused.code, "expectations-broken");
    assert!(refused.message.contains("`alice reads`"), "{refused:?}");
    assert_eq!(house.asked().held, 1);
    // The offer is still there: the same changes are taken over with a reason.
    let done = take("berta moved her").unwrap();
    assert_eq!(house.asked().failed, 1);
    let title = house.app.journal(&request).unwrap().rows.remove(0).sentence;
    assert!(
        title.contains("in spite of `alice reads`: berta moved her"),
        "{title}"
    );
    let undo = UndoRequest {
        sequence: done.sequence,
        reason: String::new(),
    };
    house.app.undo(&undo).unwrap();
    assert_eq!(house.asked().held, 1);
}
