import { type RulesInForce, rulesInForce } from '../rules.ts';

/**
 * The rules as a transaction sees them that may just have changed them. Nothing is kept: if it is rolled back,
 * other rules will bear the same revision.
 */
export const currentRules: RulesInForce = (source) => rulesInForce()(source);
