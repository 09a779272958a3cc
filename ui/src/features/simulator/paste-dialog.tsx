// A denial, pasted: it is read in Rust while it is being pasted, shown, and then asked.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { DenialView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useLive } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';
import { Words } from '@/shared/words';

const s = analyse.paste;

interface PasteDialogProps {
  onUse: (denial: DenialView) => void;
  onClose: () => void;
}

export function PasteDialog({ onUse, onClose }: PasteDialogProps) {
  const [text, setText] = useState('');
  const read = useLive('read_denial', text.trim() === '' ? null : { text });
  const found = read.failure === null ? read.answer : null;
  return (
    <Modal
      visible
      size="large"
      header={s.title}
      closeAriaLabel={s.cancel}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {s.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={found === null}
              data-testid="paste-use"
              onClick={() => {
                if (found !== null) {
                  onUse(found);
                }
              }}
            >
              {s.use}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="paste-dialog">
        <SpaceBetween size="m">
          <FormField label={s.label} description={s.text} stretch>
            <Textarea
              rows={8}
              spellcheck={false}
              value={text}
              data-testid="paste-text"
              onChange={({ detail }) => setText(detail.value)}
            />
          </FormField>
          <FailureAlert failure={read.failure} />
          {found === null ? null : (
            <div data-testid="paste-found">
              <SpaceBetween size="s">
                <KeyValuePairs
                  columns={2}
                  items={[
                    { label: s.principal, value: found.principal || s.none },
                    { label: s.action, value: found.action || s.none },
                    { label: s.resource, value: found.resource || s.none },
                    { label: s.reason, value: found.reason || s.none },
                    {
                      label: s.keys,
                      value:
                        found.context
                          .map((one) => `${one.key} = ${one.values.join(', ')}`)
                          .join('; ') || s.none,
                    },
                  ]}
                />
                {found.notes.map((note) => (
                  <Box key={note} color="text-body-secondary">
                    <Words text={note} />
                  </Box>
                ))}
              </SpaceBetween>
            </div>
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}
