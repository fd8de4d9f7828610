import type { Settings } from '@sallyport/contract/settings.ts';

export interface SettingsStore {
  /** The stored ones over the defaults; `smtp.password` sealed. */
  read(): Promise<Settings>;
  write(settings: Settings): Promise<void>;
}

/** The password of the relay is sealed for this context. */
export const smtpPasswordContext = 'settings:smtp-password';
