//! An estate as rows, and what may not be a row.

use super::support::*;
use crate::{Entity, Estate, EstateRow, ImageKey, RowsError, State};

fn filled() -> World {
    let mut world = World::aws();
    world.does(vec![
        user(10, "alice"),
        group(20, "readers"),
        role(30, "deploy"),
        policy(40, "p"),
    ]);
    world.does(vec![join(10, 20), attach(30, customer(40)), login(10, 50)]);
    let seen: Vec<_> = [20, 40]
        .into_iter()
        .map(|n| crate::Replacement {
            id: id(n),
            entity: world.planned(n),
        })
        .collect();
    world.does(vec![crate::Operation::Observe {
        as_of: NOW,
        credentials: false,
        observed: seen,
        planned: Vec::new(),
    }]);
    world
}

#[test]
fn rows_come_back_as_the_same_estate_in_any_order() {
    let world = filled();
    let mut rows: Vec<_> = world.estate.rows().collect();
    assert_eq!(rows.len(), 1 + 4 + 2);
    assert_eq!(Estate::from_rows(rows.clone()).unwrap(), world.estate);
    rows.reverse();
    let text = serde_json::to_string(&rows).unwrap();
    let read: Vec<EstateRow> = serde_json::from_str(&text).unwrap();
    assert_eq!(Estate::from_rows(read).unwrap(), world.estate);
    for row in rows {
        assert_eq!(world.estate.at(&row.key), Some(row.entity));
    }
}

#[test]
fn rows_that_make_no_estate() {
    let rows = |edit: fn(&mut Vec<EstateRow>)| {
        let mut rows: Vec<_> = filled().estate.rows().collect();
        edit(&mut rows);
        Estate::from_rows(rows).unwrap_err()
    };
    assert_eq!(
        rows(|rows| drop(rows.remove(0))),
        RowsError::NoAccount { account: ACCOUNT }
    );
    let misplaced = RowsError::Misplaced { entity: id(99) };
    assert_eq!(rows(|rows| rows[1].key.id = id(99)), misplaced);
    assert_eq!(
        rows(|rows| rows[1].entity = rows[0].entity.clone()),
        RowsError::Misplaced { entity: id(10) }
    );
    assert_eq!(
        rows(|rows| rows[0].key.state = State::Observed),
        RowsError::Misplaced { entity: ACCOUNT }
    );
}

#[test]
fn a_place_without_anything_holds_nothing() {
    let world = filled();
    let key = |account, number| ImageKey {
        account,
        state: State::Observed,
        id: id(number),
    };
    assert_eq!(world.estate.at(&key(ACCOUNT, 10)), None);
    assert_eq!(world.estate.at(&key(id(2), 10)), None);
    assert!(matches!(
        world.estate.at(&key(ACCOUNT, 20)),
        Some(Entity::Group(_))
    ));
}

#[test]
fn an_account_by_its_number() {
    let world = filled();
    let number = "111122223333".parse().unwrap();
    assert_eq!(
        world.estate.account_numbered(number).unwrap().settings().id,
        ACCOUNT
    );
    assert!(
        world
            .estate
            .account_numbered("444455556666".parse().unwrap())
            .is_none()
    );
}
