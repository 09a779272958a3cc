use super::*;
use crate::tests::{PASSWORD, made, now, secret, unlock};
use crate::{LockedVault, UnlockError};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(now().unix() + seconds)
}

#[test]
fn pauses_double_up_to_a_minute_and_a_thousand_tries_take_ten_hours() {
    let pauses: Vec<i64> = (0..14)
        .map(|wrong| Count { wrong, last: 0 }.pause(0))
        .collect();
    assert_eq!(pauses, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    let thousand: i64 = (0..1000)
        .map(|wrong| Count { wrong, last: 0 }.pause(0))
        .sum();
    assert!(thousand > 10 * 3600, "{thousand} s");
    for wrong in [40, 63, 64, 65, u32::MAX] {
        assert_eq!(Count { wrong, last: 0 }.pause(0), 60);
    }
}

#[test]
fn wrong_passwords_are_throttled_across_programs_and_restarts() {
    let made = made();
    let try_at = |text: &str, seconds: i64| {
        // Opened anew each time, as a restarted program would.
        LockedVault::open(&made.path)
            .unwrap()
            .unlock_with_password(&secret(text), at(seconds))
            .map(|vault| vault.wrong_tries())
    };
    for second in 0..5 {
        assert_eq!(try_at("no", second), Err(UnlockError::WrongPassword));
    }
    // The right one waits as well: who asks is not known before.
    let waits = |seconds| Err(UnlockError::Throttled { seconds });
    assert_eq!(try_at(PASSWORD, 4), waits(1));
    assert_eq!(try_at("no", 5), Err(UnlockError::WrongPassword));
    assert_eq!(try_at("no", 6), waits(1));
    assert_eq!(try_at("no", 7), Err(UnlockError::WrongPassword));
    assert_eq!(try_at("no", 7), waits(4));
    // A clock that is set back begins the pause anew, and does not last until it has caught up.
    assert_eq!(try_at(PASSWORD, -500), waits(4));
    assert_eq!(try_at(PASSWORD, -498), waits(2));
    assert_eq!(try_at(PASSWORD, -496), Ok(7));
    assert_eq!(try_at(PASSWORD, -496), Ok(0));
}

#[test]
fn entering_the_password_again_is_counted_too_and_the_recovery_key_is_not() {
    let made = made();
    for _ in 0..5 {
        let wrong = made.vault.confirm_password(&secret("no"), now());
        assert_eq!(wrong, Err(UnlockError::WrongPassword));
    }
    let waits = Err(UnlockError::Throttled { seconds: 1 });
    assert_eq!(made.vault.confirm_password(&secret(PASSWORD), now()), waits);
    let locked = made.vault.lock().unwrap();
    assert!(
        locked
            .unlock_with_recovery_key(&made.recovery, now())
            .is_ok()
    );
}

#[test]
fn a_count_that_is_damaged_is_no_free_ride_and_locks_nobody_out() {
    let made = made();
    let file = made.path.join(FILE);
    std::fs::write(&file, b"\xff\xfe nonsense").unwrap();
    let locked = LockedVault::open(&made.path).unwrap();
    let wrong = locked.unlock_with_password(&secret("no"), now());
    assert_eq!(wrong.unwrap_err().code(), "vault-wrong-password");
    let second = locked.unlock_with_password(&secret("no"), now());
    assert_eq!(second.unwrap_err().code(), "vault-throttled");
    std::fs::remove_file(&file).unwrap();
    unlock(&made.path);
}
