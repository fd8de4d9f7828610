import { expect, test } from 'vitest';
import { everybody } from './support/simulation/census.ts';
import { foundCompany } from './support/simulation/company.ts';
import { playDay, type Seen } from './support/simulation/play-day.ts';

/**
 * Sixty days in an organisation: people who set up 2FA early, late and never, who are hired, leave, change groups, go
 * on holiday and lose their phones, while administrators switch, toggle and edit what is required. The flows, the
 * policies and the database are the real ones; only time, chance and the hash of passwords are not.
 *
 * `SIMULATION_SEED` makes it another run, the same each time; `SIMULATION_USERS` a larger one (10000), `SIMULATION_DAYS` a shorter.
 */
const numberOf = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

const users = numberOf('SIMULATION_USERS', 800);
const days = numberOf('SIMULATION_DAYS', 60);
const seed = numberOf('SIMULATION_SEED', 1);
const signInsADay = Math.min(300, Math.ceil(users / 4));

test('for sixty days everybody meets what the preview of the day before said, and nobody is locked out unannounced', {
  timeout: 900_000,
}, async () => {
  const company = await foundCompany(users, seed);
  const total = { signIns: 0, decisions: 0, newlyLockedOut: 0 };
  let evening: Pick<Awaited<ReturnType<typeof playDay>>, 'found' | 'lockedOut'> = {
    found: await everybody(company.office.house),
    lockedOut: new Set(),
  };
  for (let number = 1; number <= days; number++) {
    const { seen, ...next } = await playDay(company, number, evening, signInsADay);
    for (const key of Object.keys(total) as (keyof Seen)[]) total[key] += seen[key];
    expect(company.faults, `day ${number}, SIMULATION_SEED=${seed} SIMULATION_USERS=${users}`).toEqual([]);
    evening = next;
  }
  company.columns.close();
  // It is worth nothing where nothing was compared.
  expect(total.signIns).toBeGreaterThan((days * signInsADay) / 3);
  expect(total.decisions).toBeGreaterThan((days * users) / 3);
  expect(total.newlyLockedOut).toBeGreaterThan(0);
});
