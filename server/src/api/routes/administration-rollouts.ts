import { dashboard } from '../../flows/administer/dashboard.ts';
import type { AdministerDeps } from '../../flows/administer/deps.ts';
import {
  cancelRollout,
  moveWave,
  pauseRollout,
  resumeRollout,
  startRollout,
} from '../../flows/rollouts/control.ts';
import { dryRun } from '../../flows/rollouts/dry-run.ts';
import { getRollout, listRollouts } from '../../flows/rollouts/list.ts';
import { createRollout, deleteRollout, editRollout } from '../../flows/rollouts/plan.ts';
import type { Handlers } from '../handler.ts';

type RolloutCall = Extract<keyof Handlers, `${string} /${'dashboard' | 'rollouts'}${'' | `/${string}`}`>;

export const rolloutRoutes = (deps: AdministerDeps): Pick<Handlers, RolloutCall> => ({
  'GET /dashboard': ({ query }) => dashboard(deps)(query),
  'GET /rollouts': () => listRollouts(deps)(),
  'POST /rollouts': ({ caller, body }) => createRollout(deps)(caller, body),
  'GET /rollouts/:id': ({ params }) => getRollout(deps)(params.id),
  'PUT /rollouts/:id': ({ caller, params, body }) => editRollout(deps)(caller, params.id, body),
  'DELETE /rollouts/:id': async ({ caller, params }) => {
    await deleteRollout(deps)(caller, params.id);
    return undefined;
  },
  'POST /rollouts/:id/start': ({ caller, params, body }) => startRollout(deps)(caller, params.id, body),
  'POST /rollouts/:id/pause': ({ caller, params, body }) => pauseRollout(deps)(caller, params.id, body),
  'POST /rollouts/:id/resume': ({ caller, params, body }) => resumeRollout(deps)(caller, params.id, body),
  'POST /rollouts/:id/cancel': ({ caller, params, body }) => cancelRollout(deps)(caller, params.id, body),
  'POST /rollouts/:id/move': ({ caller, params, body }) => moveWave(deps)(caller, params.id, body),
  'POST /rollouts/:id/dry-run': ({ params }) => dryRun(deps)(params.id),
});
