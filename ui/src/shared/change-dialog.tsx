// One question before a change: what it would do, what undo cannot bring back, then do it.
// It asks `preview` for its words, so that a dialog can never promise something else.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useState } from 'react';
import type { DoneView, FieldErrorView, Proposal } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { useLive } from '@/shared/queries';
import { ReasonField } from '@/shared/reason';
import { common, changeDialog as s } from '@/shared/strings/common';
import { expectations } from '@/shared/strings/expectations';
import { useChange } from '@/shared/use-change';
import { sentence, Words } from '@/shared/words';

interface ChangeDialogProps {
  /** `null` keeps it closed. */
  proposal: Proposal | null;
  title: string;
  confirm: string;
  text?: ReactNode;
  /** When given, it must be typed before the change can be made. */
  typed?: string;
  /** Fields of the proposal; they stand above the list of changes. */
  children?: ReactNode;
  /** Errors of these fields are shown beside the fields by the caller. */
  ownFields?: readonly string[];
  onErrors?: (errors: readonly FieldErrorView[]) => void;
  onDone?: (view: DoneView) => void;
  onClose: () => void;
}

export function ChangeDialog({ proposal, ...props }: ChangeDialogProps) {
  return proposal === null ? null : <OpenDialog {...props} proposal={proposal} />;
}

function OpenDialog(props: ChangeDialogProps & { proposal: Proposal }) {
  const { account } = useAccount();
  const { proposal, onErrors } = props;
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, failure, propose } = useChange();
  const preview = useLive('preview', { account: account.id, proposal }, 80);
  const errors = preview.answer?.errors;

  useEffect(() => {
    onErrors?.(tried ? (errors ?? []) : []);
  }, [errors, tried, onErrors]);

  const submit = async () => {
    setTried(true);
    if (preview.answer?.possible === false || !typedRight || unexplained) {
      return;
    }
    const view = await propose(proposal, breaks.length === 0 ? '' : reason.trim());
    if (view !== null) {
      props.onDone?.(view);
      props.onClose();
    }
  };

  const breaks = preview.answer?.breaks ?? [];
  const unexplained = breaks.length > 0 && reason.trim() === '';
  const typedRight = props.typed === undefined || typed === props.typed;
  const general = (errors ?? []).filter(
    (error) => !(props.ownFields ?? []).some((field) => error.field.startsWith(field)),
  );
  const stopped = preview.answer?.possible === false && general.length > 0;
  return (
    <Modal
      visible
      header={props.title}
      closeAriaLabel={common.close}
      onDismiss={props.onClose}
      size="medium"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={props.onClose}>
              {common.cancel}
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={stopped || !typedRight || unexplained}
              data-testid="change-confirm"
              onClick={() => void submit()}
            >
              {props.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="change-dialog">
        <SpaceBetween size="m">
          {props.text === undefined ? null : <Box>{props.text}</Box>}
          {props.children}
          <FailureAlert failure={failure ?? preview.failure} />
          {general.map((error) => (
            <FailureAlert
              key={`${error.field} ${error.code} ${error.message}`}
              failure={{ ...error, at: '' }}
            />
          ))}
          {preview.answer === null || preview.answer.changes.length === 0 ? null : (
            <div>
              <Box variant="awsui-key-label">{s.changes}</Box>
              <ul className="plain-list" data-testid="change-list">
                {preview.answer.changes.map((change) => (
                  <li key={`${change.operation} ${change.sentence}`}>{change.sentence}</li>
                ))}
              </ul>
            </div>
          )}
          {preview.answer === null || preview.answer.warnings.length === 0 ? null : (
            <Alert type="info" header={s.warnings}>
              {preview.answer.warnings.map((warning) => (
                <div key={warning.message}>
                  {[sentence(warning.message), sentence(warning.help)].filter(Boolean).join('. ')}
                </div>
              ))}
            </Alert>
          )}
          {preview.answer === null || preview.answer.irreversible.length === 0 ? null : (
            <Alert type="warning" header={s.irreversible}>
              {preview.answer.irreversible.map((text) => (
                <div key={text}>{text}</div>
              ))}
            </Alert>
          )}
          {breaks.length === 0 ? null : (
            <div data-testid="change-breaks">
              <SpaceBetween size="s">
                <Alert type="warning" header={expectations.breaks(breaks.length)}>
                  <ul className="plain-list">
                    {breaks.map((one) => (
                      <li key={one.name}>
                        <strong>{one.name}</strong>
                        {': '}
                        <Words text={one.sentence} />
                      </li>
                    ))}
                  </ul>
                </Alert>
                <ReasonField reason={reason} onChange={setReason} />
              </SpaceBetween>
            </div>
          )}
          {props.typed === undefined ? null : (
            <FormField label={s.typeToConfirm(props.typed)}>
              <Input
                value={typed}
                autoComplete="off"
                spellcheck={false}
                data-testid="change-typed"
                placeholder={props.typed}
                onChange={({ detail }) => setTyped(detail.value)}
              />
            </FormField>
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}
