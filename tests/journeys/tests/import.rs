//! An account comes in from a file: the fixture, and a real one where it is at hand.

use std::path::{Path, PathBuf};

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{assert_no_faults, make_vault};

async fn import(journey: &'static str, file: &Path) -> Outcome {
    let place = Place::new()?;
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
    assert_no_faults(&window).await?;
    window.close().await
}

#[tokio::test]
#[ignore = "needs a display and the built application: cargo xtask test"]
async fn an_account_is_imported() -> Outcome {
    import(
        "import",
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/account.json"),
    )
    .await
}

#[tokio::test]
#[ignore = "needs a display and the built application: cargo xtask test"]
async fn a_real_account_is_imported() -> Outcome {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/account-authorization-details.json");
    if !file.is_file() {
        println!("skipped: {} is not here", file.display());
        return Ok(());
    }
    import("import-real", &file).await
}
