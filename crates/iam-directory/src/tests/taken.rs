//! Changes of another admin's vault, laid onto ours: taken, merged, or decided by a person.

use super::support::*;
use crate::{Operation, Side, apply, collapse, take, undo};

/// Two copies of a world, each worked on.
fn apart(ours: Vec<Operation>, theirs: Vec<Vec<Operation>>) -> (World, World, Vec<crate::Image>) {
    let mut base = World::local();
    base.does(vec![
        group(20, "readers"),
        group(21, "writers"),
        user(10, "alice"),
        user(11, "bob"),
    ]);
    let (mut mine, mut other) = (base.clone(), base);
    if !ours.is_empty() {
        mine.does(ours);
    }
    let sets: Vec<_> = theirs.into_iter().map(|set| other.does(set)).collect();
    let images = collapse(sets.iter().flatten());
    (mine, other, images)
}

fn rename(number: u128, name: &str) -> Operation {
    Operation::UpdateUser {
        user: id(number),
        name: name.parse().unwrap(),
        path: "/".parse().unwrap(),
    }
}

#[test]
fn what_only_they_changed_is_taken_as_one_set_with_one_undo() {
    let theirs = vec![
        vec![user(12, "carol")],
        vec![join(12, 20), rename(11, "robert")],
        vec![rename(11, "rob")],
    ];
    let (mut mine, other, images) = apart(Vec::new(), theirs);
    let taken = take(&mine.estate, &images);
    assert!(taken.conflicts.is_empty());
    let set = taken.settle("Take over", |_| Side::Ours).unwrap();
    let before = mine.estate.clone();
    let applied = apply(&mine.estate, &set, &Library).unwrap();
    assert_eq!(applied.estate, other.estate);
    mine.estate = applied.estate;
    // A second time there is nothing to take.
    let again = take(&mine.estate, &images);
    assert_eq!((again.already, again.clean.len()), (images.len(), 0));
    assert_eq!(again.settle("Again", |_| Side::Theirs), None);
    let back = undo(&mine.estate, "it", &applied.images).unwrap();
    assert_eq!(apply(&mine.estate, &back, &Library).unwrap().estate, before);
}

#[test]
fn different_fields_of_one_entity_are_merged_and_the_same_field_is_a_conflict() {
    let ours = vec![join(10, 20), rename(11, "bobby")];
    let theirs = vec![vec![join(10, 21), rename(11, "rob")]];
    let (mine, _, images) = apart(ours, theirs);
    let taken = take(&mine.estate, &images);
    assert_eq!(taken.clean.len(), 1, "alice is in both groups");
    let [conflict] = &taken.conflicts[..] else {
        panic!("{taken:?}");
    };
    assert_eq!(conflict.key.id, id(11));
    assert_eq!(conflict.fields.len(), 1, "{:?}", conflict.fields);
    let name_after = |word| {
        let set = taken.settle("Take over", |_| word).unwrap();
        let estate = apply(&mine.estate, &set, &Library).unwrap().estate;
        let planned = estate.account(ACCOUNT).unwrap().planned().clone();
        assert_eq!(planned.user(id(10)).unwrap().groups.len(), 2);
        planned.user(id(11)).unwrap().name.to_string()
    };
    assert_eq!(name_after(Side::Ours), "bobby");
    assert_eq!(name_after(Side::Theirs), "rob");
}

#[test]
fn deleted_on_one_side_and_changed_on_the_other_is_for_a_person() {
    let delete = Operation::DeleteUser { user: id(11) };
    let (mine, _, images) = apart(vec![rename(11, "bobby")], vec![vec![delete]]);
    let taken = take(&mine.estate, &images);
    assert_eq!((taken.clean.len(), taken.conflicts.len()), (0, 1));
    assert_eq!(taken.settle("Take over", |_| Side::Ours), None);
    let set = taken.settle("Take over", |_| Side::Theirs).unwrap();
    let estate = apply(&mine.estate, &set, &Library).unwrap().estate;
    assert!(
        estate
            .account(ACCOUNT)
            .unwrap()
            .planned()
            .user(id(11))
            .is_none()
    );
}

#[test]
fn two_people_of_one_name_are_refused_by_the_rules() {
    let (mine, _, images) = apart(vec![user(30, "dave")], vec![vec![user(31, "dave")]]);
    let taken = take(&mine.estate, &images);
    let set = taken.settle("Take over", |_| Side::Theirs).unwrap();
    assert!(apply(&mine.estate, &set, &Library).is_err());
}
