import { Fragment } from 'react';

/** A sentence from Rust. What it quotes in backticks is somebody's own text and is set as code. */
export function Words({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <Fragment key={index}>{part}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <code key={index}>{part}</code>
    ),
  );
}

/** Errors start lower-case, so that they can follow `error:` on a terminal; here they stand alone. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
