//! A person with a new group, and their credentials handed over as CSV and as an e-mail draft.

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{
    PASSWORD, add_local_account, assert_no_faults, create_what_is_reviewed, make_vault,
    on_to_the_review,
};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk is one story")]
async fn a_user_with_a_new_group_leaves_as_csv_and_draft() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("create-user", &place, &[]).await?;
    let recovery_key = make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    window.go("/users").await?;
    window.click("create-user").await?;

    window.fill("user-name", "alice").await?;
    window.tick("console-access").await?;
    window.tick("programmatic-access").await?;
    window.picture("details").await?;
    window.click_text("Next").await?;

    window.click("create-group").await?;
    window.fill("group-name", "readers").await?;
    window
        .fill("group-policies-filter", "AmazonS3ReadOnlyAccess")
        .await?;
    window.click("policy-row-AmazonS3ReadOnlyAccess").await?;
    window.picture("new-group").await?;
    window.click("group-add").await?;
    window.see("group-row-readers").await?;
    window.picture("permissions").await?;
    window.click_text("Next").await?;
    on_to_the_review(&window).await?;
    window.read("readers").await?;
    window.picture("review").await?;
    create_what_is_reviewed(&window).await?;

    window.see("credentials-page").await?;
    window.picture("credentials").await?;
    // Masked until asked for, hidden again on request; copying goes through the system.
    assert!(
        window
            .text_of("credential-password-value")
            .await?
            .starts_with('•')
    );
    window.click("credential-password-show").await?;
    window.see("credential-password-hide").await?;
    let shown = window.text_of("credential-password-value").await?;
    window.click("credential-password-hide").await?;
    window.see("credential-password-show").await?;
    window.click("credential-secret-key-copy").await?;
    window.read("Copied").await?;
    window.click("download-csv").await?;
    window.click("csv-format-legacy").await?;
    window.click("csv-save").await?;
    window.gone("csv-save").await?;
    window.click("save-draft").await?;
    window.fill("draft-to", "alice@example.com").await?;
    window.click("draft-save").await?;
    window.gone("draft-save").await?;
    window.picture("saved").await?;

    let (path, csv) = place.saved_file(".csv")?;
    let csv = String::from_utf8(csv)?;
    let mut lines = csv.split("\r\n");
    assert_eq!(
        lines.next(),
        Some("User name,Password,Access key ID,Secret access key,Console login link")
    );
    let row: Vec<&str> = lines.next().ok_or("no row")?.split(',').collect();
    assert_eq!(row.len(), 5, "a value holds a comma");
    assert_eq!(row[0], "alice");
    assert!(row[2].starts_with("LKIA"), "{}", row[2]);
    assert_eq!(row[3].len(), 40);
    assert_eq!(row[4], "https://rehearsal.signin.aws.amazon.com/console");
    let (password, secret) = (row[1].to_owned(), row[3].to_owned());
    assert_eq!(
        password, shown,
        "the file holds another password than the screen showed"
    );
    let (draft_path, draft) = place.saved_file(".eml")?;
    let draft = String::from_utf8(draft)?;
    assert!(
        draft.contains("X-Unsent: 1") && draft.contains("alice"),
        "{draft}"
    );
    assert!(
        !draft.contains(&password) && !draft.contains(&secret),
        "the draft holds a secret"
    );
    #[cfg(unix)]
    for file in [&path, &draft_path] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            file.metadata()?.permissions().mode() & 0o777,
            0o600,
            "{}",
            file.display()
        );
    }

    window.click("open-user").await?;
    window.see("user-page").await?;
    window.picture("user").await?;
    window.go("/users").await?;
    window.see("user-link-alice").await?;
    window.picture("users").await?;
    assert_no_faults(&window).await?;
    window.close().await?;

    let canaries = [
        PASSWORD,
        recovery_key.as_str(),
        password.as_str(),
        secret.as_str(),
    ];
    assert_eq!(place.search(&canaries)?, Vec::<String>::new());
    Ok(())
}
