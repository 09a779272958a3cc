import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { accent } from './build/accent.ts';
import { fontsAsFiles } from './build/fonts-as-files.ts';

export default defineConfig({
  plugins: [fontsAsFiles(), accent(), react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Fixed, because the desktop shell's development build looks for the page there.
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  build: {
    // Nothing inline: the content security policy knows files of our own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['safari16', 'chrome111'],
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['./src/test-setup.ts'],
    server: { deps: { inline: [/@cloudscape-design/] } },
    // A test walks whole pages; on a machine that builds at the same time that takes a while.
    testTimeout: 180_000,
    css: false,
  },
});
