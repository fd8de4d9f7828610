import type { AuditEvent } from '../../../ports/audit-log.ts';
import type { PolicyChanged } from '../../roll-out/change-policy.ts';

type Happened = Pick<AuditEvent, 'kind' | 'subject' | 'details'>;

/** What the audit log says of a change; the version it names holds the rest. */
export const policyEvent = (
  kind: string,
  { stored, lapse }: Pick<PolicyChanged, 'stored'> & Partial<PolicyChanged>,
): Happened => {
  const { id, name, state, action } = stored.policy;
  return {
    kind,
    subject: { kind: 'policy', id, name },
    details: {
      version: stored.version,
      state,
      action: action.kind === 'deny' ? 'deny' : action.requirement.strength,
      ...(lapse && { lapsedPeriods: lapse.choice }),
    },
  };
};
