import { type RulesInForce, rulesInForce } from '../rules.ts';

/**
 * The rules as a transaction sees them that is changing them. Nothing is kept: what it reads half-way bears the
 * revision of the whole change.
 */
export const currentRules: RulesInForce = (source) => rulesInForce()(source);
