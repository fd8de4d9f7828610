import { asId, type GroupId, type PolicyId, type UserId } from '../../../kernel/ids.ts';
import {
  type AuthenticatorFact,
  enrollableMethods,
  type Policy,
  type UserFacts,
} from '../../../policy/model.ts';
import type { DirectoryPage, DirectoryUser } from '../../../ports/directory.ts';

/** Everybody whose facts are equal: one decision is everybody's. */
export interface FactClass {
  /** Of nobody in particular: the id is `anybody`, and of what is required of them by name, `own`. */
  readonly facts: UserFacts;
  readonly own: readonly Policy[];
  /** What would become of the facts, by its name. */
  readonly alteration: string | undefined;
}

/** Of whom a class is told, beside what the tables say. */
export interface Distinctions {
  readonly alterationOf: (user: UserId) => string | undefined;
  /** Those that make a difference, by their text. */
  readonly groups: ReadonlyMap<string, GroupId>;
  readonly policies: ReadonlyMap<string, PolicyId>;
}

const anybody = asId<UserId>('anybody');
export const own = asId<PolicyId>('own');

interface Draft {
  facts: UserFacts;
  own: readonly Policy[];
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
  readonly memberships: Turns<DirectoryPage['memberships'][number]>;
  readonly authenticators: readonly {
    readonly method: AuthenticatorFact['method'];
    readonly rows: Turns<DirectoryPage['backupCodes'][number]>;
  }[];
  readonly disabled: Turns<DirectoryPage['disabledAuthenticators'][number]>;
  readonly codes: Turns<DirectoryPage['backupCodes'][number]>;
  readonly periods: Turns<DirectoryPage['periods'][number]>;
  readonly accessCodes: Turns<DirectoryPage['accessCodes'][number]>;
  readonly exemptions: Turns<DirectoryPage['exemptions'][number]>;
}

/** Sorts users into classes, a page at a time. */
export class FactClasses {
  readonly #distinctions: Distinctions;
  readonly #start = new Place({
    facts: {
      id: anybody,
      state: 'active',
      role: null,
      groups: new Set(),
      authenticators: [],
      backupCodesLeft: 0,
      periods: [],
      exemptions: [],
      enrollmentDueFromActivation: false,
    },
    own: [],
    alteration: undefined,
  });
  #classes = 0;
  #lastAccount:
    | (Pick<DirectoryUser, 'state' | 'role' | 'enrollmentDue'> & { readonly place: Place })
    | undefined;

  constructor(distinctions: Distinctions) {
    this.#distinctions = distinctions;
  }

  /** Tells of each user their class, and its number. */
  sort(page: DirectoryPage, each: (user: DirectoryUser, known: FactClass, index: number) => void): void {
    const turns = {
      own: new Turns(page.own),
      memberships: new Turns(page.memberships),
      authenticators: enrollableMethods.map((method) => ({
        method,
        rows: new Turns(page.authenticators[method]),
      })),
      disabled: new Turns(page.disabledAuthenticators),
      codes: new Turns(page.backupCodes),
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
    const { id } = user;
    let place = this.#account(user);
    const policy = turns.own.of(id)?.policy;
    if (policy !== undefined) {
      const definition = definitionOf(policy);
      place =
        place.on('own', definition) ??
        place.firstOn('own', definition, { ...place.draft, own: [asOwn(policy)] });
    }
    const groups = turns.memberships.of(id)?.groups;
    if (groups !== undefined)
      place =
        place.on('groups', groups) ?? place.firstOn('groups', groups, this.#withGroups(place.draft, groups));
    for (const { method, rows } of turns.authenticators)
      while (rows.of(id) !== undefined)
        place =
          place.on('usable', method) ??
          place.firstOn('usable', method, withAuthenticator(place.draft, method, false));
    for (let row = turns.disabled.of(id); row !== undefined; row = turns.disabled.of(id))
      place =
        place.on('disabled', row.method) ??
        place.firstOn('disabled', row.method, withAuthenticator(place.draft, row.method, true));
    if (turns.codes.of(id) !== undefined)
      place =
        place.on('codes', true) ??
        place.firstOn('codes', true, withFacts(place.draft, { backupCodesLeft: 1 }));
    const periods = turns.periods.of(id)?.periods;
    if (periods !== undefined) {
      const key = policy === undefined ? periods : periods.replace(policy.id, own);
      place = place.on('periods', key) ?? place.firstOn('periods', key, this.#withPeriods(place.draft, key));
    }
    const { onLeaveUntil } = user;
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
    const alteration = this.#distinctions.alterationOf(id);
    if (alteration !== undefined)
      place =
        place.on('alteration', alteration) ??
        place.firstOn('alteration', alteration, { ...place.draft, alteration });
    return place;
  }

  /** Mostly the same as that of the user before. */
  #account({ state, role, enrollmentDue }: DirectoryUser): Place {
    const last = this.#lastAccount;
    if (last?.state === state && last.role === role && last.enrollmentDue === enrollmentDue)
      return last.place;
    const account = `${state} ${role} ${enrollmentDue}`;
    const place =
      this.#start.on('account', account) ??
      this.#start.firstOn(
        'account',
        account,
        withFacts(this.#start.draft, { state, role, enrollmentDueFromActivation: enrollmentDue === 1 }),
      );
    this.#lastAccount = { state, role, enrollmentDue, place };
    return place;
  }

  /** By the very ids that policies name: a set tells equal texts sooner that are one. */
  #withGroups(draft: Draft, groups: string): Draft {
    const ids = groups.split(',').flatMap((id) => this.#distinctions.groups.get(id) ?? []);
    return withFacts(draft, { groups: new Set(ids) });
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
const definitionOf = ({ state, when, action }: Policy): string => JSON.stringify([state, when, action]);

/** As it would be anybody's. */
export const asOwn = (policy: Policy): Policy => ({
  ...policy,
  id: own,
  who: { kind: 'user', user: anybody },
});
