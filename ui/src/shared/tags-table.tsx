import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { TagView } from '@/ipc/contract';
import { Nothing } from '@/shared/entity-table';
import { user as s } from '@/shared/strings/users';

export function TagsTable({ tags, actions }: { tags: readonly TagView[]; actions?: ReactNode }) {
  return (
    <Table<TagView>
      variant="container"
      wrapLines
      items={tags}
      trackBy="key"
      header={
        <Header variant="h2" counter={`(${tags.length})`} actions={actions}>
          {s.tagsTitle}
        </Header>
      }
      empty={<Nothing title={s.tagsEmpty} text={s.tagsEmptyText} />}
      columnDefinitions={[
        { id: 'key', header: s.tagKey, isRowHeader: true, cell: (tag) => tag.key },
        { id: 'value', header: s.tagValue, cell: (tag) => tag.value },
      ]}
    />
  );
}
