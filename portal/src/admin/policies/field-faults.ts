/** The faults of a field and of all that is in it: a list's entries are marked at the list. */
export function faultOf(faults: Readonly<Record<string, string>>, field: string): string | undefined {
  const found = Object.entries(faults).filter(([each]) => each === field || each.startsWith(`${field}.`));
  return found.length === 0
    ? undefined
    : found
        .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
        .map(([, message]) => message)
        .join('; ');
}

/** A preview takes the policy as a part of its own: its fields are called the same here. */
export const ofPolicy = (faults: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(faults).map(([field, message]) => [field.replace(/^policy\./, ''), message]),
  );
