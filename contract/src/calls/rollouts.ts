import * as dashboard from '../dashboard.ts';
import * as rollouts from '../rollouts.ts';
import type { Calls } from '../route.ts';

/** How far it has come, and how it goes on. */
export const rolloutCalls = {
  'GET /dashboard': {
    access: 'users:read',
    summary: 'How enrollment went, day by day, who expires this week, and what goes wrong',
    query: dashboard.DashboardQuery,
    answer: dashboard.Dashboard,
  },
  'GET /rollouts': { access: 'requirements:read', summary: 'All rollouts', answer: rollouts.RolloutList },
  'POST /rollouts': {
    access: 'requirements:write',
    summary: 'Plan a rollout; it does nothing until it is started',
    body: rollouts.RolloutInput,
    answer: rollouts.Rollout,
    status: 201,
  },
  'GET /rollouts/:id': {
    access: 'requirements:read',
    summary: 'One rollout: its waves, thresholds, and what it did',
    answer: rollouts.Rollout,
  },
  'PUT /rollouts/:id': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Change a rollout; waves that have started stay as they are',
    body: rollouts.RolloutInput,
    answer: rollouts.Rollout,
  },
  'DELETE /rollouts/:id': {
    access: 'requirements:write',
    summary: 'Delete a rollout that is a draft or over; policies of its waves stay',
  },
  'POST /rollouts/:id/start': {
    access: 'requirements:write',
    summary: 'Put a draft on its schedule; waves whose time has passed start at once',
    body: rollouts.StartRollout,
    answer: rollouts.Rollout,
  },
  'POST /rollouts/:id/pause': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Start no further wave and announce none, until it is resumed',
    body: rollouts.PauseRollout,
    answer: rollouts.Rollout,
  },
  'POST /rollouts/:id/resume': {
    access: 'requirements:write',
    summary: 'Go on with a paused rollout',
    body: rollouts.ResumeRollout,
    answer: rollouts.Rollout,
  },
  'POST /rollouts/:id/cancel': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'End a rollout before its time',
    body: rollouts.CancelRollout,
    answer: rollouts.Rollout,
  },
  'POST /rollouts/:id/move': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Start a wave, and those after it, earlier or later',
    body: rollouts.MoveWave,
    answer: rollouts.Rollout,
  },
  'POST /rollouts/:id/dry-run': {
    access: 'requirements:read',
    summary: 'What would happen day by day; changes nothing',
    answer: rollouts.DryRun,
  },
} as const satisfies Calls;
