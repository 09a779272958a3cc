// Identity providers: OpenID Connect with the well known ones filled in, SAML by its metadata.
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import {
  AddProviderDialog,
  EditOidcDialog,
  EditSamlDialog,
} from '@/features/account/provider-dialogs';
import type { OidcProviderView, ProvidersView, SamlProviderView, TagView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { providers as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { when } from '@/shared/when';

export function ProvidersPage() {
  const { account } = useAccount();
  const query = useAsk('identity_providers', { account: account.id });
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={s.title}
      testId="providers-page"
      help={help.providers}
      actions={
        <Button variant="primary" data-testid="add-provider" onClick={() => setAdding(true)}>
          {s.add}
        </Button>
      }
    >
      <Asked query={query}>
        {(view) => (
          <>
            <Providers view={view} />
            {adding ? <AddProviderDialog view={view} onClose={() => setAdding(false)} /> : null}
          </>
        )}
      </Asked>
    </Page>
  );
}

/** When something ends; what ends soon stands out, and what has ended more so. */
function Until({ at, days }: { at: string; days: number }) {
  if (days >= 30) {
    return when(at);
  }
  return <StatusIndicator type={days < 0 ? 'error' : 'warning'}>{when(at)}</StatusIndicator>;
}

function Providers({ view }: { view: ProvidersView }) {
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null);
  const [oidc, setOidc] = useState<OidcProviderView | null>(null);
  const [saml, setSaml] = useState<SamlProviderView | null>(null);
  const actions = (id: string, name: string, edit: () => void) => (
    <SpaceBetween direction="horizontal" size="s">
      <Button variant="inline-link" ariaLabel={s.editLabel(name)} onClick={edit}>
        {s.edit}
      </Button>
      <Button
        variant="inline-link"
        ariaLabel={s.removeLabel(name)}
        onClick={() => setRemoving({ id, name })}
      >
        {s.remove}
      </Button>
    </SpaceBetween>
  );
  const tagged = (tags: readonly TagView[]) =>
    tags.map(({ key, value }) => `${key}=${value}`).join(', ') || common.none;
  return (
    <SpaceBetween size="l">
      <Table<OidcProviderView>
        variant="container"
        wrapLines
        items={view.oidc}
        trackBy="id"
        header={
          <Header variant="h2" counter={`(${view.oidc.length})`}>
            {s.oidcTitle}
          </Header>
        }
        empty={<Nothing title={s.oidcEmpty} text={s.emptyText} />}
        columnDefinitions={[
          { id: 'url', header: s.url, isRowHeader: true, cell: (one) => one.url },
          { id: 'audience', header: s.audience, cell: (one) => one.client_ids.join(', ') },
          { id: 'roles', header: s.roles, cell: (one) => one.roles.join(', ') || common.none },
          { id: 'tags', header: s.tags, cell: (one) => tagged(one.tags) },
          {
            id: 'actions',
            header: s.actions,
            cell: (one) => actions(one.id, one.url, () => setOidc(one)),
          },
        ]}
      />
      <Table<SamlProviderView>
        variant="container"
        wrapLines
        items={view.saml}
        trackBy="id"
        header={
          <Header variant="h2" counter={`(${view.saml.length})`}>
            {s.samlTitle}
          </Header>
        }
        empty={<Nothing title={s.samlEmpty} text={s.emptyText} />}
        columnDefinitions={[
          { id: 'name', header: s.name, isRowHeader: true, cell: (one) => one.name },
          {
            id: 'entity',
            header: s.entityId,
            cell: (one) =>
              one.problem === '' ? (
                one.entity_id
              ) : (
                <StatusIndicator type="warning">{one.problem}</StatusIndicator>
              ),
          },
          {
            id: 'valid-until',
            header: s.validUntil,
            cell: (one) =>
              one.days_left === null ? (
                s.validUntilNone
              ) : (
                <Until at={one.valid_until} days={one.days_left} />
              ),
          },
          {
            id: 'certificates',
            header: s.certificates,
            cell: (one) =>
              one.certificates.map((held) => (
                <div key={held.subject + held.not_after}>
                  <Until at={held.not_after} days={held.days_left} />
                </div>
              )),
          },
          { id: 'roles', header: s.roles, cell: (one) => one.roles.join(', ') || common.none },
          { id: 'tags', header: s.tags, cell: (one) => tagged(one.tags) },
          {
            id: 'actions',
            header: s.actions,
            cell: (one) => actions(one.id, one.name, () => setSaml(one)),
          },
        ]}
      />
      <ChangeDialog
        proposal={
          removing === null
            ? null
            : { kind: 'account', step: { what: 'delete_provider', provider: removing.id } }
        }
        title={s.removeTitle(removing?.name ?? '')}
        text={s.removeText}
        confirm={s.remove}
        onClose={() => setRemoving(null)}
      />
      {oidc === null ? null : <EditOidcDialog provider={oidc} onClose={() => setOidc(null)} />}
      {saml === null ? null : <EditSamlDialog provider={saml} onClose={() => setSaml(null)} />}
    </SpaceBetween>
  );
}
