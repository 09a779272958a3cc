// One change to try: what kind, and to whom. Whether it may be made is said by Rust afterwards.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { LayerView, PolicyHandle, SandboxChange } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import type { ChosenEntity } from '@/shared/entity-picker';
import { type EntityList, EntitySelect, useFinding } from '@/shared/entity-select';
import { useAsk, useAskKeeping } from '@/shared/queries';
import { matrix as s } from '@/shared/strings/matrix';
import { TextField } from '@/shared/text-field';

interface SandboxDialogProps {
  onAdd: (change: SandboxChange) => void;
  onClose: () => void;
  /** The change to begin with: another page names the policy to edit. */
  first?: Draft;
}

export interface Draft {
  kind: SandboxChange['kind'];
  holder?: string;
  user?: string;
  group?: string;
  policy?: PolicyHandle;
  layer?: LayerView;
  name?: string;
  document?: string;
}

const layers = Object.keys(s.layers) as LayerView[];
const kinds = Object.keys(s.kinds) as SandboxChange['kind'][];

type Field = 'holder' | 'user' | 'group' | 'policy' | 'layer' | 'name' | 'document';

const fieldsOf: Record<SandboxChange['kind'], readonly Field[]> = {
  attach: ['holder', 'policy'],
  detach: ['holder', 'policy'],
  switch_off_policy: ['policy'],
  switch_off_group: ['group'],
  switch_off_boundary: ['holder'],
  switch_off_layer: ['layer'],
  add_to_group: ['user', 'group'],
  remove_from_group: ['user', 'group'],
  edit_policy: ['policy', 'document'],
  put_inline: ['holder', 'name', 'document'],
};

export function SandboxDialog({ onAdd, onClose, first }: SandboxDialogProps) {
  const [draft, setDraft] = useState<Draft>(first ?? { kind: 'attach' });
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = fieldsOf[draft.kind];
  const made = changeOf(draft);
  return (
    <Modal
      visible
      header={s.tryChange}
      closeAriaLabel={s.close}
      onDismiss={onClose}
      size={fields.includes('document') ? 'large' : 'medium'}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {s.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={made === null}
              data-testid="sandbox-add"
              onClick={() => {
                if (made !== null) {
                  onAdd(made);
                }
              }}
            >
              {s.addToSandbox}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="sandbox-dialog">
        <SpaceBetween size="m">
          <FormField label={s.kind}>
            <Select
              data-testid="sandbox-kind"
              selectedOption={{ value: draft.kind, label: s.kinds[draft.kind] }}
              options={kinds.map((kind) => ({ value: kind, label: s.kinds[kind] }))}
              onChange={({ detail }) =>
                setDraft({ kind: detail.selectedOption.value as SandboxChange['kind'] })
              }
            />
          </FormField>
          {fields.map((field) => (
            <DraftField
              key={`${draft.kind} ${field}`}
              field={field}
              draft={draft}
              change={change}
            />
          ))}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

interface DraftFieldProps {
  field: Field;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

function DraftField({ field, draft, change }: DraftFieldProps) {
  switch (field) {
    case 'holder':
      return (
        <EntityField
          label={s.holder}
          testId="sandbox-holder"
          of={draft.kind === 'switch_off_boundary' ? ['users', 'roles'] : undefined}
          value={draft.holder}
          onChange={(holder) => change({ holder })}
        />
      );
    case 'user':
      return (
        <EntityField
          label={s.user}
          testId="sandbox-user"
          of={['users']}
          value={draft.user}
          onChange={(user) => change({ user })}
        />
      );
    case 'group':
      return (
        <EntityField
          label={s.groupField}
          testId="sandbox-group"
          of={['groups']}
          value={draft.group}
          onChange={(group) => change({ group })}
        />
      );
    case 'policy':
      return <PolicyField draft={draft} change={change} />;
    case 'layer':
      return (
        <FormField label={s.layer}>
          <Select
            data-testid="sandbox-layer"
            placeholder={s.choose}
            selectedOption={
              draft.layer === undefined
                ? null
                : { value: draft.layer, label: s.layers[draft.layer] }
            }
            options={layers.map((layer) => ({ value: layer, label: s.layers[layer] }))}
            onChange={({ detail }) => change({ layer: detail.selectedOption.value as LayerView })}
          />
        </FormField>
      );
    case 'name':
      return (
        <TextField
          label={s.policyName}
          value={draft.name ?? ''}
          testId="sandbox-name"
          onChange={(name) => change({ name })}
        />
      );
    case 'document':
      return (
        <FormField label={s.document} stretch>
          <Textarea
            rows={16}
            spellcheck={false}
            className="mono"
            value={draft.document ?? ''}
            data-testid="sandbox-document"
            onChange={({ detail }) => change({ document: detail.value })}
          />
        </FormField>
      );
  }
}

interface EntityFieldProps {
  label: string;
  testId: string;
  of?: readonly EntityList[] | undefined;
  value: string | undefined;
  onChange: (id: string) => void;
}

function EntityField({ label, testId, of, value, onChange }: EntityFieldProps) {
  const [chosen, setChosen] = useState<ChosenEntity | null>(null);
  return (
    <FormField label={label}>
      <EntitySelect
        {...(of === undefined ? {} : { of })}
        chosen={chosen?.id === value ? chosen : null}
        placeholder={s.choose}
        testId={testId}
        onChoose={(next) => {
          setChosen(next);
          onChange(next.id);
        }}
      />
    </FormField>
  );
}

function PolicyField({ draft, change }: Omit<DraftFieldProps, 'field'>) {
  const { account } = useAccount();
  // AWS's own policies can be attached and switched off, not edited.
  const scope = draft.kind === 'edit_policy' ? 'customer_managed' : 'all';
  const { text, props } = useFinding();
  const list = useAskKeeping('policies', {
    account: account.id,
    filter: text,
    sort: 'name',
    descending: false,
    offset: 0,
    limit: 50,
    scope,
  });
  const [name, setName] = useState('');
  const document = useAsk(
    'policy',
    draft.kind === 'edit_policy' && draft.policy !== undefined && draft.document === undefined
      ? { account: account.id, policy: draft.policy }
      : null,
  );
  if (document.data !== undefined && draft.document === undefined) {
    // The text to begin with; it is set once, when it has come.
    queueMicrotask(() => change({ document: document.data.document }));
  }
  const rows = list.data?.rows ?? [];
  const wire = draft.policy === undefined ? '' : JSON.stringify(draft.policy);
  const options = rows.map((row) => ({
    value: JSON.stringify(row.policy),
    label: row.name,
    labelTag: row.kind === 'aws_managed' ? 'AWS' : '',
  }));
  return (
    <FormField label={s.policy}>
      <Select
        {...props([list.data])}
        data-testid="sandbox-policy"
        placeholder={s.choose}
        selectedOption={wire === '' ? null : { value: wire, label: name || document.data?.name }}
        options={options}
        onChange={({ detail }) => {
          const { document: _, ...rest } = draft;
          const row = rows.find(
            (one) => JSON.stringify(one.policy) === detail.selectedOption.value,
          );
          if (row !== undefined) {
            setName(row.name);
            change({ ...rest, policy: row.policy });
          }
        }}
      />
    </FormField>
  );
}

/** The change that a draft stands for, once it is whole. */
function changeOf(draft: Draft): SandboxChange | null {
  const { holder, user, group, policy, layer, name, document } = draft;
  switch (draft.kind) {
    case 'attach':
    case 'detach':
      return holder && policy ? { kind: draft.kind, holder, policy } : null;
    case 'switch_off_policy':
      return policy ? { kind: draft.kind, policy } : null;
    case 'switch_off_group':
      return group ? { kind: draft.kind, group } : null;
    case 'switch_off_boundary':
      return holder ? { kind: draft.kind, holder } : null;
    case 'switch_off_layer':
      return layer ? { kind: draft.kind, layer } : null;
    case 'add_to_group':
    case 'remove_from_group':
      return user && group ? { kind: draft.kind, user, group } : null;
    case 'edit_policy':
      return policy && document ? { kind: draft.kind, policy, document } : null;
    case 'put_inline':
      return holder && name && document ? { kind: draft.kind, holder, name, document } : null;
  }
}
