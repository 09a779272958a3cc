import SpaceBetween from '@cloudscape-design/components/space-between';
import { AppearanceSettings } from '@/features/settings/appearance-settings';
import { PasswordSettings } from '@/features/settings/password-settings';
import { VaultSettings } from '@/features/settings/vault-settings';
import { Page } from '@/shared/page';
import { help } from '@/shared/strings/help';
import { settings as s } from '@/shared/strings/settings';

export function SettingsPage() {
  return (
    <Page title={s.title} testId="settings-page" help={help.settings}>
      <SpaceBetween size="l">
        <AppearanceSettings />
        <VaultSettings />
        <PasswordSettings />
      </SpaceBetween>
    </Page>
  );
}
