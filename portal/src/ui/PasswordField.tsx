import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** A password to type. Mantine marks only the frame as invalid; screen readers need it on the field. */
export function PasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      autoComplete="current-password"
      maxLength={1024}
      required
      withAsterisk={false}
      aria-invalid={props.error ? true : undefined}
      {...props}
    />
  );
}
