// A list of completions at the cursor: asked of Rust while somebody types, or by Ctrl+Space.
// Up, down, Enter or Tab, and Escape; a screen reader follows by `aria-activedescendant`.
import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip, ViewPlugin } from '@codemirror/view';
import type { CompletionsView } from '@/ipc/contract';
import { policyEditor as s } from '@/shared/strings/policy-editor';

type Source = (text: string, cursor: number) => Promise<CompletionsView>;

interface Shown extends CompletionsView {
  chosen: number;
}

const pauseMs = 70;
const listId = 'policy-completions';

const show = StateEffect.define<Shown | null>();

const shown = StateField.define<Shown | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(show)) {
        return effect.value;
      }
    }
    if (value === null || (!transaction.docChanged && transaction.selection === undefined)) {
      return value;
    }
    // What was asked for another place is no answer here.
    return null;
  },
  provide: (field) => [
    showTooltip.from(field, (value) => (value === null ? null : tooltip(value))),
    EditorView.contentAttributes.from(
      field,
      (value): Record<string, string> =>
        value === null
          ? {}
          : {
              'aria-controls': listId,
              'aria-activedescendant': `${listId}-${value.chosen}`,
            },
    ),
  ],
});

function tooltip(value: Shown): Tooltip {
  return {
    pos: value.from,
    above: false,
    create: (view) => {
      const list = document.createElement('ul');
      list.className = 'completions';
      list.id = listId;
      list.setAttribute('role', 'listbox');
      list.setAttribute('aria-label', s.completions);
      list.append(
        ...value.options.map((option, index) => {
          const item = document.createElement('li');
          item.id = `${listId}-${index}`;
          item.setAttribute('role', 'option');
          item.setAttribute('aria-selected', String(index === value.chosen));
          const label = document.createElement('span');
          label.textContent = option.label;
          const detail = document.createElement('span');
          detail.className = 'detail';
          detail.textContent = option.detail;
          item.append(label, detail);
          // Before the editor loses the focus.
          item.addEventListener('mousedown', (event) => {
            event.preventDefault();
            take(view, index);
          });
          return item;
        }),
      );
      return {
        dom: list,
        mount: () =>
          list.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' }),
      };
    },
  };
}

function move(by: number) {
  return (view: EditorView): boolean => {
    const value = view.state.field(shown);
    if (value === null) {
      return false;
    }
    const count = value.options.length;
    view.dispatch({ effects: show.of({ ...value, chosen: (value.chosen + by + count) % count }) });
    return true;
  };
}

function take(view: EditorView, index?: number): boolean {
  const value = view.state.field(shown);
  const option = value?.options[index ?? value.chosen];
  if (value === null || option === undefined) {
    return false;
  }
  view.dispatch({
    changes: { from: value.from, to: value.to, insert: option.insert },
    selection: { anchor: value.from + option.insert.length },
    effects: show.of(null),
    userEvent: 'input.complete',
  });
  return true;
}

function close(view: EditorView): boolean {
  if (view.state.field(shown) === null) {
    return false;
  }
  view.dispatch({ effects: show.of(null) });
  return true;
}

export function completions(source: Source): Extension {
  let latest = 0;
  const look = (view: EditorView) => {
    latest += 1;
    const mine = latest;
    const cursor = view.state.selection.main.head;
    const text = view.state.doc.toString();
    source(text, cursor).then(
      (answer) => {
        const same = view.state.doc.toString() === text;
        if (mine !== latest || !same || view.state.selection.main.head !== cursor) {
          return;
        }
        const typed = text.slice(answer.from, answer.to);
        const only = answer.options.length === 1 && answer.options[0]?.insert === typed;
        const nothing = answer.options.length === 0 || only;
        view.dispatch({ effects: show.of(nothing ? null : { ...answer, chosen: 0 }) });
      },
      // No list is the answer to a question that failed; the text itself is checked elsewhere.
      () => undefined,
    );
  };
  const watch = ViewPlugin.define((view) => {
    let timer = 0;
    return {
      update: (update) => {
        const typed = update.transactions.some(
          (one) => one.isUserEvent('input') || one.isUserEvent('delete.backward'),
        );
        if (typed) {
          window.clearTimeout(timer);
          timer = window.setTimeout(() => look(view), pauseMs);
        }
      },
      destroy: () => {
        window.clearTimeout(timer);
        latest += 1;
      },
    };
  });
  const keys = Prec.highest(
    keymap.of([
      {
        key: 'Ctrl-Space',
        run: (view) => {
          look(view);
          return true;
        },
      },
      { key: 'ArrowDown', run: move(1) },
      { key: 'ArrowUp', run: move(-1) },
      { key: 'Enter', run: (view) => take(view) },
      { key: 'Tab', run: (view) => take(view) },
      { key: 'Escape', run: close },
    ]),
  );
  const leave = EditorView.domEventHandlers({
    blur: (_, view) => {
      close(view);
    },
  });
  return [shown, watch, keys, leave];
}
