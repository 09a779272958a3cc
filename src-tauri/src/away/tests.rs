use super::*;

#[test]
fn a_jump_of_either_clock_is_a_sleep_and_a_busy_machine_is_not() {
    let seconds = Duration::from_secs;
    let look = seconds(1);
    assert!(!is_a_sleep(seconds(1), seconds(1), look));
    // Loaded, or the wall clock set by a few seconds.
    assert!(!is_a_sleep(seconds(9), seconds(9), look));
    assert!(!is_a_sleep(seconds(0), seconds(1), look));
    // The steady clock stood still, or ran on.
    assert!(is_a_sleep(seconds(600), seconds(1), look));
    assert!(is_a_sleep(seconds(600), seconds(600), look));
}

/// On a bus of its own: what logind and a screen saver would say locks, the opposite does not.
#[cfg(target_os = "linux")]
#[test]
fn signals_of_sleep_and_of_a_locked_screen_are_heard() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use dbus::Message;
    use dbus::blocking::SyncConnection;
    use dbus::channel::{Channel, Sender as _};

    let daemon = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut daemon) = daemon else {
        println!("skipped: there is no dbus-daemon here");
        return;
    };
    let mut address = String::new();
    BufReader::new(daemon.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    let connect = || {
        let mut channel = Channel::open_private(address.trim()).unwrap();
        channel.register().unwrap();
        SyncConnection::from(channel)
    };
    let (ours, theirs) = (connect(), connect());
    let heard = Arc::new(AtomicU32::new(0));
    for rules in [SYSTEM_RULES, SESSION_RULES] {
        let heard = Arc::clone(&heard);
        watch(&ours, rules, move || {
            heard.fetch_add(1, Ordering::SeqCst);
        })
        .unwrap();
    }
    let say = |interface: &str, signal: &str, value: Option<bool>| {
        let message = Message::new_signal("/x", interface, signal).unwrap();
        let message = match value {
            Some(value) => message.append1(value),
            None => message,
        };
        theirs.send(message).unwrap();
        theirs.channel().flush();
        let before = heard.load(Ordering::SeqCst);
        for _ in 0..20 {
            ours.process(Duration::from_millis(50)).unwrap();
            if heard.load(Ordering::SeqCst) != before {
                break;
            }
        }
        heard.load(Ordering::SeqCst) - before
    };
    let sleep = ("org.freedesktop.login1.Manager", "PrepareForSleep");
    assert_eq!(say(sleep.0, sleep.1, Some(true)), 1);
    assert_eq!(
        say(sleep.0, sleep.1, Some(false)),
        0,
        "waking locks nothing"
    );
    assert_eq!(say("org.freedesktop.login1.Session", "Lock", None), 1);
    assert_eq!(say("org.gnome.ScreenSaver", "ActiveChanged", Some(true)), 1);
    assert_eq!(
        say("org.gnome.ScreenSaver", "ActiveChanged", Some(false)),
        0
    );
    assert_eq!(say("org.example.Other", "ActiveChanged", Some(true)), 0);
    daemon.kill().unwrap();
    daemon.wait().unwrap();
}
