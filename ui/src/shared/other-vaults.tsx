import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { GateView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useAction } from '@/shared/queries';
import { gate as s } from '@/shared/strings/gate';

interface OtherVaultsProps {
  gate: GateView;
  onChosen: (view: GateView) => void;
  onCreate: () => void;
}

/** The ways to another vault: one that was open before, one from a folder, a new one. */
export function OtherVaults({ gate, onChosen, onCreate }: OtherVaultsProps) {
  const open = useAction('open_vault');
  const choose = useAction('choose_vault_folder');
  const others = gate.recent.filter((vault) => vault.folder !== gate.vault?.folder);

  const openFolder = async (folder: string) => {
    const view = await open.run({ folder });
    if (view !== null) {
      onChosen(view);
    }
  };

  const chooseFolder = async () => {
    const view = await choose.run({ purpose: 'open' });
    if (view !== null) {
      await openFolder(view.folder);
    }
  };

  return (
    <SpaceBetween size="s">
      <FailureAlert failure={choose.failure ?? open.failure} />
      {others.length === 0 ? null : (
        <ExpandableSection headerText={s.recent} variant="footer">
          <SpaceBetween size="xxs">
            {others.map((vault) => (
              <Button
                key={vault.folder}
                variant="link"
                onClick={() => void openFolder(vault.folder)}
              >
                {`${vault.name} · ${vault.location}`}
              </Button>
            ))}
          </SpaceBetween>
        </ExpandableSection>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="link"
          iconName="folder-open"
          loading={choose.busy || open.busy}
          data-testid="open-vault"
          onClick={() => void chooseFolder()}
        >
          {s.otherVault}
        </Button>
        <Button variant="link" iconName="add-plus" data-testid="new-vault" onClick={onCreate}>
          {s.newVault}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}
