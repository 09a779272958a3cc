// The QR code of an MFA device with its secret key, hidden until asked for and again after a while.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { MfaQrView } from '@/ipc/contract';
import { QrCode } from '@/shared/qr-code';
import { secrets } from '@/shared/strings/common';
import { mfa as s } from '@/shared/strings/mfa';

interface MfaQrProps {
  /** Asks for the code; `null` when there is none to show. */
  ask: () => Promise<MfaQrView | null>;
}

export function MfaQr({ ask }: MfaQrProps) {
  const [view, setView] = useState<MfaQrView | null>(null);
  const [left, setLeft] = useState(0);

  useEffect(() => {
    if (view === null) {
      return;
    }
    const timer = window.setInterval(() => {
      setLeft((seconds) => {
        if (seconds <= 1) {
          setView(null);
          return 0;
        }
        return seconds - 1;
      });
    }, 1000);
    return () => window.clearInterval(timer);
  }, [view]);

  const show = async () => {
    const shown = await ask();
    if (shown !== null) {
      setLeft(shown.hide_after_seconds);
      setView(shown);
    }
  };

  return (
    <SpaceBetween size="m">
      <Alert type="warning">{s.qrText}</Alert>
      {view === null ? (
        <SpaceBetween size="xs">
          <Box color="text-body-secondary">{s.hidden}</Box>
          <Button data-testid="mfa-show-qr" onClick={() => void show()}>
            {s.showQr}
          </Button>
        </SpaceBetween>
      ) : (
        <SpaceBetween size="m">
          <QrCode side={view.side} path={view.path} label={view.label} />
          <div>
            <Box variant="awsui-key-label">{s.appShows}</Box>
            <Box>{view.label}</Box>
          </div>
          <div>
            <Box variant="awsui-key-label">{s.secretKey}</Box>
            <span className="mono" data-testid="mfa-secret-key">
              {view.secret_key}
            </span>
          </div>
          <SpaceBetween size="xs" direction="horizontal" alignItems="center">
            <Button data-testid="mfa-hide-qr" onClick={() => setView(null)}>
              {s.hideQr}
            </Button>
            <Box variant="small" color="text-body-secondary">
              {secrets.hidesIn(left)}
            </Box>
          </SpaceBetween>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
