//! Notices that the person has gone: the machine goes to sleep, the screen is locked, another user
//! takes over. The vault is locked then at once, whatever runs or is open in the window.
//!
//! On Linux logind and the screen saver say so over D-Bus. Everywhere a jump of the clock is looked
//! for: a laptop that slept wakes with a locked vault, also where nobody announced the sleep.

use std::time::{Duration, Instant, SystemTime};

/// Between two looks, the clocks differ by no more than this while the machine is awake.
const SLEPT: Duration = Duration::from_secs(20);

/// Compares two clocks: the steady one, which stands still while the machine sleeps on most
/// systems, and the one on the wall.
pub(crate) struct Clocks {
    steady: Instant,
    wall: SystemTime,
}

impl Clocks {
    pub(crate) fn now() -> Self {
        Self {
            steady: Instant::now(),
            wall: SystemTime::now(),
        }
    }

    /// Whether the machine slept since the last look; `expected` is how long the look waited.
    pub(crate) fn slept(&mut self, expected: Duration) -> bool {
        let before = std::mem::replace(self, Self::now());
        let wall = self.wall.duration_since(before.wall).unwrap_or_default();
        let steady = self.steady.duration_since(before.steady);
        is_a_sleep(wall, steady, expected)
    }
}

/// Either clock says more than waiting explains.
fn is_a_sleep(wall: Duration, steady: Duration, expected: Duration) -> bool {
    wall.max(steady) > expected + SLEPT
}

/// Calls `gone` whenever the system says that the person has gone. Where nobody can say so it
/// returns and only the clocks are left.
#[cfg(target_os = "linux")]
pub(crate) fn listen(gone: impl Fn() + Clone + Send + Sync + 'static) {
    for (bus, rules) in [(Bus::System, SYSTEM_RULES), (Bus::Session, SESSION_RULES)] {
        let gone = gone.clone();
        std::thread::spawn(move || {
            // A machine without this bus has nobody on it to say anything.
            let _ = listen_on(bus, rules, gone);
        });
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn listen(_gone: impl Fn() + Clone + Send + Sync + 'static) {}

#[cfg(target_os = "linux")]
#[derive(Clone, Copy)]
enum Bus {
    System,
    Session,
}

/// Interface, signal, and whether its first argument must be `true` to mean that somebody left.
#[cfg(target_os = "linux")]
type Rule = (&'static str, &'static str, bool);

/// logind: about to sleep, about to shut down, this session locked. A session that is no longer in
/// front changes its property `Active`.
#[cfg(target_os = "linux")]
const SYSTEM_RULES: &[Rule] = &[
    ("org.freedesktop.login1.Manager", "PrepareForSleep", true),
    ("org.freedesktop.login1.Manager", "PrepareForShutdown", true),
    ("org.freedesktop.login1.Session", "Lock", false),
];

/// The screen savers of GNOME, KDE and the others.
#[cfg(target_os = "linux")]
const SESSION_RULES: &[Rule] = &[
    ("org.gnome.ScreenSaver", "ActiveChanged", true),
    ("org.freedesktop.ScreenSaver", "ActiveChanged", true),
    ("org.cinnamon.ScreenSaver", "ActiveChanged", true),
    ("org.mate.ScreenSaver", "ActiveChanged", true),
    ("org.xfce.ScreenSaver", "ActiveChanged", true),
];

#[cfg(target_os = "linux")]
fn listen_on(
    bus: Bus,
    rules: &'static [Rule],
    gone: impl Fn() + Clone + Send + Sync + 'static,
) -> Result<(), dbus::Error> {
    use dbus::blocking::SyncConnection;

    let connection = match bus {
        Bus::System => SyncConnection::new_system()?,
        Bus::Session => SyncConnection::new_session()?,
    };
    watch(&connection, rules, gone)?;
    loop {
        connection.process(Duration::from_mins(1))?;
    }
}

#[cfg(target_os = "linux")]
fn watch(
    connection: &dbus::blocking::SyncConnection,
    rules: &'static [Rule],
    gone: impl Fn() + Clone + Send + Sync + 'static,
) -> Result<(), dbus::Error> {
    use dbus::message::MatchRule;

    for (interface, signal, needs_true) in rules {
        let gone = gone.clone();
        let rule = MatchRule::new_signal(*interface, *signal);
        connection.add_match(rule, move |(): (), _, message| {
            if !needs_true || message.get1::<bool>() == Some(true) {
                gone();
            }
            true
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
