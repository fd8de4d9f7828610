import { type RefObject, useEffect, useRef } from 'react';

/**
 * For a form: when its act fails, the first field at fault takes the focus, or else the button that sends it, or, where
 * that cannot be pressed for a while, the first field.
 */
export function useFocusOnFault(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!error) return;
    const target =
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      form.current?.querySelector<HTMLElement>('[type="submit"]:enabled') ??
      form.current?.querySelector<HTMLElement>('input');
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }, [error]);
  return form;
}
