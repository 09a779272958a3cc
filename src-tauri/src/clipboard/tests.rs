use super::*;

/// A clipboard that several programs see.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<String>>);

impl Shared {
    fn now(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    /// Another program copies something.
    fn copied_elsewhere(&self, text: &str) {
        text.clone_into(&mut self.0.lock().unwrap());
    }
}

impl System for Shared {
    fn put(&mut self, text: &Secret<String>) -> Result<(), String> {
        text.expose().clone_into(&mut self.0.lock().unwrap());
        Ok(())
    }

    fn text(&mut self) -> Option<Secret<String>> {
        Some(Secret::new(self.now()))
    }

    fn clear(&mut self) {
        self.0.lock().unwrap().clear();
    }
}

const SOON: Duration = Duration::from_millis(100);
const LATE: Duration = Duration::from_mins(10);

fn copy(clipboard: &Clipboard, system: &Shared, text: &str, after: Duration) {
    let value = Secret::new(text.to_owned());
    clipboard
        .fill(Box::new(system.clone()), value, after)
        .unwrap();
}

#[test]
fn a_copied_secret_is_cleared_in_time_and_only_if_it_is_still_ours() {
    let (clipboard, system) = (Clipboard::default(), Shared::default());
    copy(&clipboard, &system, "hunter2", SOON);
    assert_eq!(system.now(), "hunter2");
    std::thread::sleep(SOON * 4);
    assert_eq!(system.now(), "");

    copy(&clipboard, &system, "hunter2", SOON);
    system.copied_elsewhere("a shopping list");
    std::thread::sleep(SOON * 4);
    assert_eq!(system.now(), "a shopping list");
}

#[test]
fn a_later_copy_has_its_own_time() {
    let (clipboard, system) = (Clipboard::default(), Shared::default());
    copy(&clipboard, &system, "first", SOON);
    copy(&clipboard, &system, "second", LATE);
    std::thread::sleep(SOON * 4);
    assert_eq!(system.now(), "second");
    clipboard.forget_now();
    assert_eq!(system.now(), "");
}

#[test]
fn locking_and_quitting_clear_what_is_ours_and_nothing_else() {
    let (clipboard, system) = (Clipboard::default(), Shared::default());
    copy(&clipboard, &system, "hunter2", LATE);
    clipboard.forget();
    for _ in 0..100 {
        if system.now().is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(system.now(), "");
    copy(&clipboard, &system, "hunter2", LATE);
    system.copied_elsewhere("a shopping list");
    clipboard.forget_now();
    assert_eq!(system.now(), "a shopping list");
    // Nothing of ours is there: nothing is touched.
    clipboard.forget_now();
    assert_eq!(system.now(), "a shopping list");
}
