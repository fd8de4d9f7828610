import type { Settings } from '@sallyport/contract/settings.ts';
import type { Look } from '../act.ts';
import { targetWithoutSecret } from './audit-stream.ts';

/** As they are in force; secrets are never shown. */
export const getSettings = (deps: Look<'policies' | 'settings'>) => async (): Promise<Settings> =>
  withoutSecret((await deps.rules(deps.read)).settings);

export const withoutSecret = (settings: Settings): Settings => ({
  ...settings,
  mail: { ...settings.mail, smtp: settings.mail.smtp && { ...settings.mail.smtp, password: '' } },
  audit: { stream: targetWithoutSecret(settings.audit.stream) },
});
