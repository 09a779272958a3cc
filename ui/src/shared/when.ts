const long = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `2 Jan 2026, 03:04 UTC`; empty for an empty text, and the text itself if it is no date. */
export function when(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${long.format(time)} UTC`;
}
