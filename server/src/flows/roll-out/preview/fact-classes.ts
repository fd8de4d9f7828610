import { asId, type PolicyId, type UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import {
  type AuthenticatorFact,
  enrollableMethods,
  type Policy,
  type UserFacts,
} from '../../../policy/model.ts';
import type { DirectoryPage, DirectoryUser } from '../../../ports/directory.ts';
import type { RelevantGroups } from './relevant-groups.ts';

/** Everybody whose facts are equal: one decision is everybody's. */
export interface FactClass {
  /** Of nobody in particular: the id is `anybody`, and of what is required of them by name, `own`. */
  readonly facts: UserFacts;
  readonly own: readonly Policy[];
  /** For how long nobody has been held to the periods of that. */
  readonly ownGraceEndedAt: Instant | null;
  /** What would become of the facts, by its name. */
  readonly alteration: string | undefined;
}

/** Of whom a class is told, beside what the tables say. */
export interface Distinctions {
  readonly alterationOf: (user: UserId) => string | undefined;
  readonly groups: Pick<RelevantGroups, 'of'>;
  /** Those that make a difference, by their text. */
  readonly policies: ReadonlyMap<string, PolicyId>;
}

const anybody = asId<UserId>('anybody');
/** Somebody of whom nothing is known. */
export const blank: UserFacts = {
  id: anybody,
  state: 'active',
  role: null,
  groups: new Set(),
  authenticators: [],
  backupCodesLeft: 0,
  periods: [],
  exemptions: [],
  enrollmentDueFromActivation: false,
};
export const own = asId<PolicyId>('own');

interface Draft {
  facts: UserFacts;
  own: readonly Policy[];
  ownGraceEndedAt: Instant | null;
  alteration: string | undefined;
}

/** One combination of traits; each trait more leads to another place, so that equal users arrive at the same one. */
class Place {
  readonly draft: Draft;
  readonly #ways = new Map<string, Map<unknown, Place>>();
  index: number | undefined;

  constructor(draft: Draft) {
    this.draft = draft;
  }

  /** Where somebody else with the same has been; `key` stands for all of the trait that makes a difference. */
  on(trait: string, key: unknown): Place | undefined {
    return this.#ways.get(trait)?.get(key);
  }

  /** Where nobody has been yet. */
  firstOn(trait: string, key: unknown, draft: Draft): Place {
    const place = new Place(draft);
    const ways = this.#ways.get(trait);
    if (ways === undefined) this.#ways.set(trait, new Map([[key, place]]));
    else ways.set(key, place);
    return place;
  }
}

const withFacts = (draft: Draft, more: Partial<UserFacts>): Draft => ({
  ...draft,
  facts: { ...draft.facts, ...more },
});

const withAuthenticator = (draft: Draft, method: AuthenticatorFact['method'], disabled: boolean): Draft =>
  withFacts(draft, {
    authenticators: [...draft.facts.authenticators, { id: asId(method), method, disabled }],
  });

/** Reads off rows in the order of users, user by user. */
class Turns<Row extends { readonly user: UserId }> {
  readonly #rows: readonly Row[];
  #at = 0;

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  /** The user's next row; undefined after the last. */
  of(user: UserId): Row | undefined {
    for (let row = this.#rows[this.#at]; row !== undefined && row.user <= user; row = this.#rows[this.#at]) {
      this.#at++;
      if (row.user === user) return row;
    }
    return undefined;
  }
}

interface AllTurns {
  readonly own: Turns<DirectoryPage['own'][number]>;
  readonly disabled: Turns<DirectoryPage['disabledAuthenticators'][number]>;
  readonly periods: Turns<DirectoryPage['periods'][number]>;
  readonly accessCodes: Turns<DirectoryPage['accessCodes'][number]>;
  readonly exemptions: Turns<DirectoryPage['exemptions'][number]>;
}

/** Sorts users into classes, a page at a time. */
export class FactClasses {
  readonly #distinctions: Distinctions;
  readonly #start = new Place({
    facts: blank,
    own: [],
    ownGraceEndedAt: null,
    alteration: undefined,
  });
  #classes = 0;

  constructor(distinctions: Distinctions) {
    this.#distinctions = distinctions;
  }

  /** Tells of each user their class, and its number. */
  sort(page: DirectoryPage, each: (user: DirectoryUser, known: FactClass, index: number) => void): void {
    const turns = {
      own: new Turns(page.own),
      disabled: new Turns(page.disabledAuthenticators),
      periods: new Turns(page.periods),
      accessCodes: new Turns(page.accessCodes),
      exemptions: new Turns(page.exemptions),
    };
    for (const user of page.users) {
      const place = this.#placeOf(user, turns);
      place.index ??= this.#classes++;
      each(user, place.draft, place.index);
    }
  }

  #placeOf(user: DirectoryUser, turns: AllTurns): Place {
    const { id, groupSet, onLeaveUntil } = user;
    let place = this.#account(user);
    const { policy, graceEndedAt = null } = turns.own.of(id) ?? {};
    if (policy !== undefined) {
      const definition = definitionOf(policy, graceEndedAt);
      place =
        place.on('own', definition) ??
        place.firstOn('own', definition, {
          ...place.draft,
          own: [asOwn(policy)],
          ownGraceEndedAt: graceEndedAt,
        });
    }
    for (let row = turns.disabled.of(id); row !== undefined; row = turns.disabled.of(id))
      place =
        place.on('disabled', row.method) ??
        place.firstOn('disabled', row.method, withAuthenticator(place.draft, row.method, true));
    const periods = turns.periods.of(id)?.periods;
    if (periods !== undefined) {
      const key = policy === undefined ? periods : periods.replace(policy.id, own);
      place = place.on('periods', key) ?? place.firstOn('periods', key, this.#withPeriods(place.draft, key));
    }
    if (onLeaveUntil !== null)
      place =
        place.on('leave', onLeaveUntil) ??
        place.firstOn('leave', onLeaveUntil, withFacts(place.draft, { onLeaveUntil }));
    const accessCodeUntil = turns.accessCodes.of(id)?.until;
    if (accessCodeUntil !== undefined)
      place =
        place.on('access code', accessCodeUntil) ??
        place.firstOn('access code', accessCodeUntil, withFacts(place.draft, { accessCodeUntil }));
    const until = turns.exemptions.of(id)?.until;
    if (until !== undefined)
      place =
        place.on('exempt', until) ??
        place.firstOn('exempt', until, withFacts(place.draft, { exemptions: [{ until }] }));
    // Last, for they tell the most apart: the ways up to here are trodden by many.
    const groups = this.#distinctions.groups.of(groupSet);
    place = place.on('groups', groups) ?? place.firstOn('groups', groups, withFacts(place.draft, { groups }));
    const alteration = this.#distinctions.alterationOf(id);
    if (alteration !== undefined)
      place =
        place.on('alteration', alteration) ??
        place.firstOn('alteration', alteration, { ...place.draft, alteration });
    return place;
  }

  /** What stands with the user. */
  #account({ state, role, enrollmentDue, methods, codesLeft }: DirectoryUser): Place {
    const key = `${state} ${role} ${enrollmentDue} ${codesLeft > 0} ${methods}`;
    return (
      this.#start.on('account', key) ??
      this.#start.firstOn(
        'account',
        key,
        enrollableMethods
          .filter((method) => methods.includes(method))
          .reduce(
            (draft, method) => withAuthenticator(draft, method, false),
            withFacts(this.#start.draft, {
              state,
              role,
              enrollmentDueFromActivation: enrollmentDue === 1,
              backupCodesLeft: codesLeft > 0 ? 1 : 0,
            }),
          ),
      )
    );
  }

  #withPeriods(draft: Draft, text: string): Draft {
    const periods = text.split(',').flatMap((each) => {
      const [id = '', deadline = ''] = each.split(' ');
      const policy = id === own ? own : this.#distinctions.policies.get(id);
      // When it started makes no difference any more.
      return policy === undefined ? [] : [{ policy, startedAt: 0, deadline: Number(deadline) }];
    });
    return withFacts(draft, { periods });
  }
}

/** What of a policy of one user makes a difference. */
const definitionOf = ({ state, when, action }: Policy, graceEndedAt: Instant | null): string =>
  JSON.stringify([state, when, action, graceEndedAt]);

/** As it would be anybody's. */
export const asOwn = (policy: Policy): Policy => ({
  ...policy,
  id: own,
  who: { kind: 'user', user: anybody },
});
