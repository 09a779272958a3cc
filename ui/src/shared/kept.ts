// What outlives a lock: drafts, and which account was shown. A lock ends the page and its memory, so
// Rust holds it in between; no secret may be in it.
import { ask } from '@/ipc/client';

const held = new Map<string, string>();
const changed = new Set<string>();
let timer: number | undefined;

/** Typing is kept once it pauses. */
const pauseMs = 250;

/** Asks for what was kept, once the vault is open. */
export async function recall(): Promise<void> {
  const kept = await ask('kept_over_lock', {});
  held.clear();
  for (const { place, value } of kept) {
    held.set(place, value);
  }
}

export function keptAt<Value>(place: string): Value | undefined {
  const text = held.get(place);
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}

/** Keeps a value; `null` keeps nothing. */
export function keep(place: string, value: unknown): void {
  const text = value === null ? undefined : JSON.stringify(value);
  if (held.get(place) === text) {
    return;
  }
  if (text === undefined) {
    held.delete(place);
  } else {
    held.set(place, text);
  }
  changed.add(place);
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void handOver(), pauseMs);
}

/** Hands over what has not been yet. What can not be kept is lost with a lock, and only then. */
export async function handOver(): Promise<void> {
  window.clearTimeout(timer);
  const places = [...changed];
  changed.clear();
  await Promise.allSettled(
    places.map((place) => ask('keep_over_lock', { place, value: held.get(place) ?? '' })),
  );
}
