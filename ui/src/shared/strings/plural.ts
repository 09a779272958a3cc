const numbers = new Intl.NumberFormat('en');

/** `12,345`. */
export function number(value: number): string {
  return numbers.format(value);
}

/** `1 user`, `2 users`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
