import type { PublicInfo } from '@sallyport/contract/sign-in.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { RulesInForce } from './rules.ts';

export interface InfoDeps {
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'users' | 'policies' | 'settings'>;
}

/** What anybody may know who sees the sign-in page. */
export const publicInfo = (deps: InfoDeps) => async (): Promise<PublicInfo> => {
  const { settings } = await deps.rules(deps.read);
  return {
    organisation: settings.organisation.name,
    helpDesk: settings.organisation.helpDesk,
    setupNeeded: (await deps.read.users.countActiveWithRole('owner')) === 0,
  };
};
