// A list that is all here, shown page by page.
import Pagination from '@cloudscape-design/components/pagination';
import { useState } from 'react';
import { paginationLabels } from '@/shared/labels';

/** The rows of the page at hand, where they start, and what a table shows to choose another page. */
export function usePages<Item>(items: readonly Item[], onPage: number) {
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(items.length / onPage));
  const current = Math.min(page, pages);
  const start = (current - 1) * onPage;
  return {
    start,
    rows: items.slice(start, start + onPage),
    /** To be spread: one page needs no choice. */
    pagination:
      pages === 1
        ? {}
        : {
            pagination: (
              <Pagination
                currentPageIndex={current}
                pagesCount={pages}
                ariaLabels={paginationLabels}
                onChange={({ detail }) => setPage(detail.currentPageIndex)}
              />
            ),
          },
  };
}
