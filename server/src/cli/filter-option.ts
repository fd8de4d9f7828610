import { UserFilter } from '@sallyport/contract/users.ts';
import { invalid } from '../ports/refusal.ts';

const names = Object.keys(UserFilter.shape).join(', ');

export const filterOption = [
  '--filter <name=value...>',
  `narrows to those for whom all hold: ${names}`,
] as const;

/** `status=expired group=Sales` as the contract's filter. @throws Refusal `invalid-request` */
export const readFilterOption = (pairs: readonly string[]): UserFilter => {
  const given = pairs.map((pair) => {
    const [name = '', value] = pair.split(/=(.*)/s);
    if (value === undefined) throw invalid('--filter', `“${pair}” must be like status=expired`);
    if (!(name in UserFilter.shape))
      throw invalid('--filter', `there is no “${name}” to filter by; there are ${names}`);
    return [name, value] as const;
  });
  const parsed = UserFilter.strict().safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid('--filter', `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`.trim());
};
