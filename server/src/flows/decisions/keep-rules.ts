import { createHash } from 'node:crypto';
import { type Instant, minutes } from '../../kernel/instant.ts';
import type { DecisionRecords, RuleSet } from '../../ports/decision-records.ts';
import type { Rules } from '../rules.ts';

/** Rules are loaded once for each revision: what is known of them is remembered by that. */
const keys = new WeakMap<Rules, string>();
const surelyKept = new WeakSet<Rules>();

const ruleSetOf = ({ decision, stored }: Rules): RuleSet => ({
  settings: decision,
  policies: stored.map(({ policy }) => policy),
});

/** A digest of the content rather than the revision, which a change for a single user raises too. */
export const keyOf = ({ settings, policies }: RuleSet): string => {
  const text = JSON.stringify([{ ...settings, enabledMethods: [...settings.enabledMethods] }, policies]);
  return createHash('sha256').update(text).digest('base64url');
};

/** A transaction that kept them may yet be rolled back; after that long, none is still open. */
const settledAfter = minutes(1);

/** Keeps the rules beside what is decided by them, once; answers with their key. */
export const keepRules = async (
  decisions: Pick<DecisionRecords, 'rulesKeptSince' | 'keepRules'>,
  rules: Rules,
  now: Instant,
): Promise<string> => {
  const key = keys.get(rules) ?? keyOf(ruleSetOf(rules));
  keys.set(rules, key);
  if (surelyKept.has(rules)) return key;
  const since = await decisions.rulesKeptSince(key);
  if (since === undefined) await decisions.keepRules(key, ruleSetOf(rules), now);
  else if (since + settledAfter < now) surelyKept.add(rules);
  return key;
};
