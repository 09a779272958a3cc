// What is asked before the organization above the account is altered.
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type {
  FieldErrorView,
  OrganizationNodeView,
  OrganizationPolicySort,
  OrganizationPolicyView,
  OrganizationStep,
  OrganizationView,
  Proposal,
} from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { errorFor } from '@/shared/field-errors';
import { organizationPage as s } from '@/shared/strings/account-page';
import { TextField } from '@/shared/text-field';
import { Words } from '@/shared/words';

/** Which dialog is open, and what it is about; `null` in it is a new one. */
export type Doing =
  | { what: 'put' | 'forget' }
  | { what: 'node'; node: OrganizationNodeView | null }
  | { what: 'delete-node'; node: OrganizationNodeView }
  | { what: 'policy'; policy: OrganizationPolicyView | null }
  | { what: 'delete-policy'; policy: OrganizationPolicyView }
  | null;

interface DialogsProps {
  doing: Doing;
  view: OrganizationView | null;
  onClose: () => void;
}

export function OrganizationDialogs({ doing, view, onClose }: DialogsProps) {
  switch (doing?.what) {
    case undefined:
      return null;
    case 'put':
      return <OrganizationDialog view={view} onClose={onClose} />;
    case 'forget':
      return (
        <ChangeDialog
          proposal={proposed({ what: 'forget' })}
          title={s.forgetTitle}
          text={s.forgetText}
          confirm={s.forget}
          onClose={onClose}
        />
      );
    case 'node':
      return view === null ? null : <LevelDialog view={view} node={doing.node} onClose={onClose} />;
    case 'delete-node':
      return (
        <ChangeDialog
          proposal={proposed({ what: 'delete_node', node: doing.node.id })}
          title={s.takeOutLabel(doing.node.name)}
          confirm={s.takeOut}
          onClose={onClose}
        />
      );
    case 'policy':
      return <PolicyDialog policy={doing.policy} onClose={onClose} />;
    case 'delete-policy':
      return (
        <ChangeDialog
          proposal={proposed({ what: 'delete_policy', policy: doing.policy.id })}
          title={s.deletePolicyLabel(doing.policy.name)}
          text={s.deletePolicyText}
          confirm={s.deletePolicy}
          onClose={onClose}
        />
      );
  }
}

function proposed(step: OrganizationStep): Proposal {
  return { kind: 'account', step: { what: 'organization', step } };
}

function OrganizationDialog({ view, onClose }: Omit<DialogsProps, 'doing'>) {
  const [id, setId] = useState(view?.id ?? '');
  const [management, setManagement] = useState(view?.management_account ?? '');
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={proposed({
        what: 'put',
        organization_id: id,
        management_account: management,
      })}
      title={view === null ? s.note : s.editTitle}
      {...(view === null ? { text: s.noteText } : {})}
      confirm={s.save}
      ownFields={['organization_id', 'management_account']}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <TextField
          label={s.id}
          help={s.idHelp}
          error={errorFor(errors, 'organization_id')}
          value={id}
          autoFocus
          testId="organization-id"
          onChange={setId}
        />
        <TextField
          label={s.management}
          help={s.managementHelp}
          error={errorFor(errors, 'management_account')}
          value={management}
          numeric
          testId="management-account"
          onChange={setManagement}
        />
      </SpaceBetween>
    </ChangeDialog>
  );
}

interface LevelDialogProps {
  view: OrganizationView;
  node: OrganizationNodeView | null;
  onClose: () => void;
}

function LevelDialog({ view, node, onClose }: LevelDialogProps) {
  const root = view.nodes.find(({ place }) => place === 'root');
  const [place, setPlace] = useState(node?.place ?? 'unit');
  const [name, setName] = useState(node?.name ?? '');
  const [account, setAccount] = useState('');
  const [parent, setParent] = useState(node === null ? (root?.id ?? '') : node.parent);
  // AWS attaches its own to whatever is new.
  const [attached, setAttached] = useState<readonly string[]>(
    node?.attached ?? view.policies.filter((one) => one.aws_managed).map((one) => one.id),
  );
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const parents = view.nodes
    .filter((one) => one.place !== 'account' && one.id !== node?.id)
    .map((one) => ({ value: one.id, label: one.name }));
  const policies = view.policies.map((one) => ({
    value: one.id,
    label: one.name,
    description: s.sorts[one.kind],
  }));
  return (
    <ChangeDialog
      proposal={proposed({
        what: 'put_node',
        node: node?.id ?? '',
        name,
        parent,
        account: node === null && place === 'account' ? account : '',
        policies: [...attached],
      })}
      title={node === null ? s.addLevel : s.editLabel(node.name)}
      confirm={s.save}
      ownFields={['name', 'account', 'parent']}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {node === null ? (
          <FormField label={s.place}>
            <RadioGroup
              value={place}
              items={['unit', 'account'].map((value) => ({ value, label: s.places[value] }))}
              onChange={({ detail }) => setPlace(detail.value)}
            />
          </FormField>
        ) : null}
        <TextField
          label={s.name}
          error={errorFor(errors, 'name')}
          value={name}
          autoFocus
          prose
          testId="level-name"
          onChange={setName}
        />
        {node === null && place === 'account' ? (
          <TextField
            label={s.accountId}
            help={s.accountIdHelp}
            error={errorFor(errors, 'account')}
            value={account}
            numeric
            prose
            testId="level-account"
            onChange={setAccount}
          />
        ) : null}
        {place === 'root' ? null : (
          <FormField label={s.parent} errorText={errorFor(errors, 'parent')}>
            <Select
              selectedOption={parents.find((one) => one.value === parent) ?? null}
              options={parents}
              data-testid="level-parent"
              onChange={({ detail }) => setParent(detail.selectedOption.value ?? '')}
            />
          </FormField>
        )}
        <FormField label={s.attached} constraintText={s.attachedHelp}>
          <Multiselect
            selectedOptions={policies.filter((one) => attached.includes(one.value))}
            options={policies}
            placeholder={s.choosePolicies}
            data-testid="level-policies"
            onChange={({ detail }) =>
              setAttached(detail.selectedOptions.map((one) => one.value ?? ''))
            }
          />
        </FormField>
      </SpaceBetween>
    </ChangeDialog>
  );
}

interface PolicyDialogProps {
  policy: OrganizationPolicyView | null;
  onClose: () => void;
}

function PolicyDialog({ policy, onClose }: PolicyDialogProps) {
  const [kind, setKind] = useState<OrganizationPolicySort>(policy?.kind ?? 'scp');
  const [name, setName] = useState(policy?.name ?? '');
  const [description, setDescription] = useState(policy?.description ?? '');
  const [document, setDocument] = useState(policy?.document ?? '');
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={proposed({
        what: 'put_policy',
        policy: policy?.id ?? '',
        name,
        kind,
        description,
        document,
      })}
      title={policy === null ? s.addPolicy : s.editLabel(policy.name)}
      confirm={s.save}
      ownFields={['name', 'document']}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {policy === null ? (
          <FormField label={s.sort}>
            <RadioGroup
              value={kind}
              items={(['scp', 'rcp'] as const).map((value) => ({
                value,
                label: s.sorts[value],
                description: <Words text={s.sortTexts[value]} />,
              }))}
              onChange={({ detail }) => setKind(detail.value === 'rcp' ? 'rcp' : 'scp')}
            />
          </FormField>
        ) : null}
        <TextField
          label={s.name}
          error={errorFor(errors, 'name')}
          value={name}
          autoFocus
          prose
          testId="organization-policy-name"
          onChange={setName}
        />
        <TextField label={s.description} value={description} prose onChange={setDescription} />
        <TextField
          label={s.document}
          error={errorFor(errors, 'document')}
          value={document}
          rows={10}
          testId="organization-policy-document"
          onChange={setDocument}
        />
      </SpaceBetween>
    </ChangeDialog>
  );
}
