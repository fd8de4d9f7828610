import { useState } from 'react';

/** An act that a form or button starts: runs one at a time, and keeps what it threw until the next. */
export function useSubmit(act: () => Promise<void>) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  async function submit(): Promise<void> {
    if (pending) return;
    setPending(true);
    setError(undefined);
    try {
      await act();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPending(false);
    }
  }
  return { submit, pending, error };
}
