import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { GateView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { GateFrame } from '@/shared/gate-frame';
import { useAction } from '@/shared/queries';
import { gate as s } from '@/shared/strings/gate';

interface WelcomeScreenProps {
  gate: GateView;
  onCreate: () => void;
  onChosen: (view: GateView) => void;
}

/** Where a new computer begins: no vault has been opened here yet. */
export function WelcomeScreen({ gate, onCreate, onChosen }: WelcomeScreenProps) {
  const choose = useAction('choose_vault_folder');
  const open = useAction('open_vault');

  const chooseFolder = async () => {
    const folder = await choose.run({ purpose: 'open' });
    if (folder === null) {
      return;
    }
    const view = await open.run({ folder: folder.folder });
    if (view !== null) {
      onChosen(view);
    }
  };

  const points = [
    { title: s.pointEncryptedTitle, text: s.pointEncrypted },
    { title: s.pointOfflineTitle, text: s.pointOffline },
    { title: s.pointUndoTitle, text: s.pointUndo },
  ];
  return (
    <GateFrame wide>
      <SpaceBetween size="l">
        <Container header={<Header variant="h1">{s.welcomeTitle}</Header>}>
          <SpaceBetween size="l">
            <Box fontSize="heading-s" data-testid="welcome-screen">
              {s.welcomeText}
            </Box>
            <ColumnLayout columns={3} variant="text-grid">
              {points.map((point) => (
                <div key={point.title}>
                  <Box variant="h2" fontSize="heading-s">
                    {point.title}
                  </Box>
                  <Box color="text-body-secondary">{point.text}</Box>
                </div>
              ))}
            </ColumnLayout>
            <FailureAlert failure={choose.failure ?? open.failure} />
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="primary" data-testid="welcome-create" onClick={onCreate}>
                {s.welcomeCreate}
              </Button>
              <Button
                loading={choose.busy || open.busy}
                data-testid="welcome-open"
                onClick={() => void chooseFolder()}
              >
                {s.welcomeOpen}
              </Button>
            </SpaceBetween>
          </SpaceBetween>
        </Container>
        <Box variant="small" color="text-body-secondary" textAlign="center">
          {s.version(gate.version)}
        </Box>
      </SpaceBetween>
    </GateFrame>
  );
}
