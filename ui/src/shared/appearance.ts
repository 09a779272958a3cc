// Light or dark, roomy or dense. The only thing the page itself remembers.
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

export type ColourMode = 'system' | 'light' | 'dark';
export type Spacing = 'comfortable' | 'compact';

export interface Appearance {
  mode: ColourMode;
  spacing: Spacing;
}

const storageKey = 'bailiwick.appearance';
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let current = read();

function read(): Appearance {
  const stored = window.localStorage.getItem(storageKey) ?? '';
  const [mode, spacing] = stored.split(' ');
  return {
    mode: mode === 'light' || mode === 'dark' ? mode : 'system',
    spacing: spacing === 'compact' ? 'compact' : 'comfortable',
  };
}

export function isDark(appearance: Appearance): boolean {
  return appearance.mode === 'system' ? darkSystem.matches : appearance.mode === 'dark';
}

/** Puts the chosen look on the page. Called once at the start and after every choice. */
export function applyAppearance(): void {
  applyMode(isDark(current) ? Mode.Dark : Mode.Light);
  applyDensity(current.spacing === 'compact' ? Density.Compact : Density.Comfortable);
}

export function chooseAppearance(choice: Partial<Appearance>): void {
  current = { ...current, ...choice };
  window.localStorage.setItem(storageKey, `${current.mode} ${current.spacing}`);
  applyAppearance();
  for (const listener of listeners) {
    listener();
  }
}

darkSystem.addEventListener('change', () => chooseAppearance({}));

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
