// What jsdom lacks and Cloudscape asks for.
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

class NoResizing implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

window.ResizeObserver = NoResizing;
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList;
window.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};

// Machines that build at the same time are slow.
configure({ asyncUtilTimeout: 40_000, getElementError: (message) => new Error(message ?? '') });

afterEach(() => {
  cleanup();
  window.location.hash = '';
});
