// What is asked before an identity provider is made or changed.
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import type {
  AccountStep,
  FieldErrorView,
  OidcProviderView,
  ProvidersView,
  SamlProviderView,
  TagView,
} from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { errorFor } from '@/shared/field-errors';
import { providers as s } from '@/shared/strings/account-page';
import { TagsEditor } from '@/shared/tags-editor';
import { TextField } from '@/shared/text-field';
import { Words } from '@/shared/words';

/** A new provider of either sort. */
export function AddProviderDialog({ view, onClose }: { view: ProvidersView; onClose: () => void }) {
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
    <TextField
      label={label}
      help={help}
      error={errorFor(errors, key)}
      value={value}
      testId={`provider-${key}`}
      onChange={change}
    />
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
          <TextField
            label={s.metadata}
            help={s.metadataHelp}
            error={errorFor(errors, 'metadata')}
            value={metadata}
            rows={8}
            testId="provider-metadata"
            onChange={setMetadata}
          />
        </SpaceBetween>
      )}
    </ChangeDialog>
  );
}

const lines = (text: string) => text.split('\n');

/** Audiences, thumbprints and tags of an OpenID Connect provider. */
export function EditOidcDialog(props: { provider: OidcProviderView; onClose: () => void }) {
  const { provider, onClose } = props;
  const [audiences, setAudiences] = useState(provider.client_ids.join('\n'));
  const [thumbprints, setThumbprints] = useState(provider.thumbprints.join('\n'));
  const [tags, setTags] = useState<readonly TagView[]>(provider.tags);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={{
        kind: 'account',
        step: {
          what: 'update_oidc_provider',
          provider: provider.id,
          client_ids: lines(audiences),
          thumbprints: lines(thumbprints),
          tags: [...tags],
        },
      }}
      title={s.editTitle(provider.url)}
      confirm={s.save}
      ownFields={['client_ids', 'thumbprints', 'tags']}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <TextField
          label={s.audiences}
          help={s.audiencesHelp}
          error={errorFor(errors, 'client_ids')}
          value={audiences}
          rows={3}
          autoFocus
          testId="edit-audiences"
          onChange={setAudiences}
        />
        <TextField
          label={s.thumbprints}
          help={s.thumbprintsHelp}
          error={errorFor(errors, 'thumbprints')}
          value={thumbprints}
          rows={2}
          testId="edit-thumbprints"
          onChange={setThumbprints}
        />
        <FormField label={s.tags} errorText={errorFor(errors, 'tags')}>
          <TagsEditor tags={tags} errors={errors} onChange={setTags} />
        </FormField>
      </SpaceBetween>
    </ChangeDialog>
  );
}

/** Another metadata document, and the tags, of a SAML provider. */
export function EditSamlDialog(props: { provider: SamlProviderView; onClose: () => void }) {
  const { provider, onClose } = props;
  const [metadata, setMetadata] = useState('');
  const [tags, setTags] = useState<readonly TagView[]>(provider.tags);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={{
        kind: 'account',
        step: { what: 'update_saml_provider', provider: provider.id, metadata, tags: [...tags] },
      }}
      title={s.editTitle(provider.name)}
      confirm={s.save}
      ownFields={['metadata', 'tags']}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <TextField
          label={s.replace}
          help={s.replaceHelp}
          error={errorFor(errors, 'metadata')}
          value={metadata}
          rows={8}
          autoFocus
          testId="edit-metadata"
          onChange={setMetadata}
        />
        <FormField label={s.tags} errorText={errorFor(errors, 'tags')}>
          <TagsEditor tags={tags} errors={errors} onChange={setTags} />
        </FormField>
      </SpaceBetween>
    </ChangeDialog>
  );
}
