use super::*;

/// A machine that needs so many microseconds for a pass over a MiB.
fn on_a_machine(micros: u64, free_mib: Option<u64>) -> (KdfParameters, Duration, usize) {
    let time = |parameters: KdfParameters| {
        let mib = u64::from(parameters.memory_kib / 1024);
        Duration::from_micros(micros * mib * u64::from(parameters.passes))
    };
    let mut trials = 0;
    let chosen = choose(
        free_mib.map(|mib| mib * 1024),
        &mut |_| ControlFlow::Continue(()),
        &mut |parameters| {
            trials += 1;
            Ok(time(parameters))
        },
    )
    .unwrap();
    (chosen, time(chosen), trials)
}

#[track_caller]
fn check(micros: u64, free_mib: Option<u64>, memory_mib: u32, near_a_second: bool) {
    let (chosen, taken, trials) = on_a_machine(micros, free_mib);
    assert_eq!(chosen.memory_kib(), memory_mib * 1024, "{taken:?}");
    assert!(chosen.passes() >= 3 && trials <= 5, "{chosen:?}, {trials}");
    assert_eq!((LEAST..=MOST).contains(&taken), near_a_second, "{taken:?}");
    // What was chosen is what a slot may store and a stranger's file may ask for.
    assert_eq!(KdfParameters::bounded(&chosen.stored()), Ok(chosen));
}

#[test]
fn a_second_is_aimed_at_with_as_much_memory_as_there_is() {
    check(1300, None, 256, true);
    check(400, None, 256, true);
    check(100, Some(8000), 256, true);
    // Slow machines, and small ones.
    check(2600, None, 128, true);
    check(5200, None, 64, true);
    check(400, Some(600), 128, true);
    check(400, Some(100), 64, true);
    // The floor holds, however long it takes; so does the ceiling, however quick it is.
    check(40_000, None, 64, false);
    check(10, None, 256, false);
}

#[test]
fn too_little_memory_falls_back_to_the_floor_and_giving_up_is_heard() {
    let lacking = |memory_kib| NotEnoughMemory { memory_kib };
    let chosen = choose(None, &mut |_| ControlFlow::Continue(()), &mut |tried| {
        if tried.memory_kib > 64 * 1024 {
            return Err(lacking(tried.memory_kib));
        }
        Ok(Duration::from_secs(1))
    });
    assert_eq!(chosen, Ok(KdfParameters::LEAST));
    let none = choose(None, &mut |_| ControlFlow::Continue(()), &mut |tried| {
        Err(lacking(tried.memory_kib))
    });
    assert_eq!(none, Err(CalibrationError::Memory(lacking(64 * 1024))));
    let mut told = Vec::new();
    let cancelled = choose(
        None,
        &mut |left| {
            told.push(left);
            if told.len() == 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
        &mut |_| Ok(Duration::from_secs(5)),
    );
    assert_eq!(cancelled, Err(CalibrationError::Cancelled));
    assert_eq!(told, [4, 3]);
}

#[test]
fn a_real_machine_is_measured_within_the_bounds() {
    let started = std::time::Instant::now();
    let chosen = KdfParameters::calibrated(Calibration {
        // So little that only the floor is tried: the test is of the wiring.
        free_memory_kib: Some(1),
        elapsed: &|| started.elapsed(),
        step: &mut |_| ControlFlow::Continue(()),
    })
    .unwrap();
    assert_eq!(chosen.memory_kib(), 64 * 1024);
    assert!((3..=64).contains(&chosen.passes()));
}
