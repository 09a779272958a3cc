// The matrix in windows: which rows are on the screen decides what is asked for.
import type {
  MatrixFilter,
  MatrixGroupView,
  MatrixQuestion,
  MatrixRowView,
  MatrixView,
} from '@/ipc/contract';
import { useAskKeeping } from '@/shared/queries';

/** Rows that one request brings. */
export const pageRows = 100;

/** A line of the grid: a group's heading or a row of the matrix. */
export type Line = { kind: 'group'; group: MatrixGroupView } | { kind: 'row'; row: number };

/** The lines of the grid: each group's heading and, unless it is folded, its rows. */
export interface Lines {
  count: number;
  at: (index: number) => Line;
  /** The line of a row; `null` when its group is folded. */
  of: (row: number) => number | null;
}

export function groupKey(group: MatrixGroupView): string {
  return `${group.service} ${group.level}`;
}

export function makeLines(groups: readonly MatrixGroupView[], folded: ReadonlySet<string>): Lines {
  const starts: number[] = [];
  let count = 0;
  for (const group of groups) {
    starts.push(count);
    count += 1 + (folded.has(groupKey(group)) ? 0 : group.rows);
  }
  return {
    count,
    at: (index) => {
      let low = 0;
      let high = groups.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= index) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      const group = groups[low];
      const start = starts[low] ?? 0;
      if (group === undefined) {
        return { kind: 'row', row: index };
      }
      return index === start
        ? { kind: 'group', group }
        : { kind: 'row', row: group.first + (index - start - 1) };
    },
    of: (row) => {
      const place = groups.findIndex((group) => row < group.first + group.rows);
      const group = groups[place];
      if (group === undefined || folded.has(groupKey(group))) {
        return null;
      }
      return (starts[place] ?? 0) + 1 + (row - group.first);
    },
  };
}

/** The first window: columns, groups and how much there is. */
export function useMatrix(question: MatrixQuestion | null, filter: MatrixFilter) {
  return useAskKeeping(
    'matrix',
    question === null ? null : { question, filter, offset: 0, limit: pageRows },
  );
}

/** The rows of up to three windows, by their number in the matrix. */
export function useRows(
  question: MatrixQuestion,
  filter: MatrixFilter,
  first: MatrixView,
  pages: readonly number[],
): (row: number) => MatrixRowView | undefined {
  const request = (page: number | undefined) =>
    page === undefined || page === 0
      ? null
      : { question, filter, offset: page * pageRows, limit: pageRows };
  const one = useAskKeeping('matrix', request(pages[0])).data;
  const two = useAskKeeping('matrix', request(pages[1])).data;
  const three = useAskKeeping('matrix', request(pages[2])).data;
  const windows = [first, one, two, three];
  return (row) => {
    for (const window of windows) {
      if (window !== undefined && row >= window.offset) {
        const found = window.rows[row - window.offset];
        if (found !== undefined) {
          return found;
        }
      }
    }
    return undefined;
  };
}
