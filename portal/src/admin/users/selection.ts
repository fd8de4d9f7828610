import type { Selection as WireSelection } from '@sallyport/contract/bulk.ts';
import type { User } from '@sallyport/contract/users.ts';
import type { UserFilter } from './filter.ts';

/** Users chosen for an act: some by name, or all that match the filter, on whatever page. */
export type Selection =
  | { readonly kind: 'some'; readonly users: ReadonlyMap<string, User> }
  | { readonly kind: 'all'; readonly count: number; readonly filter: UserFilter };

export const nobody: Selection = { kind: 'some', users: new Map() };

export const sizeOf = (selection: Selection): number =>
  selection.kind === 'all' ? selection.count : selection.users.size;

export const isSelected = (selection: Selection, { id }: Pick<User, 'id'>): boolean =>
  selection.kind === 'all' || selection.users.has(id);

/** With these users, or without them. Whoever takes one out of “all” goes on with those that are shown. */
export function withUsers(
  selection: Selection,
  users: readonly User[],
  selected: boolean,
  shown: readonly User[],
): Selection {
  const before = selection.kind === 'all' ? shown.map((user) => [user.id, user] as const) : selection.users;
  const after = new Map(before);
  for (const user of users) {
    if (selected) after.set(user.id, user);
    else after.delete(user.id);
  }
  return { kind: 'some', users: after };
}

/** As the API takes it. */
export const wireSelection = (selection: Selection): WireSelection =>
  selection.kind === 'all' ? { filter: selection.filter } : { userIds: [...selection.users.keys()] };
