import type { Channel, Facts, Policy } from '../../policy/model.ts';
import type { DecisionRecord, RecordedDecision, RuleSet } from '../../ports/decision-records.ts';
import type { Json } from '../schema.ts';

/** Facts and rules as JSON, which knows no sets: their members stand in arrays. */

type Listed<Whole, Name extends keyof Whole> = Omit<Whole, Name> & {
  readonly [key in Name]: Whole[key] extends ReadonlySet<infer Member> ? readonly Member[] : never;
};

interface RecordedFacts extends Omit<DecisionRecord['facts'], 'user' | 'request'> {
  readonly user: Listed<Facts['user'], 'groups'>;
  readonly request: Omit<Facts['request'], 'channel'> & { readonly channel: Listed<Channel, 'carries'> };
  /** Left out where there are none. */
  readonly own?: readonly Policy[];
}

interface RecordedRules {
  readonly settings: Listed<RuleSet['settings'], 'enabledMethods'>;
  readonly policies: readonly Policy[];
}

export const factsJson = ({
  facts: { user, request, ...rest },
  own,
}: Pick<DecisionRecord, 'facts' | 'own'>): Json => {
  const { channel } = request;
  const recorded: RecordedFacts = {
    ...rest,
    user: { ...user, groups: [...user.groups] },
    request: { ...request, channel: { ...channel, carries: [...channel.carries] } },
    ...(own.length > 0 && { own }),
  };
  return JSON.stringify(recorded);
};

export const parsedFacts = (json: Json): Pick<RecordedDecision, 'facts' | 'own'> => {
  const { own = [], user, request, ...rest } = JSON.parse(json) as RecordedFacts;
  const { channel } = request;
  return {
    facts: {
      ...rest,
      user: { ...user, groups: new Set(user.groups) },
      request: { ...request, channel: { ...channel, carries: new Set(channel.carries) } },
    },
    own,
  };
};

export const rulesJson = ({ settings, policies }: RuleSet): Json => {
  const recorded: RecordedRules = {
    settings: { ...settings, enabledMethods: [...settings.enabledMethods] },
    policies,
  };
  return JSON.stringify(recorded);
};

export const parsedRules = (json: Json): RuleSet => {
  const { settings, policies } = JSON.parse(json) as RecordedRules;
  return { settings: { ...settings, enabledMethods: new Set(settings.enabledMethods) }, policies };
};
