//! Instructions in Spanish.

use super::{SheetWords, Words};

pub(super) const WORDS: Words = Words {
    tag: "es",
    own_name: "Español",
    subject: "Su acceso a la {account}",
    body: "\
{greeting}

Ya tiene acceso a la {account}.

URL de inicio de sesión: {sign_in_url}
Nombre de usuario: {user_name}

{password}
{access_key}
{attachment}
{valid_until}

{ssh_key}

{command_line}

{mfa}

No envíe nunca una contraseña ni una clave de acceso secreta por correo electrónico.
",
    greeting: "Hola:",
    greeting_by_name: "Hola, {name}:",
    account_by_alias: "cuenta de AWS {name}",
    account_by_number: "cuenta {name}",
    account_by_ending: "cuenta de AWS terminada en {ending}",
    password_separately: "Recibirá la contraseña por otra vía.",
    password_on_paper: "La contraseña figura en la hoja impresa que recibirá.",
    password_must_change: "En el primer inicio de sesión se le pedirá que elija una nueva contraseña.",
    key_separately: "Recibirá la clave de acceso por otra vía.",
    key_on_paper: "La clave de acceso figura en la hoja impresa que recibirá.",
    attachment_own_key: "Sus credenciales van adjuntas y cifradas ({file}). Ábralas con age (https://age-encryption.org) y su propia clave.",
    attachment_passphrase: "Sus credenciales van adjuntas y cifradas ({file}). Ábralas con age (https://age-encryption.org); recibirá la frase de contraseña por otra vía.",
    delete_attachment: "Elimine el archivo cuando lo haya usado.",
    ssh_key: "Su clave pública SSH está registrada. El nombre de usuario para AWS CodeCommit es su identificador: {id}",
    command_line: "Para usar la AWS CLI, ejecute:",
    command_line_import: "(en la carpeta del archivo {file})",
    mfa_alone: "\
Después, proteja su inicio de sesión con la autenticación multifactor (MFA):
1. Tenga a mano una aplicación de autenticación en el teléfono, una clave de acceso (passkey) o una llave de seguridad.
2. Inicie sesión, elija su nombre arriba a la derecha y después Credenciales de seguridad (Security credentials).
3. En Autenticación multifactor (MFA), elija Asignar dispositivo MFA (Assign MFA device) y siga los pasos. A una aplicación de autenticación se le piden dos códigos, uno tras otro.
4. Cierre la sesión y vuelva a iniciarla con un código.",
    mfa_device: "Hay un dispositivo MFA preparado para usted: escanee su código QR con una aplicación de autenticación antes del primer inicio de sesión.",
    valid_until: "Inicie sesión antes de que termine el {day}; después de ese día este acceso puede retirarse.",
    sheet: SheetWords {
        title: "Su acceso a la {account}",
        sign_in_url: "URL de inicio de sesión",
        user_name: "Nombre de usuario",
        password: "Contraseña",
        access_key_id: "ID de clave de acceso (Access key ID)",
        secret_access_key: "Clave de acceso secreta (Secret access key)",
        mfa: "Dispositivo MFA",
        mfa_scan: "Escanee este código con una aplicación de autenticación.",
        mfa_secret: "O escriba esta clave secreta en la aplicación:",
        scan_to_sign_in: "Escanee para abrir la página de inicio de sesión.",
        legend: "Cómo leerla:",
        upper: "mayúscula",
        lower: "minúscula",
        digit: "cifra",
        symbol: "símbolo",
        destroy: "Destruya esta hoja cuando haya iniciado sesión.",
        first_steps: "Primeros pasos",
    },
};
