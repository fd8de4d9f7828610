import { createExemption } from '../exemptions/create.ts';
import type { ServeOne } from './one-by-one.ts';

type Input = Omit<Parameters<ReturnType<typeof createExemption>>[1], 'userId'>;

export const exemptOne: ServeOne<Input> = (deps) => (caller, userId, input) =>
  createExemption(deps)(caller, { ...input, userId });
