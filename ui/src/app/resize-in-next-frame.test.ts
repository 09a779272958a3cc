import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inNextFrame } from '@/app/resize-in-next-frame';

/** Tells what a test says. */
class Told implements ResizeObserver {
  static last: Told;
  constructor(private tell: ResizeObserverCallback) {
    Told.last = this;
  }
  say(...entries: Partial<ResizeObserverEntry>[]): void {
    this.tell(entries as ResizeObserverEntry[], this);
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const Observer = inNextFrame(Told);
const [one, other] = [document.createElement('div'), document.createElement('div')];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('sizes are told in the next frame, the newest of each element', () => {
  const tell = vi.fn();
  const observer = new Observer(tell);
  const [first, second, third] = [{ target: one }, { target: other }, { target: one }];
  Told.last.say(first, second);
  Told.last.say(third);
  expect(tell).not.toHaveBeenCalled();
  vi.advanceTimersToNextFrame();
  expect(tell).toHaveBeenCalledOnce();
  const [told, by] = tell.mock.calls[0] ?? [];
  expect(told).toEqual([third, second]);
  expect(told[0]).toBe(third);
  expect(by).toBe(observer);
  Told.last.say(first);
  vi.advanceTimersToNextFrame();
  expect(tell).toHaveBeenCalledTimes(2);
});

test('whoever listens no more is told nothing', () => {
  const tell = vi.fn();
  const observer = new Observer(tell);
  Told.last.say({ target: one });
  observer.disconnect();
  vi.advanceTimersToNextFrame();
  expect(tell).not.toHaveBeenCalled();
});
