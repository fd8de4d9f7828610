import type { Settings } from '@sallyport/contract/settings.ts';
import { type CompiledPolicies, compile } from '../policy/compile.ts';
import type { DecisionSettings } from '../policy/model.ts';
import type { StoredPolicy } from '../ports/policies.ts';
import type { Repositories } from '../ports/repositories.ts';
import { type EditedTexts, textId } from './mails/texts/edited.ts';

/** What is in force at one revision: the settings, and the policies of more than a single user. */
export interface Rules {
  readonly revision: string;
  readonly settings: Settings;
  readonly decision: DecisionSettings;
  readonly stored: readonly StoredPolicy[];
  readonly compiled: CompiledPolicies;
  readonly mailTexts: EditedTexts;
}

export type RuleSource = Pick<Repositories, 'policies' | 'settings'>;

/**
 * Asked at every decision: reads the revision, and everything else only when it is another. A transaction that changes
 * the rules asks `currentRules` instead, which keeps nothing.
 */
export type RulesInForce = (source: RuleSource) => Promise<Rules>;

const decisionSettings = (settings: Settings): DecisionSettings => ({
  enabledMethods: new Set([
    ...settings.methods.enabled,
    'backup-code' as const,
    'temporary-access-code' as const,
  ]),
  askEnrolledWhenNotRequired: settings.signIn.askEnrolledWhenNotRequired,
  enrollAtActivation: settings.signIn.enrollAtActivation,
  enforcement: settings.enforcement,
  strictProfile: settings.strictProfile.on,
});

export const rulesInForce = (): RulesInForce => {
  let last: Rules | undefined;
  return async (source) => {
    const revision = await source.policies.revision();
    if (last?.revision === revision) return last;
    last = await loadRules(source, revision);
    return last;
  };
};

const loadRules = async (source: RuleSource, revision: string): Promise<Rules> => {
  const settings = await source.settings.read();
  const stored = await source.policies.shared();
  const texts = await source.settings.mailTexts.all();
  return {
    revision,
    settings,
    decision: decisionSettings(settings),
    stored,
    compiled: compile(stored.map(({ policy }) => policy)),
    mailTexts: new Map(texts.map((text) => [textId(text.kind, text.language), text])),
  };
};
