// Credentials that a change has just made, each hidden until it is asked for.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { CredentialView } from '@/ipc/contract';
import { CredentialPanel } from '@/shared/credential-panel';
import { common } from '@/shared/strings/common';
import { credentials as s } from '@/shared/strings/users';

interface MadeCredentialsProps {
  /** Empty keeps it closed. */
  made: readonly CredentialView[];
  onClose: () => void;
}

export function MadeCredentials({ made, onClose }: MadeCredentialsProps) {
  return (
    <Modal
      visible={made.length > 0}
      header={s.made}
      closeAriaLabel={common.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" data-testid="credential-close" onClick={onClose}>
            {common.close}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {made.some((credential) => credential.has_secret) ? <Box>{s.madeText}</Box> : null}
        {made.map((credential) => (
          <CredentialPanel key={credential.id} credential={credential} />
        ))}
      </SpaceBetween>
    </Modal>
  );
}
