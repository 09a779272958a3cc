//! An account comes in from a file: the fixture, and a real one where it is at hand.

use std::path::{Path, PathBuf};

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{assert_no_faults, create_what_is_reviewed, make_vault};

async fn import(journey: &'static str, file: &Path) -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window =
        Window::open(journey, &place, &[("BAILIWICK_AUTOMATION_OPEN_FILE", file)]).await?;
    make_vault(&mut window, false).await?;
    window.click("account-kind-aws").await?;
    window.click("account-start-import").await?;
    window.click("account-submit").await?;
    window.see("import-plan").await?;
    window.picture("plan").await?;
    window.click("account-submit").await?;
    window.see("dashboard-page").await?;
    window.picture("dashboard").await?;
    for (page, testid) in [("/users", "users-page"), ("/roles", "roles-page")] {
        window.go(page).await?;
        window.see(testid).await?;
        window.picture(testid).await?;
    }
    plan_a_user(&mut window).await?;
    assert_no_faults(&window).await?;
    window.close().await
}

/// In an AWS account a new user is a plan: pending until AWS has it, and undone like any change.
async fn plan_a_user(window: &mut Window) -> Outcome {
    window.go("/users/create").await?;
    window.fill("user-name", "bob-of-the-journey").await?;
    for step in ["group-picker", "tags-editor", "review-changes"] {
        window.click_text("Next").await?;
        window.see(step).await?;
    }
    create_what_is_reviewed(window).await?;
    window.see("user-page").await?;
    window.see("pending-banner").await?;
    window.picture("pending-banner").await?;
    window.click("pending-banner-open").await?;
    window.see("pending-page").await?;
    window.read("bob-of-the-journey").await?;
    window.picture("pending").await?;
    window.click("flash-undo").await?;
    window.gone("pending-banner").await
}

#[tokio::test]
async fn an_account_is_imported() -> Outcome {
    import(
        "import",
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/account.json"),
    )
    .await
}

#[tokio::test]
async fn a_real_account_is_imported() -> Outcome {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/account-authorization-details.json");
    if !file.is_file() {
        println!("skipped: {} is not here", file.display());
        return Ok(());
    }
    import("import-real", &file).await
}
