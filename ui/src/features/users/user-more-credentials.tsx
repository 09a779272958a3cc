// SSH public keys, signing certificates and credentials for single services.
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import type { CredentialStep, DoneView, FieldErrorView, UserView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { errorFor } from '@/shared/field-errors';
import { SecretValue } from '@/shared/secret-value';
import { common } from '@/shared/strings/common';
import { moreCredentials as s } from '@/shared/strings/person';
import { credentials } from '@/shared/strings/users';
import { TextField } from '@/shared/text-field';
import { when } from '@/shared/when';

type Making = 'ssh' | 'certificate' | 'service' | null;

interface Doing {
  step: CredentialStep;
  title: string;
  text: string | undefined;
}

interface Props {
  user: UserView;
  onMade: (view: DoneView) => void;
}

export function UserMoreCredentials({ user, onMade }: Props) {
  const [making, setMaking] = useState<Making>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [body, setBody] = useState('');
  const [service, setService] = useState<string>(s.services[0].value);
  const [days, setDays] = useState('0');
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const close = () => {
    setMaking(null);
    setDoing(null);
    setBody('');
    setErrors([]);
  };
  const step: CredentialStep | null =
    making === 'ssh'
      ? { what: 'upload_ssh_key', body }
      : making === 'certificate'
        ? { what: 'upload_signing_certificate', body }
        : making === 'service'
          ? { what: 'create_service_credential', service, days: Number.parseInt(days, 10) || 0 }
          : (doing?.step ?? null);
  const title =
    making === 'ssh'
      ? s.sshUpload
      : making === 'certificate'
        ? s.certUpload
        : making === 'service'
          ? s.serviceCreate
          : (doing?.title ?? '');
  const actions = (what: string, id: string, active: boolean, more: readonly Doing[] = []) => (
    <Actions what={what} id={id} active={active} more={more} choose={setDoing} />
  );
  const upload = (what: Making, text: string, testId: string) => (
    <Button data-testid={testId} onClick={() => setMaking(what)}>
      {text}
    </Button>
  );
  return (
    <SpaceBetween size="l">
      <Kind
        title={s.sshTitle}
        items={user.ssh_keys}
        action={upload('ssh', s.sshUpload, 'upload-ssh-key')}
        empty={<Nothing title={s.sshEmpty} text={s.sshEmptyText} />}
        columns={[
          {
            id: 'fingerprint',
            header: s.fingerprint,
            isRowHeader: true,
            cell: (key) => <span className="mono">{key.fingerprint}</span>,
          },
          { id: 'comment', header: s.comment, cell: (key) => key.comment || common.none },
          { id: 'status', header: s.status, cell: (key) => <Status active={key.active} /> },
          { id: 'uploaded', header: s.uploaded, cell: (key) => when(key.uploaded) || common.none },
          {
            id: 'actions',
            header: s.actions,
            cell: (key) => actions(key.fingerprint, key.id, key.active),
          },
        ]}
      />
      <Kind
        title={s.certTitle}
        items={user.signing_certificates}
        action={upload('certificate', s.certUpload, 'upload-certificate')}
        empty={<Nothing title={s.certEmpty} text={s.certEmptyText} />}
        columns={[
          {
            id: 'subject',
            header: s.subject,
            isRowHeader: true,
            cell: (held) => held.certificate?.subject ?? s.unreadable,
          },
          {
            id: 'end',
            header: s.runsOut,
            cell: (held) =>
              held.certificate === null ? common.notKnown : when(held.certificate.not_after),
          },
          { id: 'status', header: s.status, cell: (held) => <Status active={held.active} /> },
          {
            id: 'actions',
            header: s.actions,
            cell: (held) => actions(held.certificate?.subject ?? s.certBody, held.id, held.active),
          },
        ]}
      />
      <Kind
        title={s.serviceTitle}
        items={user.service_credentials}
        action={upload('service', s.serviceCreate, 'create-service-credential')}
        empty={<Nothing title={s.serviceEmpty} text={s.serviceEmptyText} />}
        columns={[
          { id: 'service', header: s.service, isRowHeader: true, cell: (held) => held.service },
          {
            id: 'name',
            header: s.userName,
            cell: (held) => held.service_user_name || s.requested,
          },
          { id: 'status', header: s.status, cell: (held) => <Status active={held.active} /> },
          {
            id: 'secret',
            header: credentials.password,
            cell: (held) =>
              held.has_secret ? (
                <SecretValue credential={held.id} what={s.password} testId={`service-${held.id}`} />
              ) : (
                credentials.notHeld
              ),
          },
          {
            id: 'actions',
            header: s.actions,
            cell: (held) =>
              actions(held.service, held.id, held.active, [
                {
                  step: { what: 'reset_service_credential', credential: held.id },
                  title: s.reset,
                  text: s.resetText,
                },
              ]),
          },
        ]}
      />
      <ChangeDialog
        proposal={step === null ? null : { kind: 'credential', user: user.id, step }}
        title={title}
        text={doing?.text}
        confirm={title}
        ownFields={['body']}
        onErrors={setErrors}
        onDone={(view) => {
          if (view.credentials.length > 0) {
            onMade(view);
          }
        }}
        onClose={close}
      >
        {making === 'ssh' || making === 'certificate' ? (
          <TextField
            label={making === 'ssh' ? s.sshBody : s.certBody}
            help={making === 'ssh' ? s.sshBodyHelp : s.certBodyHelp}
            error={errorFor(errors, 'body')}
            value={body}
            rows={6}
            testId="credential-body"
            onChange={setBody}
          />
        ) : null}
        {making === 'service' ? (
          <SpaceBetween size="m">
            <FormField label={s.service}>
              <Select
                selectedOption={s.services.find((one) => one.value === service) ?? null}
                options={s.services}
                data-testid="credential-service"
                onChange={({ detail }) => setService(detail.selectedOption.value ?? service)}
              />
            </FormField>
            <FormField label={s.days} constraintText={s.daysHelp}>
              <Input
                value={days}
                inputMode="numeric"
                onChange={({ detail }) => setDays(detail.value)}
              />
            </FormField>
          </SpaceBetween>
        ) : null}
      </ChangeDialog>
    </SpaceBetween>
  );
}

function Kind<Row extends { id: string }>(props: {
  title: string;
  items: readonly Row[];
  action: ReactNode;
  empty: ReactNode;
  columns: readonly TableProps.ColumnDefinition<Row>[];
}) {
  return (
    <Table<Row>
      variant="container"
      wrapLines
      items={props.items}
      trackBy="id"
      header={
        <Header variant="h2" counter={`(${props.items.length})`} actions={props.action}>
          {props.title}
        </Header>
      }
      empty={props.empty}
      columnDefinitions={props.columns}
    />
  );
}

function Status({ active }: { active: boolean }) {
  return active ? (
    <StatusIndicator type="success">{s.active}</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">{s.inactive}</StatusIndicator>
  );
}

function Actions(props: {
  what: string;
  id: string;
  active: boolean;
  more: readonly Doing[];
  choose: (doing: Doing) => void;
}) {
  const { id, active } = props;
  const all: readonly Doing[] = [
    {
      step: { what: 'set_active', credential: id, active: !active },
      title: active ? s.deactivate : s.activate,
      text: undefined,
    },
    ...props.more,
    { step: { what: 'delete', credential: id }, title: s.remove, text: s.removeText },
  ];
  return (
    <ButtonDropdown
      variant="icon"
      expandToViewport
      ariaLabel={s.actionsFor(props.what)}
      items={all.map((one) => ({ id: one.title, text: one.title }))}
      onItemClick={({ detail }) => {
        const chosen = all.find((one) => one.title === detail.id);
        if (chosen !== undefined) {
          props.choose(chosen);
        }
      }}
    />
  );
}
