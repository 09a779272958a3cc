// Cloudscape's global styles carry their fonts as data: addresses. Here each becomes a file beside
// the style sheet, so that `font-src 'self'` is enough.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const embedded = /url\(\s*(['"]?)data:font\/(woff2?);base64,([A-Za-z0-9+/=]+)\1\s*\)/g;

export function fontsAsFiles(): Plugin {
  return {
    name: 'bailiwick-fonts-as-files',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!file.endsWith('.css') || !code.includes('data:font/')) {
        return null;
      }
      const folder = join(dirname(file), 'extracted-fonts');
      mkdirSync(folder, { recursive: true });
      return code.replace(embedded, (_match, _quote, extension: string, base64: string) => {
        const bytes = Buffer.from(base64, 'base64');
        const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${extension}`;
        writeFileSync(join(folder, name), bytes);
        return `url('./extracted-fonts/${name}')`;
      });
    },
  };
}
