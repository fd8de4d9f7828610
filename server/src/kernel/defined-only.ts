/** Without what is there but undefined, as schemas of optional fields leave it; of nothing, nothing. */
export const definedOnly = <T extends object>(
  record: T | undefined,
): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => value !== undefined)) as never;
