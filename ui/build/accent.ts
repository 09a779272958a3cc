// The accent: a petrol of our own, so that nobody takes this window for AWS's console.
// Cloudscape's own tool turns the palette into one style sheet at build time; the page therefore
// needs no style element made at run time, which the content security policy would refuse.
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const virtualId = 'virtual:accent.css';

export function accent(): Plugin {
  let sheet: Promise<string> | undefined;
  return {
    name: 'bailiwick-accent',
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : null),
    load(id) {
      if (id !== `\0${virtualId}`) {
        return null;
      }
      sheet ??= makeSheet();
      return sheet;
    },
  };
}

async function makeSheet(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // Cloudscape's modules import directories, which Node refuses: bundle them first.
    build: {
      ssr: fileURLToPath(new URL('./accent-palette.ts', import.meta.url)),
      write: false,
      minify: false,
    },
    ssr: { noExternal: true },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (output === undefined || !('output' in output)) {
    throw new Error('the accent was not bundled');
  }
  const { sheet } = await import(
    `data:text/javascript,${encodeURIComponent(output.output[0].code)}`
  );
  return sheet;
}
