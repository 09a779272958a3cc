//! Instructions in French.

use super::{SheetWords, Words};

pub(super) const WORDS: Words = Words {
    tag: "fr",
    own_name: "Français",
    subject: "Votre accès au {account}",
    body: "\
{greeting}

Vous avez désormais accès au {account}.

URL de connexion : {sign_in_url}
Nom d’utilisateur : {user_name}

{password}
{access_key}
{attachment}
{valid_until}

{ssh_key}

{command_line}

{mfa}

N’envoyez jamais un mot de passe ni une clé d’accès secrète par e-mail.
",
    greeting: "Bonjour,",
    greeting_by_name: "Bonjour {name},",
    account_by_alias: "compte AWS {name}",
    account_by_number: "compte {name}",
    account_by_ending: "compte AWS se terminant par {ending}",
    password_separately: "Votre mot de passe vous sera communiqué séparément.",
    password_on_paper: "Votre mot de passe figure sur la feuille imprimée qui vous sera remise.",
    password_must_change: "À la première connexion, il vous sera demandé de choisir un nouveau mot de passe.",
    key_separately: "Votre clé d’accès vous sera communiquée séparément.",
    key_on_paper: "Votre clé d’accès figure sur la feuille imprimée qui vous sera remise.",
    attachment_own_key: "Vos informations d’identification sont jointes et chiffrées ({file}). Ouvrez-les avec age (https://age-encryption.org) et votre propre clé.",
    attachment_passphrase: "Vos informations d’identification sont jointes et chiffrées ({file}). Ouvrez-les avec age (https://age-encryption.org) ; la phrase secrète vous sera communiquée par une autre voie.",
    delete_attachment: "Supprimez le fichier après l’avoir utilisé.",
    ssh_key: "Votre clé publique SSH est enregistrée. Le nom d’utilisateur pour AWS CodeCommit est son identifiant : {id}",
    command_line: "Pour utiliser l’AWS CLI, exécutez :",
    command_line_import: "(dans le dossier du fichier {file})",
    mfa_alone: "\
Protégez ensuite votre connexion par l’authentification multifacteur (MFA) :
1. Préparez une application d’authentification sur votre téléphone, une clé d’accès (passkey) ou une clé de sécurité.
2. Connectez-vous, choisissez votre nom en haut à droite, puis Informations d’identification de sécurité (Security credentials).
3. Sous Authentification multifacteur (MFA), choisissez Attribuer un dispositif MFA (Assign MFA device) et suivez les étapes. Une application d’authentification doit fournir deux codes, l’un après l’autre.
4. Déconnectez-vous, puis reconnectez-vous avec un code.",
    mfa_device: "Un dispositif MFA est préparé pour vous : scannez son code QR avec une application d’authentification avant votre première connexion.",
    valid_until: "Merci de vous connecter avant la fin du {day} ; passé ce jour, cet accès peut être retiré.",
    sheet: SheetWords {
        title: "Votre accès au {account}",
        sign_in_url: "URL de connexion",
        user_name: "Nom d’utilisateur",
        password: "Mot de passe",
        access_key_id: "Identifiant de clé d’accès (Access key ID)",
        secret_access_key: "Clé d’accès secrète (Secret access key)",
        mfa: "Dispositif MFA",
        mfa_scan: "Scannez ce code avec une application d’authentification.",
        mfa_secret: "Ou saisissez cette clé secrète dans l’application :",
        scan_to_sign_in: "Scannez pour ouvrir la page de connexion.",
        legend: "Comment lire :",
        upper: "majuscule",
        lower: "minuscule",
        digit: "chiffre",
        symbol: "symbole",
        destroy: "Détruisez cette feuille après votre connexion.",
        first_steps: "Premiers pas",
    },
};
