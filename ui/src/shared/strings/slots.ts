import { list } from './plural';

export const slots = {
  title: 'What opens the vault',
  text: 'Every change here asks for the password again.',
  opensWith: 'Opens with',
  made: 'Made',
  kinds: {
    password: 'Password',
    recovery_key: 'Recovery key',
    key_file: 'Key file',
    keychain: 'Keychain',
    unknown: 'Damaged',
  },
  add: 'Add',
  keyFile: 'A key file',
  keychain: 'This computer’s keychain',
  noKeychain: 'This computer has no keychain that can be used',
  isKept: 'It opens the vault already',
  keyFileTitle: 'Add a key file',
  keyFileText:
    'Whoever has the file opens the vault without a password. Keep it where the vault is not, for example on a stick in a safe.',
  keyFileHint: 'Under which it stands in the list',
  keyFileButton: 'Save the key file',
  keyFileMade: 'The key file has been saved and opens the vault',
  keychainTitle: 'Use this computer’s keychain',
  keychainText:
    'Whoever is logged in here opens the vault without its password; showing a secret still asks for it. Keychains can be reset: keep the password and the recovery key.',
  keychainAdded: 'This computer’s keychain opens the vault',
  newRecovery: 'New recovery key',
  newRecoveryText: 'The printed key opens nothing any more. The new one is shown once.',
  rotate: 'Rotate the key',
  rotateText:
    'Everything is encrypted anew under another key. An old copy of the vault’s key slots with an old password then opens nothing any more. The password stays; the recovery key is replaced; key files and keychains have to be added again. Backups keep the old key.',
  dropped: (names: readonly string[]) => `To be added again: ${list(names)}.`,
  removeLabel: (kind: string, label: string) =>
    label === '' ? `Remove: ${kind}` : `Remove: ${kind} ${label}`,
  removeText: 'It opens the vault no longer. Backups made before still open with it.',
  removed: 'It opens the vault no longer',
} as const;
