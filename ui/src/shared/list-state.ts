// A table's filter, order and page live in the address, so that Back finds them as they were.
import type { TableProps } from '@cloudscape-design/components/table';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { usePaced, useRested } from '@/shared/queries';
import { z } from '@/shared/validation';

export const listSearch = z.object({
  q: z.string().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
  page: z.number().int().positive().optional().catch(undefined),
});

export const rowsOnPage = 50;

export interface ListState {
  filter: string;
  sort: string;
  descending: boolean;
  page: number;
  setFilter: (filter: string) => void;
  setPage: (page: number) => void;
  /** What the table reports when a heading is pressed. */
  setSort: (detail: TableProps.SortingState<never>) => void;
  /** The part of a request that says which rows. */
  window: { filter: string; sort: string; descending: boolean; offset: number; limit: number };
}

export function useListState(): ListState {
  const search = listSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  // What is typed shows at once; the address follows when the typing rests.
  const [filter, setFilter] = useState(search.q ?? '');
  const sort = search.sort ?? 'name';
  const descending = search.desc ?? false;
  const asked = usePaced(filter);
  const rested = useRested(filter, 300);

  const change = (part: Partial<z.infer<typeof listSearch>>) => {
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...part }),
      replace: true,
    });
  };

  const inAddress = search.q ?? '';
  // What is found by another text is looked at from its first page.
  const page = asked === inAddress ? (search.page ?? 1) : 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the typed text moves the address
  useEffect(() => {
    if (rested !== inAddress) {
      change({ q: rested || undefined, page: undefined });
    }
  }, [rested]);

  return {
    filter,
    sort,
    descending,
    page,
    setFilter,
    setPage: (next) => change({ q: asked || undefined, page: next === 1 ? undefined : next }),
    setSort: ({ sortingColumn, isDescending }) =>
      change({
        sort: sortingColumn.sortingField,
        desc: isDescending === true ? true : undefined,
        page: undefined,
      }),
    window: {
      filter: asked,
      sort,
      descending,
      offset: (page - 1) * rowsOnPage,
      limit: rowsOnPage,
    },
  };
}
