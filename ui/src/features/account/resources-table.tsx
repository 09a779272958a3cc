// The resources whose own policies and tags matter.
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { AccountResourceView, FieldErrorView, TagView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { errorFor } from '@/shared/field-errors';
import { organizationPage as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';
import { TagsEditor } from '@/shared/tags-editor';
import { TextField } from '@/shared/text-field';

interface Draft {
  resource: string;
  arn: string;
  policy: string;
  tags: readonly TagView[];
}

export function ResourcesTable({ rows }: { rows: readonly AccountResourceView[] }) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [removing, setRemoving] = useState<AccountResourceView | null>(null);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const set = (part: Partial<Draft>) =>
    setDraft((before) => (before === null ? null : { ...before, ...part }));
  return (
    <>
      <Table<AccountResourceView>
        variant="container"
        wrapLines
        items={rows}
        trackBy="id"
        header={
          <Header
            variant="h2"
            counter={`(${rows.length})`}
            description={s.resourcesText}
            actions={
              <Button
                data-testid="add-resource"
                onClick={() => setDraft({ resource: '', arn: '', policy: '', tags: [] })}
              >
                {s.add}
              </Button>
            }
          >
            {s.resources}
          </Header>
        }
        empty={<Nothing title={s.empty} text={s.emptyText} />}
        columnDefinitions={[
          {
            id: 'arn',
            header: s.arn,
            isRowHeader: true,
            cell: (row) => <span className="mono">{row.arn}</span>,
          },
          { id: 'service', header: s.service, cell: (row) => row.service },
          {
            id: 'policy',
            header: s.policy,
            cell: (row) => (row.policy === '' ? common.none : s.hasPolicy),
          },
          {
            id: 'tags',
            header: s.tags,
            cell: (row) =>
              row.tags.map(({ key, value }) => `${key}=${value}`).join(', ') || common.none,
          },
          {
            id: 'actions',
            header: s.edit,
            cell: (row) => (
              <SpaceBetween direction="horizontal" size="s">
                <Button
                  variant="inline-link"
                  ariaLabel={s.editLabel(row.arn)}
                  onClick={() =>
                    setDraft({
                      resource: row.id,
                      arn: row.arn,
                      policy: row.policy,
                      tags: row.tags,
                    })
                  }
                >
                  {s.edit}
                </Button>
                <Button
                  variant="inline-link"
                  ariaLabel={s.removeLabel(row.arn)}
                  onClick={() => setRemoving(row)}
                >
                  {s.remove}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={
          draft === null
            ? null
            : { kind: 'account', step: { what: 'put_resource', ...draft, tags: [...draft.tags] } }
        }
        title={s.saveTitle}
        confirm={s.saveTitle}
        ownFields={['arn', 'document', 'tags']}
        onErrors={setErrors}
        onClose={() => setDraft(null)}
      >
        <SpaceBetween size="m">
          <TextField
            label={s.arn}
            error={errorFor(errors, 'arn')}
            value={draft?.arn ?? ''}
            testId="resource-arn"
            onChange={(arn) => set({ arn })}
          />
          <TextField
            label={s.policy}
            help={s.policyHelp}
            error={errorFor(errors, 'document')}
            value={draft?.policy ?? ''}
            rows={8}
            testId="resource-policy"
            onChange={(policy) => set({ policy })}
          />
          <FormField label={s.tags} errorText={errorFor(errors, 'tags')}>
            <TagsEditor
              tags={draft?.tags ?? []}
              errors={errors}
              onChange={(tags) => set({ tags })}
            />
          </FormField>
        </SpaceBetween>
      </ChangeDialog>
      <ChangeDialog
        proposal={
          removing === null
            ? null
            : { kind: 'account', step: { what: 'delete_resource', resource: removing.id } }
        }
        title={s.removeLabel(removing?.arn ?? '')}
        confirm={s.remove}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}
