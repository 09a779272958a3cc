// The whole window over the in-memory other side, for tests.
import { render, waitFor } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';
import { Root } from '@/app/root';
import { connectTo } from '@/ipc/client';
import type { Proposal, ProposalRequest } from '@/ipc/contract';
import { type Fake, type FakeOptions, makeFake } from '@/ipc/fake';
import { handOver } from '@/shared/kept';

export function openWindow(path: string, options: FakeOptions = {}) {
  window.location.hash = path;
  const fake: Fake = makeFake(options);
  connectTo(fake.transport);
  const view = render(<Root />);
  return { fake, view, person: userEvent.setup({ delay: null }) };
}

/** The page that comes after a lock has ended the one before: what it knows, it has from Rust. */
export async function openAfterLock(before: ReturnType<typeof openWindow>): Promise<void> {
  await handOver();
  before.view.unmount();
  render(<Root />);
}

/** Puts a text into the field, in one go as a paste does: a key at a time draws the page each time. */
export async function fill(person: UserEvent, holder: HTMLElement, text: string) {
  const input = field(holder);
  await person.clear(input);
  await person.click(input);
  await person.paste(text);
}

/** The text field inside the control of that name. */
export function field(holder: HTMLElement): HTMLInputElement {
  const input = holder.matches('input') ? holder : holder.querySelector('input, textarea');
  if (input === null) {
    throw new Error('no field in there');
  }
  return input as HTMLInputElement;
}

/** What was carried out, once `nth` changes were. */
export async function carriedOut(fake: Fake, nth = 1): Promise<Proposal> {
  const changes = () => fake.requests.filter(({ name }) => name === 'change');
  await waitFor(() => expect(changes().length).toBe(nth));
  const [last] = changes().slice(-1);
  if (last === undefined) {
    throw new Error('nothing was carried out');
  }
  return (last.request as ProposalRequest).proposal;
}
