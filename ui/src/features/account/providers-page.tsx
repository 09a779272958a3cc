// Identity providers: OpenID Connect with the well known ones filled in, SAML by its metadata.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Textarea from '@cloudscape-design/components/textarea';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import type {
  AccountStep,
  FieldErrorView,
  OidcProviderView,
  ProvidersView,
  SamlProviderView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { errorFor } from '@/shared/field-errors';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { providers as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';
import { when } from '@/shared/when';
import { Words } from '@/shared/words';

export function ProvidersPage() {
  const { account } = useAccount();
  const query = useAsk('identity_providers', { account: account.id });
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={s.title}
      testId="providers-page"
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
            {adding ? <AddProvider view={view} onClose={() => setAdding(false)} /> : null}
          </>
        )}
      </Asked>
    </Page>
  );
}

function Providers({ view }: { view: ProvidersView }) {
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null);
  const remove = (id: string, name: string) => (
    <Button
      variant="inline-link"
      ariaLabel={s.removeLabel(name)}
      onClick={() => setRemoving({ id, name })}
    >
      {s.remove}
    </Button>
  );
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
          { id: 'remove', header: s.remove, cell: (one) => remove(one.id, one.url) },
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
            id: 'certificates',
            header: s.certificates,
            cell: (one) =>
              one.certificates.map((held) => (
                <div key={held.subject + held.not_after}>
                  {held.days_left < 30 ? (
                    <StatusIndicator type="warning">{when(held.not_after)}</StatusIndicator>
                  ) : (
                    when(held.not_after)
                  )}
                </div>
              )),
          },
          { id: 'roles', header: s.roles, cell: (one) => one.roles.join(', ') || common.none },
          { id: 'remove', header: s.remove, cell: (one) => remove(one.id, one.name) },
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
    </SpaceBetween>
  );
}

function AddProvider({ view, onClose }: { view: ProvidersView; onClose: () => void }) {
  const [sort, setSort] = useState('oidc');
  const [preset, setPreset] = useState('');
  const [url, setUrl] = useState('');
  const [audience, setAudience] = useState('');
  const [thumbprint, setThumbprint] = useState('');
  const [name, setName] = useState('');
  const [metadata, setMetadata] = useState('');
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const chosen = view.presets.find((one) => one.name === preset);
  const options = [
    ...view.presets.map((one) => ({ value: one.name, label: one.name })),
    { value: '', label: s.another },
  ];
  const step: AccountStep =
    sort === 'oidc'
      ? {
          what: 'create_oidc_provider',
          url,
          client_ids: [audience],
          thumbprints: [thumbprint],
        }
      : { what: 'create_saml_provider', name, metadata };
  const field = (
    label: string,
    help: string,
    key: string,
    value: string,
    change: (value: string) => void,
  ) => (
    <FormField label={label} constraintText={help} errorText={errorFor(errors, key)}>
      <Input
        value={value}
        autoComplete="off"
        spellcheck={false}
        data-testid={`provider-${key}`}
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
  return (
    <ChangeDialog
      proposal={{ kind: 'account', step }}
      title={s.addTitle}
      confirm={s.add}
      ownFields={['url', 'name', 'metadata']}
      onErrors={setErrors}
      onClose={onClose}
    >
      <FormField label={s.sort}>
        <Tiles
          value={sort}
          columns={2}
          items={[
            { value: 'oidc', label: s.oidc, description: s.oidcText },
            { value: 'saml', label: s.saml, description: s.samlText },
          ]}
          onChange={({ detail }) => setSort(detail.value)}
        />
      </FormField>
      {sort === 'oidc' ? (
        <SpaceBetween size="m">
          <FormField label={s.preset}>
            <Select
              selectedOption={options.find((one) => one.value === preset) ?? null}
              options={options}
              onChange={({ detail }) => {
                const next = view.presets.find((one) => one.name === detail.selectedOption.value);
                setPreset(next?.name ?? '');
                setUrl(next?.url ?? '');
                setAudience(next?.client_id ?? '');
              }}
            />
          </FormField>
          {chosen === undefined ? null : (
            <Box color="text-body-secondary">
              <Words text={chosen.note} />
            </Box>
          )}
          {field(s.url, '', 'url', url, setUrl)}
          {field(s.audience, s.audienceHelp, 'client_ids', audience, setAudience)}
          {field(s.thumbprint, s.thumbprintHelp, 'thumbprints', thumbprint, setThumbprint)}
        </SpaceBetween>
      ) : (
        <SpaceBetween size="m">
          {field(s.name, '', 'name', name, setName)}
          <FormField
            label={s.metadata}
            constraintText={s.metadataHelp}
            errorText={errorFor(errors, 'metadata')}
          >
            <Textarea
              value={metadata}
              rows={8}
              spellcheck={false}
              data-testid="provider-metadata"
              onChange={({ detail }) => setMetadata(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      )}
    </ChangeDialog>
  );
}
