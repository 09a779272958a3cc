// One secret: masked, shown by a command of its own, hidden again by itself. It lives in this
// component's state and nowhere else, and goes when the component goes (locking unmounts it).
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { CommandFailure } from '@/ipc/client';
import { useGuarded } from '@/shared/confirm-password';
import { useFlash } from '@/shared/flash';
import { secrets as s } from '@/shared/strings/common';
import './secret-value.css';

interface SecretValueProps {
  /** The credential's local id. */
  credential: string;
  /** `password`, `secret access key`: names the buttons. */
  what: string;
  testId: string;
}

const mask = '••••••••••••';

export function SecretValue({ credential, what, testId }: SecretValueProps) {
  const [value, setValue] = useState<string | null>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [busy, setBusy] = useState(false);
  const reveal = useGuarded('reveal');
  const copy = useGuarded('copy_secret');
  const flash = useFlash();

  useEffect(() => {
    if (value === null) {
      return;
    }
    const timer = window.setInterval(() => {
      setSecondsLeft((left) => {
        if (left <= 1) {
          setValue(null);
          return 0;
        }
        return left - 1;
      });
    }, 1000);
    return () => window.clearInterval(timer);
  }, [value]);

  const guarded = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (reason) {
      if (reason instanceof CommandFailure) {
        flash.fail(reason);
      }
    } finally {
      setBusy(false);
    }
  };

  const show = () =>
    guarded(async () => {
      const view = await reveal({ credential });
      if (view !== null) {
        setSecondsLeft(view.hide_after_seconds);
        setValue(view.value);
      }
    });

  const copyIt = () =>
    guarded(async () => {
      const view = await copy({ credential });
      if (view !== null) {
        flash.say('info', s.copied(view.clear_after_seconds));
      }
    });

  return (
    <div className="secret-value" data-testid={testId}>
      <span className="secret-value-text" data-testid={`${testId}-value`}>
        {value ?? mask}
      </span>
      <SpaceBetween direction="horizontal" size="s">
        {value === null ? (
          <Button
            variant="inline-link"
            ariaLabel={s.showLabel(what)}
            disabled={busy}
            data-testid={`${testId}-show`}
            onClick={() => void show()}
          >
            {s.show}
          </Button>
        ) : (
          <Button
            variant="inline-link"
            ariaLabel={s.hideLabel(what)}
            data-testid={`${testId}-hide`}
            onClick={() => setValue(null)}
          >
            {s.hide}
          </Button>
        )}
        <Button
          variant="inline-link"
          iconName="copy"
          ariaLabel={s.copyLabel(what)}
          disabled={busy}
          data-testid={`${testId}-copy`}
          onClick={() => void copyIt()}
        >
          {s.copy}
        </Button>
      </SpaceBetween>
      {value === null ? null : (
        <Box variant="small" color="text-body-secondary">
          {s.hidesIn(secondsLeft)}
        </Box>
      )}
    </div>
  );
}
