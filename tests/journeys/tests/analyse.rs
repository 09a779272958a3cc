//! Findings and their cures, ways to administrator on the map, expectations in the way of a change:
//! in the real window, with an account of twenty-two people.

use std::path::PathBuf;

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{ENTER, assert_no_faults, confirm_change, import_local_account, make_vault};

#[tokio::test]
async fn findings_are_cured_and_expectations_stand_in_the_way() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    // What the dialog opens: first the account, later the expectations that were saved.
    let to_open = place.root().join("to open.json");
    let account = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/crowd.json");
    std::fs::copy(account, &to_open)?;
    let mut window = Window::open(
        "analyse",
        &place,
        &[("BAILIWICK_AUTOMATION_OPEN_FILE", &to_open)],
    )
    .await?;
    make_vault(&mut window, false).await?;
    import_local_account(&window).await?;

    findings(&mut window).await?;
    let mallory = way_to_administrator(&mut window).await?;
    an_answer_is_kept(&mut window, &mallory).await?;

    // Out into a file, deleted, and in again.
    window.go("/expectations").await?;
    window
        .find(
            "[data-testid='expectations-table'][data-failed='0']",
            "expectations that hold",
        )
        .await?;
    window.picture("expectations").await?;
    window.click("expectations-out").await?;
    window.read("-expectations.json saved").await?;
    let (_, saved) = place.saved_file("-expectations.json")?;
    std::fs::write(&to_open, saved)?;
    window
        .press("[data-testid='expectations-table'] thead label", "all")
        .await?;
    window.click("expectations-delete").await?;
    confirm_change(&window).await?;
    window.read("No expectations yet").await?;
    window.click("expectations-in").await?;
    confirm_change(&window).await?;
    window.read("Every expectation holds.").await?;

    through_a_role(&mut window).await?;
    assert_no_faults(&window).await?;
    window.close().await
}

/// Findings by severity; a cure in review, made, and taken back.
async fn findings(window: &mut Window) -> Outcome {
    window.go("/findings").await?;
    window.see("findings-critical").await?;
    window.see("escalations").await?;
    window.picture("findings").await?;
    window.click("cure-escalation-mallory").await?;
    window.see("change-list").await?;
    window.picture("cure").await?;
    confirm_change(window).await?;
    window.see("flash-success").await?;
    window.gone("findings-critical").await?;
    window.run("window.scrollTo(0, 0)").await?;
    window.click("flash-undo").await?;
    window.see("findings-critical").await?;
    Ok(())
}

/// The way of escalation, drawn; gives the local id of who goes it.
async fn way_to_administrator(window: &mut Window) -> Outcome<String> {
    window.click("escalation-map-mallory").await?;
    window.see("map-goal-administrator").await?;
    window
        .find(
            "[data-testid='map-user-mallory'][data-light='lit']",
            "mallory lit on the map",
        )
        .await?;
    window.picture("escalation").await?;
    let hash = window.run("return location.hash").await?;
    let hash = hash.as_str().unwrap_or_default();
    let id = hash.rsplit('=').next().unwrap_or_default();
    Ok(id.trim_matches('"').replace("%22", ""))
}

/// An answer of the simulator lights its way on the map and is saved as an expectation.
async fn an_answer_is_kept(window: &mut Window, principal: &str) -> Outcome {
    window
        .go(&format!("/simulator?principal={principal}"))
        .await?;
    window.see("simulator-page").await?;
    window
        .fill("simulate-action", "ec2:DescribeInstances")
        .await?;
    window.keys(ENTER).await?;
    window.see("explanation").await?;
    window.click("path-on-map").await?;
    window
        .find(
            "[data-testid='map-group-viewers'][data-light='lit']",
            "the group lit on the map",
        )
        .await?;
    window.picture("path").await?;
    window
        .go(&format!("/simulator?principal={principal}"))
        .await?;
    window
        .fill("simulate-action", "ec2:DescribeInstances")
        .await?;
    window.keys(ENTER).await?;
    window.click("save-expectation").await?;
    window.see("expectation-name").await?;
    window.see("change-list").await?;
    window.picture("save-expectation").await?;
    confirm_change(window).await?;
    window.see("flash-success").await?;
    Ok(())
}

/// Who can by becoming a role that can.
async fn through_a_role(window: &mut Window) -> Outcome {
    window.go("/who-can").await?;
    window.fill("who-can-action", "s3:DeleteBucket").await?;
    window.see("who-can-through").await?;
    window.picture("through-a-role").await?;
    Ok(())
}
