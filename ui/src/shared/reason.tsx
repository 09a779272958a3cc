// A change that breaks an expectation is refused until somebody says why it has to be: whoever
// proposes it is asked here, wherever it was proposed.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { CommandFailure } from '@/ipc/client';
import type { CommandError } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { common } from '@/shared/strings/common';
import { expectations as s } from '@/shared/strings/expectations';
import { TextField } from '@/shared/text-field';

/** Asks for a reason; `null` when the person lets the change be. */
type AskReason = (refusal: CommandError) => Promise<string | null>;

const ReasonContext = createContext<AskReason | null>(null);

interface Asking {
  refusal: CommandError;
  answer: (reason: string | null) => void;
}

export function ReasonProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [reason, setReason] = useState('');
  const ask = useCallback<AskReason>(
    (refusal) =>
      new Promise((answer) => {
        setReason('');
        setAsking({ refusal, answer });
      }),
    [],
  );
  const end = (given: string | null) => {
    asking?.answer(given);
    setAsking(null);
  };
  const given = reason.trim();
  return (
    <ReasonContext value={ask}>
      {children}
      {asking === null ? null : (
        <Modal
          visible
          header={s.reasonTitle}
          closeAriaLabel={common.close}
          onDismiss={() => end(null)}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" onClick={() => end(null)}>
                  {common.cancel}
                </Button>
                <Button
                  variant="primary"
                  disabled={given === ''}
                  data-testid="reason-go-on"
                  onClick={() => end(given)}
                >
                  {s.goOn}
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          <SpaceBetween size="m">
            <FailureAlert failure={asking.refusal} />
            <ReasonField reason={reason} onChange={setReason} />
          </SpaceBetween>
        </Modal>
      )}
    </ReasonContext>
  );
}

/** The field alone, where a dialog stands already. */
export function ReasonField({
  reason,
  onChange,
}: {
  reason: string;
  onChange: (reason: string) => void;
}) {
  return (
    <TextField
      label={s.reason}
      help={s.reasonHint}
      value={reason}
      prose
      testId="break-reason"
      onChange={onChange}
    />
  );
}

/**
 * Runs what may break an expectation. Refused for that without a reason, the person is asked for
 * one, and it runs again with it; without an answer the refusal stands.
 */
export function useInSpite(): <Done>(
  run: (reason: string) => Promise<Done>,
  reason?: string,
) => Promise<Done> {
  const askReason = useAskReason();
  return useCallback(
    async (run, reason = '') => {
      try {
        return await run(reason);
      } catch (refusal) {
        if (refusal instanceof CommandFailure && refusal.code === 'expectations-broken') {
          const given = await askReason(refusal);
          if (given !== null) {
            return run(given);
          }
        }
        throw refusal;
      }
    },
    [askReason],
  );
}

/** Without a provider nobody can be asked, and the refusal stands. */
function useAskReason(): AskReason {
  const ask = use(ReasonContext);
  return ask ?? noReason;
}

const noReason: AskReason = () => Promise.resolve(null);
