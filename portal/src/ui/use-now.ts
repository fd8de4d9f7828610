import { useEffect, useState } from 'react';

/** The time now in milliseconds, renewed every `interval` milliseconds until `until` (milliseconds) has come. */
export function useNow(until: number, interval = 1000): number {
  const [now, setNow] = useState(Date.now);
  const over = now >= until;
  useEffect(() => {
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [over, interval]);
  return now;
}
