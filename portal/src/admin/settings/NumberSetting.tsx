import { NumberInput } from '@mantine/core';
import { useState } from 'react';

interface Props {
  label: string;
  description?: string;
  min: number;
  max: number;
  value: number;
  onChange: (value: number) => void;
  error: string | undefined;
}

/** A whole number; while the field is empty, the last number counts. */
export function NumberSetting({ value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<number | string>(value);
  return (
    <NumberInput
      allowDecimal={false}
      clampBehavior="none"
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (typeof next === 'number') onChange(next);
      }}
      onBlur={() => setTyped(value)}
      {...rest}
    />
  );
}
