// The policy's text and what Rust shows of it. Cards wish, Rust edits; this file never looks into
// the text.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, CommandFailure } from '@/ipc/client';
import type { DocumentUse, PolicyEditorView, PolicyWish } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useLive } from '@/shared/queries';

export interface PolicyEditing {
  text: string;
  usedAs: DocumentUse;
  view: PolicyEditorView | null;
  failure: CommandFailure | null;
  waiting: boolean;
  /** Writes the text, as the JSON editor does. */
  write: (text: string) => void;
  /** Has Rust carry a wish out; answers whether it could. */
  wish: (wish: PolicyWish) => Promise<boolean>;
}

export function usePolicyEditor(
  usedAs: DocumentUse,
  text: string,
  onChange: (text: string) => void,
): PolicyEditing {
  const { account } = useAccount();
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  // What an edit answered is the view of its text: no need to ask for it again.
  const [edited, setEdited] = useState<{ text: string; view: PolicyEditorView } | null>(null);
  const known = edited !== null && edited.text === text ? edited.view : null;
  const live = useLive(
    'policy_editor',
    known === null ? { account: account.id, used_as: usedAs, text } : null,
    60,
  );
  const [last, setLast] = useState<PolicyEditorView | null>(null);
  const view = known ?? live.answer;
  useEffect(() => {
    if (view !== null) {
      setLast(view);
    }
  }, [view]);

  // Wishes one after the other, each on the text that the one before it left.
  const current = useRef(text);
  current.current = text;
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const wish = useCallback(
    (one: PolicyWish) => {
      queue.current = queue.current.then(async () => {
        try {
          const answer = await ask('edit_policy', {
            policy: { account: account.id, used_as: usedAs, text: current.current },
            edit: one,
          });
          current.current = answer.text;
          setFailure(null);
          setEdited(answer);
          onChange(answer.text);
          return true;
        } catch (reason) {
          setFailure(reason instanceof CommandFailure ? reason : null);
          return false;
        }
      });
      return queue.current;
    },
    [account.id, usedAs, onChange],
  );
  const write = useCallback(
    (next: string) => {
      setFailure(null);
      onChange(next);
    },
    [onChange],
  );
  return {
    text,
    usedAs,
    view: view ?? last,
    failure: failure ?? live.failure,
    waiting: known === null && live.waiting,
    write,
    wish,
  };
}
