// The matrix as a grid of our own: a table of this size needs its rows drawn only where they are
// seen. One element has the focus; the active cell is named to assistive technology.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type {
  MatrixCellView,
  MatrixColumnView,
  MatrixFilter,
  MatrixQuestion,
  MatrixRowView,
  MatrixView,
  VerdictView,
} from '@/ipc/contract';
import { matrix as s } from '@/shared/strings/matrix';
import { groupKey, type Lines, makeLines, pageRows, useRows } from './use-matrix';
import './matrix-grid.css';

const rowHeight = 32;
const headHeight = 44;
const firstWidth = 300;
const plainWidth = 142;
/** With what it was before. */
const comparedWidth = 178;
/** Rows and columns that are drawn beyond what is seen. */
const margin = 6;

export interface ChosenCell {
  row: MatrixRowView;
  column: MatrixColumnView;
  cell: MatrixCellView;
}

interface MatrixGridProps {
  question: MatrixQuestion;
  filter: MatrixFilter;
  view: MatrixView;
  waiting: boolean;
  chosen: { action: string; resource: string; column: string } | null;
  onChoose: (cell: ChosenCell) => void;
}

interface Seen {
  top: number;
  left: number;
  height: number;
  width: number;
}

export function MatrixGrid({ question, filter, view, waiting, chosen, onChoose }: MatrixGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState({ line: 1, column: 1 });
  const [seen, setSeen] = useState<Seen>({ top: 0, left: 0, height: 600, width: 1000 });
  const lines = useMemo(() => makeLines(view.groups, folded), [view.groups, folded]);
  const columns = view.columns;
  const columnWidth = view.compared ? comparedWidth : plainWidth;

  const firstLine = Math.max(0, Math.floor(seen.top / rowHeight) - margin);
  const lastLine = Math.min(
    lines.count - 1,
    Math.ceil((seen.top + seen.height - headHeight) / rowHeight) + margin,
  );
  const firstColumn = Math.max(0, Math.floor(seen.left / columnWidth) - 2);
  const lastColumn = Math.min(
    columns.length - 1,
    Math.ceil((seen.left + seen.width - firstWidth) / columnWidth) + 2,
  );
  const pages = useMemo(() => pagesOf(lines, firstLine, lastLine), [lines, firstLine, lastLine]);
  const rowAt = useRows(question, filter, view, pages);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (element !== null) {
      setSeen({
        top: element.scrollTop,
        left: element.scrollLeft,
        // jsdom measures nothing: a screenful is drawn all the same.
        height: element.clientHeight || 600,
        width: element.clientWidth || 1000,
      });
    }
  }, []);

  useEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (scroller.current !== null) {
      observer.observe(scroller.current);
    }
    return () => observer.disconnect();
  }, [measure]);

  const reveal = useCallback(
    (line: number, column: number) => {
      const element = scroller.current;
      if (element === null) {
        return;
      }
      const top = line * rowHeight;
      const room = element.clientHeight - headHeight;
      if (top < element.scrollTop) {
        element.scrollTop = top;
      } else if (top + rowHeight > element.scrollTop + room) {
        element.scrollTop = top + rowHeight - room;
      }
      if (column > 0) {
        const left = (column - 1) * columnWidth;
        const width = element.clientWidth - firstWidth;
        if (left < element.scrollLeft) {
          element.scrollLeft = left;
        } else if (left + columnWidth > element.scrollLeft + width) {
          element.scrollLeft = left + columnWidth - width;
        }
      }
    },
    [columnWidth],
  );

  const go = (line: number, column: number) => {
    const next = {
      line: Math.min(Math.max(0, line), lines.count - 1),
      column: Math.min(Math.max(0, column), columns.length),
    };
    setActive(next);
    reveal(next.line, next.column);
  };

  const fold = (key: string) =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) {
        next.add(key);
      }
      return next;
    });

  const open = (line: number, column: number) => {
    const at = lines.at(line);
    if (at.kind === 'group') {
      fold(groupKey(at.group));
      return;
    }
    const row = rowAt(at.row);
    const heading = columns[column - 1];
    const cell = row?.cells[column - 1];
    if (row !== undefined && heading !== undefined && cell !== undefined) {
      onChoose({ row, column: heading, cell });
    }
  };

  /** The next cell of the column, up or down, whose answer is another one. */
  const jump = (step: 1 | -1) => {
    const here = verdictAt(lines, rowAt, active.line, active.column);
    for (let line = active.line + step; line >= 0 && line < lines.count; line += step) {
      const there = verdictAt(lines, rowAt, line, active.column);
      if (there === undefined) {
        if (lines.at(line).kind === 'group') {
          continue;
        }
        // Beyond what has been asked for: go there, and look again from there.
        go(line, active.column);
        return;
      }
      if (there !== here) {
        go(line, active.column);
        return;
      }
    }
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const { line, column } = active;
    const page = Math.max(1, Math.floor((seen.height - headHeight) / rowHeight) - 1);
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(line + 1, column),
      ArrowUp: () => go(line - 1, column),
      ArrowRight: () => go(line, column + 1),
      ArrowLeft: () => go(line, column - 1),
      PageDown: () => go(line + page, column),
      PageUp: () => go(line - page, column),
      Home: () => go(event.ctrlKey ? 0 : line, 0),
      End: () => go(event.ctrlKey ? lines.count - 1 : line, columns.length),
      Enter: () => open(line, column),
      ' ': () => open(line, column),
      ']': () => jump(1),
      '[': () => jump(-1),
    };
    const move = moves[event.key];
    if (move !== undefined && !event.altKey && !event.metaKey) {
      event.preventDefault();
      move();
    }
  };

  const width = firstWidth + columns.length * columnWidth;
  const shown: number[] = [];
  for (let line = firstLine; line <= lastLine; line += 1) {
    shown.push(line);
  }
  // The active line is drawn even when it was scrolled away: it is named by the grid.
  if (active.line < lines.count && (active.line < firstLine || active.line > lastLine)) {
    shown.push(active.line);
  }
  const few = lines.count * rowHeight + headHeight < 560;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtualised grid is not a table
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={few ? 'matrix short' : 'matrix'}
      aria-label={s.matrix}
      aria-rowcount={lines.count + 1}
      aria-colcount={columns.length + 1}
      aria-busy={waiting}
      aria-activedescendant={`matrix-${active.line}-${
        lines.count > 0 && lines.at(active.line).kind === 'group' ? 0 : active.column
      }`}
      data-testid="matrix-grid"
      onScroll={measure}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div
        role="row"
        aria-rowindex={1}
        className="matrix-head"
        style={{ width, height: headHeight }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
        <div
          role="columnheader"
          aria-colindex={1}
          className="matrix-cell matrix-first"
          style={{ width: firstWidth }}
        >
          {s.action}
        </div>
        {columns.map((column, index) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
          <div
            role="columnheader"
            key={`${column.kind} ${column.key}`}
            aria-colindex={index + 2}
            className="matrix-cell"
            style={{ width: columnWidth }}
            title={column.label}
          >
            <span className="matrix-text">{column.label || s.unknownNone}</span>
          </div>
        ))}
      </div>
      <div
        role="presentation"
        className="matrix-body"
        style={{ width, height: lines.count * rowHeight }}
      >
        {shown.map((line) => {
          const at = lines.at(line);
          const place = {
            top: line * rowHeight,
            height: rowHeight,
            width,
          };
          if (at.kind === 'group') {
            const key = groupKey(at.group);
            const isFolded = folded.has(key);
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
              <div
                role="row"
                key={`group ${key}`}
                aria-rowindex={line + 2}
                className="matrix-row matrix-group"
                style={place}
              >
                {/* biome-ignore lint/a11y/useSemanticElements: as above */}
                {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys */}
                <div
                  role="rowheader"
                  aria-expanded={!isFolded}
                  aria-colindex={1}
                  aria-colspan={columns.length + 1}
                  id={`matrix-${line}-0`}
                  className={`matrix-cell matrix-first${active.line === line ? ' matrix-active' : ''}`}
                  style={{ width: Math.min(width, Math.max(firstWidth, seen.width - 2)) }}
                  onClick={() => {
                    setActive({ line, column: 0 });
                    fold(key);
                  }}
                >
                  <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span>
                  <span className="matrix-text">
                    {s.group(at.group.name, at.group.level, at.group.rows)}
                  </span>
                </div>
              </div>
            );
          }
          const row = rowAt(at.row);
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
            <div
              role="row"
              key={`row ${at.row}`}
              aria-rowindex={line + 2}
              className="matrix-row"
              style={place}
            >
              {/* biome-ignore lint/a11y/useSemanticElements: as above */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
              <div
                role="rowheader"
                aria-colindex={1}
                id={`matrix-${line}-0`}
                className={cellClass('matrix-first', active, line, 0)}
                style={{ width: firstWidth }}
                title={row === undefined ? '' : `${row.action} ${row.resource}`}
              >
                <span className="matrix-text mono">{row?.action ?? '…'}</span>
                {row === undefined || row.resource === '*' ? null : (
                  <span className="matrix-text">{row.resource}</span>
                )}
              </div>
              {columns.map((column, index) => {
                if (index < firstColumn || index > lastColumn) {
                  return index === firstColumn - 1 ? (
                    <span
                      key="before"
                      role="presentation"
                      style={{ flex: 'none', width: firstColumn * columnWidth }}
                    />
                  ) : null;
                }
                const cell = row?.cells[index];
                const isChosen =
                  chosen !== null &&
                  row !== undefined &&
                  chosen.column === column.key &&
                  chosen.action === row.action &&
                  chosen.resource === row.resource;
                return (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
                  <div
                    role="gridcell"
                    key={`${column.kind} ${column.key}`}
                    id={`matrix-${line}-${index + 1}`}
                    aria-colindex={index + 2}
                    aria-selected={isChosen}
                    data-verdict={cell?.now}
                    data-before={cell?.before ?? undefined}
                    data-testid={
                      row === undefined ? undefined : `cell-${row.action}-${column.label}`
                    }
                    className={cellClass(
                      `matrix-value${cell === undefined ? '' : ` matrix-${cell.now}`}${
                        changed(cell) ? ' matrix-changed' : ''
                      }${isChosen ? ' matrix-chosen' : ''}`,
                      active,
                      line,
                      index + 1,
                    )}
                    style={{ width: columnWidth }}
                    onClick={() => {
                      setActive({ line, column: index + 1 });
                      open(line, index + 1);
                    }}
                  >
                    {cell === undefined ? null : <CellText cell={cell} />}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function CellText({ cell }: { cell: MatrixCellView }) {
  const { before, now } = cell;
  const label =
    before !== null && before !== now
      ? s.changedTo(s.longVerdicts[before], s.longVerdicts[now])
      : s.longVerdicts[now];
  return (
    <>
      <span className="matrix-symbol" aria-hidden="true">
        {before !== null && before !== now ? `${s.symbols[before]} → ` : ''}
        {s.symbols[now]}
      </span>
      <span className="matrix-text" title={label}>
        {s.verdicts[now]}
      </span>
    </>
  );
}

function changed(cell: MatrixCellView | undefined): boolean {
  return cell !== undefined && cell.before !== null && cell.before !== cell.now;
}

function cellClass(
  kind: string,
  active: { line: number; column: number },
  line: number,
  column: number,
): string {
  const isActive = active.line === line && active.column === column;
  return `matrix-cell ${kind}${isActive ? ' matrix-active' : ''}`;
}

function verdictAt(
  lines: Lines,
  rowAt: (row: number) => MatrixRowView | undefined,
  line: number,
  column: number,
): VerdictView | undefined {
  const at = lines.at(line);
  return at.kind === 'row' ? rowAt(at.row)?.cells[column - 1]?.now : undefined;
}

/** The windows, the first one excepted, that lines on the screen need. */
function pagesOf(lines: Lines, first: number, last: number): number[] {
  const pages = new Set<number>();
  for (let line = first; line <= last; line += 1) {
    const at = lines.at(line);
    if (at.kind === 'row') {
      pages.add(Math.floor(at.row / pageRows));
    }
  }
  pages.delete(0);
  return [...pages].slice(0, 3);
}
