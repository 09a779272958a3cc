// What stands around the account: the organization's levels with their policies, and the resources
// whose own policies and tags matter.
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Organization } from '@/features/account/organization';
import { ResourcesTable } from '@/features/account/resources-table';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { organizationPage as s } from '@/shared/strings/account-page';
import { help } from '@/shared/strings/help';

export function OrganizationPage() {
  const { account } = useAccount();
  const organization = useAsk('organization', { account: account.id });
  const resources = useAsk('account_resources', { account: account.id });
  return (
    <Page title={s.title} testId="organization-page" help={help.organization}>
      <SpaceBetween size="l">
        <Asked query={organization}>{(view) => <Organization view={view} />}</Asked>
        <Asked query={resources}>{(rows) => <ResourcesTable rows={rows} />}</Asked>
      </SpaceBetween>
    </Page>
  );
}
