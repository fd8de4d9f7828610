import { formatDateTime, formatDeadline, formatRelative } from './time.ts';

/** A time of the wire, in the reader's zone; hovering shows it in full. */
export function Time({ iso, relative = false }: { iso: string; relative?: boolean }) {
  return (
    <time dateTime={iso} title={formatDeadline(iso)}>
      {relative ? formatRelative(iso) : formatDateTime(iso)}
    </time>
  );
}
