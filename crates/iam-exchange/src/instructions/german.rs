//! Instructions in German.

use super::{SheetWords, Words};

pub(super) const WORDS: Words = Words {
    tag: "de",
    own_name: "Deutsch",
    subject: "Ihr Zugang zum {account}",
    body: "\
{greeting}

Sie haben jetzt Zugang zum {account}.

Anmelde-URL: {sign_in_url}
Benutzername: {user_name}

{password}
{access_key}
{attachment}
{valid_until}

{ssh_key}

{command_line}

{mfa}

Senden Sie nie ein Passwort oder einen geheimen Zugriffsschlüssel per E-Mail.
",
    greeting: "Guten Tag,",
    greeting_by_name: "Guten Tag {name},",
    account_by_alias: "AWS-Konto {name}",
    account_by_number: "Konto {name}",
    account_by_ending: "AWS-Konto mit der Endung {ending}",
    password_separately: "Ihr Passwort erhalten Sie auf einem anderen Weg.",
    password_on_paper: "Ihr Passwort steht auf dem gedruckten Blatt, das Sie erhalten.",
    password_must_change: "Bei der ersten Anmeldung werden Sie gebeten, ein neues Passwort zu wählen.",
    key_separately: "Ihren Zugriffsschlüssel erhalten Sie auf einem anderen Weg.",
    key_on_paper: "Ihr Zugriffsschlüssel steht auf dem gedruckten Blatt, das Sie erhalten.",
    attachment_own_key: "Ihre Zugangsdaten sind verschlüsselt angehängt ({file}). Öffnen Sie sie mit age (https://age-encryption.org) und Ihrem eigenen Schlüssel.",
    attachment_passphrase: "Ihre Zugangsdaten sind verschlüsselt angehängt ({file}). Öffnen Sie sie mit age (https://age-encryption.org); die Passphrase erhalten Sie auf einem anderen Weg.",
    delete_attachment: "Löschen Sie die Datei, wenn Sie sie verwendet haben.",
    ssh_key: "Ihr öffentlicher SSH-Schlüssel ist hinterlegt. Der Benutzername für AWS CodeCommit ist seine ID: {id}",
    command_line: "Für die AWS CLI führen Sie aus:",
    command_line_import: "(im Ordner mit der Datei {file})",
    mfa_alone: "\
Schützen Sie danach Ihre Anmeldung mit Multi-Faktor-Authentifizierung (MFA):
1. Halten Sie eine Authenticator-App auf dem Telefon, einen Passkey oder einen Sicherheitsschlüssel bereit.
2. Melden Sie sich an, wählen Sie rechts oben Ihren Namen und dann Sicherheitsanmeldeinformationen (Security credentials).
3. Wählen Sie unter Multi-Faktor-Authentifizierung (MFA) den Knopf MFA-Gerät zuweisen (Assign MFA device) und folgen Sie den Schritten. Eine Authenticator-App wird nach zwei Codes gefragt, einem nach dem anderen.
4. Melden Sie sich ab und mit einem Code wieder an.",
    mfa_device: "Ein MFA-Gerät ist für Sie eingerichtet: Scannen Sie dessen QR-Code vor der ersten Anmeldung mit einer Authenticator-App.",
    valid_until: "Bitte melden Sie sich bis zum {day} an; danach kann dieser Zugang wieder entzogen werden.",
    sheet: SheetWords {
        title: "Ihr Zugang zum {account}",
        sign_in_url: "Anmelde-URL",
        user_name: "Benutzername",
        password: "Passwort",
        access_key_id: "Zugriffsschlüssel-ID (Access key ID)",
        secret_access_key: "Geheimer Zugriffsschlüssel (Secret access key)",
        mfa: "MFA-Gerät",
        mfa_scan: "Scannen Sie diesen Code mit einer Authenticator-App.",
        mfa_secret: "Oder tippen Sie diesen geheimen Schlüssel in die App:",
        scan_to_sign_in: "Scannen, um die Anmeldeseite zu öffnen.",
        legend: "So ist es zu lesen:",
        upper: "Großbuchstabe",
        lower: "Kleinbuchstabe",
        digit: "Ziffer",
        symbol: "Sonderzeichen",
        destroy: "Vernichten Sie dieses Blatt, wenn Sie sich angemeldet haben.",
        first_steps: "Erste Schritte",
    },
};
