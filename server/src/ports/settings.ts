import type { Settings } from '@sallyport/contract/settings.ts';
import type { MailTexts } from './mail-texts.ts';

export interface SettingsStore {
  /** The stored ones over the defaults; `smtp.password` sealed. */
  read(): Promise<Settings>;
  write(settings: Settings): Promise<void>;
  /** What mails say, where an administrator has edited it; part of the rules in force like the settings. */
  readonly mailTexts: MailTexts;
}

/** The password of the relay is sealed for this context. */
export const smtpPasswordContext = 'settings:smtp-password';
