// The house rules that a linter does not know.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const source = join(process.cwd(), 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({
    name: relative('.', name).replaceAll('\\', '/'),
    text: readFileSync(join(source, name), 'utf8'),
  }));
const product = files.filter(({ name }) => !/\.test\.tsx?$|^test-setup|test-window/.test(name));

function offenders(rule: (file: { name: string; text: string }) => boolean): string[] {
  return product.filter(rule).map(({ name }) => name);
}

test('only one file talks to Tauri', () => {
  expect(offenders(({ text }) => text.includes('@tauri-apps/'))).toEqual(['ipc/client.ts']);
});

test('features do not import each other, and shared knows no feature', () => {
  const foreign = product.flatMap(({ name, text }) =>
    [...text.matchAll(/'@\/features\/([^/']+)/g)]
      .filter(([, feature]) => !name.startsWith('app/') && !name.startsWith(`features/${feature}/`))
      .map(([address]) => `${name}: ${address}`),
  );
  expect(foreign).toEqual([]);
});

test('shared and ipc know nothing of the app', () => {
  expect(
    offenders(
      ({ name, text }) => /^(shared|ipc|features)\//.test(name) && text.includes("'@/app/"),
    ),
  ).toEqual([]);
});

test('every visible sentence stands in shared/strings', () => {
  const strays = product
    .filter(({ name }) => name.endsWith('.tsx'))
    .flatMap(({ name, text }) =>
      [
        ...text.matchAll(/<[A-Za-z][^<>{}]*>\s*([A-Z][a-z]+[^<>{}=;()]*)<\//g),
        ...text.matchAll(/(?:placeholder|ariaLabel|label|header|title|text)="([^"]*[A-Z ][^"]*)"/g),
      ].map(([, found]) => `${name}: ${found}`),
    );
  expect(strays).toEqual([]);
});

test('nothing is stored but the look of the window', () => {
  expect(
    offenders(({ text }) => /localStorage|sessionStorage|indexedDB|document\.cookie/.test(text)),
  ).toEqual(['shared/appearance.ts']);
});

test('nothing is logged', () => {
  expect(offenders(({ text }) => /console\.(log|info|warn|error|debug)/.test(text))).toEqual([]);
});

test('zod is taken from the place that forbids it to compile', () => {
  expect(offenders(({ text }) => /from 'zod'/.test(text))).toEqual(['shared/validation.ts']);
});

test('no style is set in a way that the policy refuses', () => {
  expect(
    offenders(({ text }) => /dangerouslySetInnerHTML|innerHTML|setAttribute\('style'/.test(text)),
  ).toEqual([]);
});
