import type { PasswordInputProps } from '@mantine/core';
import { PasswordField } from './PasswordField.tsx';

/** For choosing a password: shown on request, so that nobody has to type it twice. */
export function NewPasswordInput(props: PasswordInputProps) {
  return (
    <PasswordField
      label="New password"
      description="At least 12 characters. Several words in a row are good, and easy to remember."
      autoComplete="new-password"
      {...props}
    />
  );
}
