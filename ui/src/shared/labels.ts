// Labels that every table shares.
import type { PaginationProps } from '@cloudscape-design/components/pagination';
import type { TableProps } from '@cloudscape-design/components/table';
import { common } from '@/shared/strings/common';

export const paginationLabels: PaginationProps.Labels = {
  nextPageLabel: common.pagination.next,
  previousPageLabel: common.pagination.previous,
  pageLabel: common.pagination.page,
};

export function selectionLabels<Row extends { name: string }>(): TableProps.AriaLabels<Row> {
  return {
    selectionGroupLabel: common.tableLabels.selectionGroup,
    allItemsSelectionLabel: () => common.tableLabels.selectAll,
    itemSelectionLabel: (_, row) => common.tableLabels.selectItem(row.name),
  };
}
