import type { Settings } from '@sallyport/contract/settings.ts';
import type { SettingsStore } from '../../ports/settings.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import { mailTexts } from './mail-texts.ts';

const stored = prepared((db, _: object) => db.selectFrom('settings').select('value'));

export const settings = (db: Db, defaults: Settings): SettingsStore => ({
  mailTexts: mailTexts(db),
  async read() {
    const row = await stored.first(db, {});
    return row === undefined ? defaults : over(defaults, JSON.parse(row.value) as Partial<Settings>);
  },
  async write(value) {
    const row = { value: JSON.stringify(value) };
    await db
      .insertInto('settings')
      .values({ id: 1, ...row })
      .onConflict((known) => known.column('id').doUpdateSet(row))
      .execute();
  },
});

/** What was stored by an older version lacks the settings that came since. */
const over = <T extends object>(defaults: T, stored: Partial<T>): T => {
  const merged = { ...defaults, ...stored };
  for (const key of Object.keys(defaults) as (keyof T)[]) {
    const [before, now] = [defaults[key], stored[key]];
    if (isRecord(before) && isRecord(now)) merged[key] = over(before, now);
  }
  return merged;
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
