import { type Migration, Migrator } from 'kysely/migration';
import type { Db } from '../dialect.ts';
import { up as foundation } from './0001-foundation.ts';
import { up as policies } from './0002-policies.ts';
import { up as decisionRecords } from './0003-decision-records.ts';
import { up as audit } from './0004-audit.ts';
import { up as jobs } from './0005-jobs.ts';
import { up as userFilters } from './0005-user-filters.ts';
import { up as exemptionsAndApprovals } from './0006-exemptions-and-approvals.ts';
import { up as recoveryAndLeave } from './0007-recovery-and-leave.ts';
import { up as statistics } from './0008-statistics.ts';
import { up as rollouts } from './0009-rollouts.ts';
import { up as publicOrigin } from './0010-public-origin.ts';
import { up as groupSets } from './0011-group-sets.ts';
import { up as previews } from './0012-previews.ts';
import { up as bulkActs } from './0013-bulk-acts.ts';

/** In order; what has run anywhere is never changed, only followed by another. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': { up: foundation },
  '0002-policies': { up: policies },
  '0003-decision-records': { up: decisionRecords },
  '0004-audit': { up: audit },
  '0005-jobs': { up: jobs },
  '0005-user-filters': { up: userFilters },
  '0006-exemptions-and-approvals': { up: exemptionsAndApprovals },
  '0007-recovery-and-leave': { up: recoveryAndLeave },
  '0008-statistics': { up: statistics },
  '0009-rollouts': { up: rollouts },
  '0010-public-origin': { up: publicOrigin },
  '0011-group-sets': { up: groupSets },
  '0012-previews': { up: previews },
  '0013-bulk-acts': { up: bulkActs },
};

/** Brings the schema up to date. The caller keeps other processes out, and commits. */
export async function migrate(db: Db): Promise<void> {
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}
