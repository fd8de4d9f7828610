import { Text } from '@mantine/core';
import { formatClock, formatWait } from './time.ts';
import { useNow } from './use-now.ts';

/** When another try makes sense, counting down. The ticking part is hidden from screen readers. */
export function RetryTime({ at }: { at: Date }) {
  const left = (at.getTime() - useNow(at.getTime())) / 1000;
  if (left <= 0) return <Text size="sm">You can try again now.</Text>;
  return (
    <Text size="sm">
      Try again at {formatClock(at)} <span aria-hidden="true">(in {formatWait(left)})</span>.
    </Text>
  );
}
