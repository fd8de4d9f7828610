import { useState } from 'react';

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is saved, with the reader's edits laid over it until `reset`. */
export function useDraft<T extends object>(saved: T) {
  const [edits, setEdits] = useState<Partial<T>>({});
  const keys = Object.keys(edits) as (keyof T)[];
  const changedKeys = keys.filter((key) => !isSame(edits[key], saved[key]));
  return {
    draft: { ...saved, ...edits } as T,
    /** Only the fields that differ, so that saving leaves alone what others have changed meanwhile. */
    changes: Object.fromEntries(changedKeys.map((key) => [key, edits[key]])) as Partial<T>,
    changed: changedKeys.length > 0,
    set: (change: Partial<T>) => setEdits((before) => ({ ...before, ...change })),
    reset: () => setEdits({}),
  };
}
