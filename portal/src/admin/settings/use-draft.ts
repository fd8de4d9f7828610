import { useState } from 'react';

/** What is saved, with the reader's edits laid over it until `reset`. */
export function useDraft<T extends object>(saved: T) {
  const [edits, setEdits] = useState<Partial<T>>({});
  const draft: T = { ...saved, ...edits };
  return {
    draft,
    set: (change: Partial<T>) => setEdits((before) => ({ ...before, ...change })),
    reset: () => setEdits({}),
    changed: JSON.stringify(draft) !== JSON.stringify(saved),
  };
}
