import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { PolicyHandle } from '@/ipc/contract';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { common } from '@/shared/strings/common';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface ImportDialogProps {
  onImport: (policy: PolicyHandle) => void;
  onClose: () => void;
}

/** Chooses the policy whose statements are added. */
export function ImportDialog({ onImport, onClose }: ImportDialogProps) {
  const [chosen, setChosen] = useState<readonly ChosenPolicy[]>([]);
  const policy = chosen[0]?.policy;
  return (
    <Modal
      visible
      size="large"
      header={s.importTitle}
      closeAriaLabel={common.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={policy === undefined}
              data-testid="import-use"
              onClick={() => policy !== undefined && onImport(policy)}
            >
              {s.import}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{s.importText}</Box>
        <PolicyPicker single testId="import-policies" chosen={chosen} onChoose={setChosen} />
      </SpaceBetween>
    </Modal>
  );
}
