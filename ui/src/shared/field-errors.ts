import type { FieldErrorView } from '@/ipc/contract';
import { sentence } from '@/shared/words';

/** What stands beside a field: what is wrong and what to do, or nothing. */
export function errorFor(errors: readonly FieldErrorView[], field: string): string | null {
  const texts = errors.filter((error) => error.field === field).map(errorText);
  return texts.length === 0 ? null : texts.join(' ');
}

export function errorText(error: FieldErrorView): string {
  return [error.message, error.help]
    .filter((part) => part !== '')
    .map((part) => sentence(/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
