/** The first fault of a field or of anything in it: a list's entry is marked at the list. */
export function faultOf(faults: Readonly<Record<string, string>>, field: string): string | undefined {
  const key = Object.keys(faults).find((each) => each === field || each.startsWith(`${field}.`));
  return key === undefined ? undefined : faults[key];
}

/** A preview takes the policy as a part of its own: its fields are called the same here. */
export const ofPolicy = (faults: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(faults).map(([field, message]) => [field.replace(/^policy\./, ''), message]),
  );
