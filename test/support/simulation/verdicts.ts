/** What has to be so at the end of every day. */
import { type Standpoint, standingOf } from '../../../server/src/flows/standpoint.ts';
import type { UserId } from '../../../server/src/kernel/ids.ts';
import { isoTime } from '../../../server/src/kernel/instant.ts';
import type { PeriodFact } from '../../../server/src/policy/model.ts';
import { standingInWords } from './census.ts';
import type { Company } from './company.ts';
import { type Met, metByDeciding } from './met.ts';

/** The columns of the users' list say what the decisions say. */
export const columnsAreRight = async (company: Company, found: readonly Standpoint[]): Promise<void> => {
  const { house } = company.office;
  const now = house.clock.now();
  const columns = company.columns.standings(now);
  const counts = new Map<string, number>();
  for (const standpoint of found) {
    const { user } = standpoint;
    const [decided, stored] = [standingInWords(standpoint), columns.get(user.id)];
    const { status } = standingOf(standpoint);
    counts.set(status, (counts.get(status) ?? 0) + 1);
    if (decided !== stored)
      company.faults.push(`the columns of ${user.username} say ${stored}, deciding says ${decided}`);
  }
  for (const [status, count] of Object.entries(await house.read.users.countByStatus(now)))
    if (count !== (counts.get(status) ?? 0))
      company.faults.push(`${count} are counted as ${status}, and ${counts.get(status) ?? 0} are`);
};

/** What a preview said of somebody is what they met with. Answers whether one had told. */
export const asForetold = (
  { forecast, faults, people, office: { house } }: Company,
  user: UserId,
  met: Met,
  where: string,
): boolean => {
  const told = forecast.of(user, house.clock.now());
  if (told === undefined) return false;
  const { source, ...expected } = told;
  if (expected.category !== met.category || expected.deadline !== met.deadline)
    faults.push(
      `${where}, ${people.get(user)?.username} met ${words(met)}, and the preview of “${source}” had said ${words(expected)}`,
    );
  return true;
};

const words = ({ category, deadline }: Met): string =>
  deadline === undefined ? category : `${category} ${new Date(deadline).toISOString()}`;

/** Mails that say that something is to be set up, and mostly by when: a period begins with one, and has two reminders. */
const tellingMails = [
  'period-started',
  'period-reset',
  'period-moved',
  'period-reminder',
  // Of whoever had set it up before the period was announced, and has lost it since.
  'two-factor-reset',
];

/**
 * Nobody is locked out who was not in a preview before, and mailed three times; where the period was suspended when a
 * mail was due, once more when it went on. Answers who is locked out.
 */
export const lockedOutAsTold = async (
  company: Company,
  found: readonly Standpoint[],
  lockedOutBefore: ReadonlySet<UserId>,
): Promise<Set<UserId>> => {
  const lockedOut = new Set<UserId>();
  for (const standpoint of found) {
    const { user, facts, now } = standpoint;
    const live = facts.periods.filter(({ deadline }) => deadline >= now).map((period) => period.startedAt);
    if (live.length > 1) company.besides.set(user.id, Math.min(...live, company.besides.get(user.id) ?? now));
    const wasLockedOut = lockedOutBefore.has(user.id);
    // Whoever comes back from a suspension finds what they left.
    if (wasLockedOut && user.state === 'suspended') lockedOut.add(user.id);
    if (user.state !== 'active' || metByDeciding(standpoint).category !== 'locked-out') continue;
    lockedOut.add(user.id);
    if (wasLockedOut) continue;
    const { period } = standingOf(standpoint);
    if (period === undefined) company.faults.push(`${user.username} is locked out by no period`);
    else await wasTold(company, standpoint, period);
  }
  return lockedOut;
};

const wasTold = async (
  { forecast, faults, columns, resumed, besides, office: { house } }: Company,
  { user, now }: Standpoint,
  { startedAt, deadline }: PeriodFact,
): Promise<void> => {
  if (!forecast.hasForetold(user.id, startedAt, now))
    faults.push(`${user.username} is locked out, and no preview had said so`);
  const { mails } = await house.read.outbox.list({ to: user.email }, { limit: 200 });
  // Of several periods at a time only the one that ends first is mailed about.
  const since = Math.min(startedAt, besides.get(user.id) ?? startedAt);
  const sent = mails.filter(({ sentAt }) => sentAt !== null && sentAt >= since).reverse();
  const telling = sent.filter(({ kind }) => tellingMails.includes(kind));
  const resumptions = [resumed.get(user.id), resumed.get('by a policy')].filter(
    (at) => at !== undefined && at > startedAt && at <= deadline,
  );
  // By an administrator who was shown them in the preview of that very act, and chose.
  const switchedOnAt = resumed.get('by a policy') ?? 0;
  const isEnough =
    telling.length >= 3 ||
    forecast.hasForetold(user.id, switchedOnAt - 1, switchedOnAt) ||
    resumptions.some((at) => telling.some(({ createdAt }) => at !== undefined && createdAt >= at));
  if (!isEnough)
    faults.push(
      `${user.username} is locked out since ${isoTime(deadline)}, and was mailed since ${isoTime(since)} only ${
        sent.map(({ kind, createdAt }) => `${kind} ${isoTime(createdAt)}`).join(', ') || 'nothing'
      }; ${columns.history(user.id)}`,
    );
};
