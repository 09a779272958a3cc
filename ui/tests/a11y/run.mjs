// Looks at every page with axe in a real Chromium, in light and dark, under the window's content
// security policy. Builds with the in-memory other side and serves the files by itself on loopback.
// Needs nothing but Node and a Chromium (CHROMIUM names it). SHOTS=folder keeps pictures.
// Arguments look only at pages whose names begin with them. SIZE=1920x1080 is another window, ZOOM=2
// is text at twice its size: the page then has half the room, and nothing of it may stick out.
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { pages } from './pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
// A folder of its own for each run: two may run side by side.
const outDir = mkdtempSync(join(tmpdir(), 'bailiwick-a11y-'));
const nonce = 'looked-at-by-axe';
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // Tauri adds the nonce of the one style element; nothing else differs from tauri.conf.json.
  `style-src 'self' 'nonce-${nonce}'`,
  "font-src 'self'",
  "img-src 'self'",
  'connect-src ipc: http://ipc.localhost',
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-src 'none'",
].join('; ');
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

function serve() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    const file = join(outDir, path === '/' ? 'index.html' : path);
    response.setHeader('Content-Security-Policy', policy);
    if (!file.startsWith(outDir) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    if (file.endsWith('.html')) {
      const html = readFileSync(file, 'utf8');
      response.end(html.replace('<style></style>', `<style nonce="${nonce}"></style>`));
      return;
    }
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function findChromium() {
  const named = process.env.CHROMIUM;
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = named ?? usual.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error('no Chromium found: install it (Debian: chromium) or name one in CHROMIUM');
  }
  return found;
}

await build({ root, mode: 'fake', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
const shots = process.env.SHOTS;
if (shots !== undefined) {
  mkdirSync(shots, { recursive: true });
}
const [width, height] = (process.env.SIZE ?? '1280x800').split('x').map(Number);
const zoom = Number(process.env.ZOOM ?? '1');
const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;

async function look({ name, hash = '', fake = '', act }) {
  const context = await browser.newContext({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  let faults = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      faults.push(`console: ${message.text()}`);
    }
  });
  await page.addInitScript(() => {
    window.cspFaults = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.cspFaults.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  page.setDefaultTimeout(40_000);
  try {
    await page.goto(`${origin}/?${fake}${hash}`);
    await page.locator('h1').first().waitFor();
    await page.locator('[role=status]', { hasText: 'Loading' }).waitFor({ state: 'hidden' });
    await act?.(page);
  } catch (error) {
    faults.push(String(error.message).split('\n').slice(0, 6).join('\n      '));
  }
  // The page follows the system, so one visit shows both.
  for (const mode of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: mode });
    await page.waitForTimeout(200);
    faults.push(...(await page.evaluate('window.cspFaults.splice(0)')).map((one) => `csp: ${one}`));
    const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
    const sticksOut = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (sticksOut > 0) {
      faults.push(`${sticksOut} pixels stick out to the side`);
    }
    // axe itself tries `eval`, which the policy refuses.
    await page.evaluate('window.cspFaults.length = 0');
    for (const violation of found.violations) {
      // Where there is little room Cloudscape's own list of pages says how it lies, which a nav may not.
      if (zoom > 1 && violation.id === 'aria-allowed-attr') {
        continue;
      }
      const places = violation.nodes.slice(0, 3).map((node) => `      ${node.html.slice(0, 200)}`);
      faults.push(`axe ${violation.id}: ${violation.help}\n${places.join('\n')}`);
    }
    if (shots !== undefined) {
      const whole = process.env.WHOLE !== undefined;
      await page.screenshot({ path: join(shots, `${name}-${mode}.png`), fullPage: whole });
    }
    if (faults.length === 0) {
      passed += 1;
    } else {
      failed += 1;
      console.error(`${name} (${mode})\n  - ${faults.join('\n  - ')}`);
    }
    faults = [];
  }
  await context.close();
}

for (const page of pages) {
  if (wanted.length === 0 || wanted.some((start) => page.name.startsWith(start))) {
    await look(page);
  }
}

await browser.close();
server.close();
rmSync(outDir, { recursive: true, force: true });
console.log(`a11y: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
