import SpaceBetween from '@cloudscape-design/components/space-between';
import { AppearanceSettings } from '@/features/settings/appearance-settings';
import { BackupsSettings } from '@/features/settings/backups-settings';
import { MachineSettings } from '@/features/settings/machine-settings';
import { PasswordSettings } from '@/features/settings/password-settings';
import { SlotsSettings } from '@/features/settings/slots-settings';
import { VaultSettings } from '@/features/settings/vault-settings';
import { Page } from '@/shared/page';
import { help } from '@/shared/strings/help';
import { settings as s } from '@/shared/strings/settings';

export function SettingsPage() {
  return (
    <Page title={s.title} testId="settings-page" help={help.settings}>
      <SpaceBetween size="l">
        <AppearanceSettings />
        <MachineSettings />
        <VaultSettings />
        <BackupsSettings />
        <SlotsSettings />
        <PasswordSettings />
      </SpaceBetween>
    </Page>
  );
}
