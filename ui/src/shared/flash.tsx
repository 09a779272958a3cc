// Messages at the top of the window. Every change passes here, with its undo.
import Button from '@cloudscape-design/components/button';
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { ask, CommandFailure } from '@/ipc/client';
import type { CommandError, DoneView } from '@/ipc/contract';
import { useInSpite } from '@/shared/reason';
import { common } from '@/shared/strings/common';
import { sentence } from '@/shared/words';

interface Message {
  id: string;
  type: 'success' | 'error' | 'info';
  header: string;
  text: string;
  undo: number | null;
}

interface Flash {
  /** Says that a change was recorded, offers its undo, and has every screen ask again. */
  done: (view: DoneView) => void;
  say: (type: Message['type'], header: string, text?: string) => void;
  fail: (failure: CommandError) => void;
  /** Takes one entry of the journal back and says how it went. */
  undo: (sequence: number) => Promise<void>;
  undoing: boolean;
}

const FlashContext = createContext<Flash | null>(null);
const MessagesContext = createContext<ReactNode>(null);

/** More than these, and the oldest success makes room. Errors stay until they are dismissed. */
const mostMessages = 4;

export function FlashProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [undoing, setUndoing] = useState(false);
  const queries = useQueryClient();
  const inSpite = useInSpite();
  const counter = useRef(0);

  const add = useCallback((message: Omit<Message, 'id'>) => {
    counter.current += 1;
    const id = `message-${counter.current}`;
    setMessages((before) => {
      const kept = before.filter((old, index) => old.type === 'error' || index < mostMessages - 1);
      return [{ ...message, id }, ...kept];
    });
  }, []);

  const drop = useCallback((id: string) => {
    setMessages((before) => before.filter((message) => message.id !== id));
  }, []);

  const undo = useCallback(
    async (sequence: number) => {
      setUndoing(true);
      try {
        const view = await inSpite((reason) => ask('undo', { sequence, reason }));
        add({ type: 'info', header: common.undone(view.sentence), text: '', undo: null });
      } catch (reason) {
        if (reason instanceof CommandFailure) {
          const text = [sentence(reason.message), sentence(reason.help)].filter(Boolean).join('. ');
          add({ type: 'error', header: common.undoFailed, text, undo: null });
        }
      } finally {
        setUndoing(false);
      }
      void queries.invalidateQueries();
    },
    [add, inSpite, queries],
  );

  const flash = useMemo<Flash>(
    () => ({
      done: (view) => {
        add({
          type: 'success',
          header: view.sentence,
          text: '',
          undo: view.undoable ? view.sequence : null,
        });
        void queries.invalidateQueries();
      },
      say: (type, header, text = '') => add({ type, header, text, undo: null }),
      fail: (failure) =>
        add({
          type: 'error',
          header: sentence(failure.message),
          text: sentence(failure.help),
          undo: null,
        }),
      undo,
      undoing,
    }),
    [add, queries, undo, undoing],
  );

  const items = messages.map<FlashbarProps.MessageDefinition>((message) => {
    const sequence = message.undo;
    return {
      id: message.id,
      type: message.type,
      header: <span data-testid={`flash-${message.type}`}>{message.header}</span>,
      content: message.text === '' ? undefined : message.text,
      dismissible: true,
      dismissLabel: common.close,
      onDismiss: () => drop(message.id),
      statusIconAriaLabel: message.type,
      action:
        sequence === null ? undefined : (
          <Button
            data-testid="flash-undo"
            disabled={undoing}
            onClick={() => {
              drop(message.id);
              void undo(sequence);
            }}
          >
            {common.undo}
          </Button>
        ),
    };
  });

  return (
    <FlashContext value={flash}>
      <MessagesContext value={<Flashbar items={items} stackItems i18nStrings={common.flash} />}>
        {children}
      </MessagesContext>
    </FlashContext>
  );
}

/** The messages themselves; the shell decides where they stand. */
export function FlashMessages() {
  return useContext(MessagesContext);
}

export function useFlash(): Flash {
  const flash = useContext(FlashContext);
  if (flash === null) {
    throw new Error('useFlash outside of FlashProvider');
  }
  return flash;
}
