import type { Act } from './calendar.ts';
import type { Company } from './company.ts';

/**
 * Previews an act, makes it, and lets the server finish what follows from it. No deadline that was there before is
 * another afterwards, but where those that had lapsed were to begin anew.
 */
export const makeAct = async (
  company: Company,
  { what, change, make, moves, resumes = false }: Act,
): Promise<void> => {
  const { office, forecast, columns, faults, resumed } = company;
  const now = office.house.clock.now();
  if (change !== undefined) await forecast.preview(office.house, change, what);
  const before = columns.deadlines();
  if (resumes) resumed.set('by a policy', now);
  await make();
  await office.background();
  const after = columns.deadlines();
  for (const [whose, deadline] of before) {
    if (after.get(whose) === deadline) continue;
    if (moves === 'lapsed ones' && deadline < now) continue;
    faults.push(`${what}: the deadline ${deadline} of ${whose} became ${after.get(whose)}`);
  }
};
