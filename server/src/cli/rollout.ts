import type { Rollout, RolloutSummary } from '@sallyport/contract/rollouts.ts';
import { PauseRollout, ResumeRollout } from '@sallyport/contract/rollouts.ts';
import type { Command } from 'commander';
import { cliCaller } from '../flows/caller.ts';
import { pauseRollout, resumeRollout } from '../flows/rollouts/control.ts';
import { getRollout, listRollouts } from '../flows/rollouts/list.ts';
import { rolloutNameKey } from '../kernel/names.ts';
import { Refusal } from '../ports/refusal.ts';
import { answer, type CliParts, type Installation, jsonOption, withInstallation } from './parts.ts';

interface Json {
  readonly json?: boolean;
}

/** `rollout list|show|pause|resume`: when the portal is out of reach, or from a script. */
export const addRollout = (rollout: Command, parts: CliParts): Command => {
  rollout
    .command('list')
    .description('all rollouts, newest first')
    .option(...jsonOption)
    .action(async (options: Json) => {
      const list = await withInstallation(parts, (installation) => listRollouts(installation)());
      answer(parts, options, list, list.items.map(summaryLine).join('\n') || 'There are no rollouts.');
    });
  rollout
    .command('show')
    .description('one rollout: waves, thresholds, what it did')
    .argument('<name>', 'its name')
    .option(...jsonOption)
    .action(async (name: string, options: Json) => {
      const shown = await withInstallation(parts, async (installation) =>
        getRollout(installation)(await idOf(installation, name)),
      );
      answer(parts, options, shown, linesOf(shown).join('\n'));
    });
  rollout
    .command('pause')
    .description('start no further wave and announce none')
    .argument('<name>', 'its name')
    .option('--hold', 'what its waves require only reports meanwhile; deadlines stay as they are')
    .option('--note <text>', 'why; is recorded')
    .option(...jsonOption)
    .action(async (name: string, options: Json & { readonly hold?: boolean; readonly note?: string }) => {
      const input = PauseRollout.parse({
        startedWaves: options.hold ? 'hold' : 'keep',
        note: options.note,
      });
      const paused = await withInstallation(parts, async (installation) =>
        pauseRollout(installation)(cliCaller, await idOf(installation, name), input),
      );
      answer(parts, options, paused, `${paused.name} is paused.`);
    });
  rollout
    .command('resume')
    .description('go on with a paused rollout; its waves to come move by as many whole days as it was paused')
    .argument('<name>', 'its name')
    .option('--keep-dates', 'waves keep their dates, and start at once where these have passed')
    .option('--lock-lapsed', 'deadlines that passed while policies were held stay passed')
    .option(...jsonOption)
    .action(
      async (
        name: string,
        options: Json & { readonly keepDates?: boolean; readonly lockLapsed?: boolean },
      ) => {
        const input = ResumeRollout.parse({
          dates: options.keepDates ? 'keep' : 'shift',
          lapsedPeriods: options.lockLapsed ? 'locked' : 'fresh',
        });
        const resumed = await withInstallation(parts, async (installation) =>
          resumeRollout(installation)(cliCaller, await idOf(installation, name), input),
        );
        answer(parts, options, resumed, `${resumed.name} goes on.`);
      },
    );
  return rollout;
};

/** By name in any spelling, or by id. @throws Refusal `not-found` */
const idOf = async (installation: Installation, name: string): Promise<string> => {
  const { items } = await listRollouts(installation)();
  const found = items.find((each) => each.id === name || rolloutNameKey(each.name) === rolloutNameKey(name));
  if (found === undefined) throw new Refusal('not-found', `There is no rollout “${name}”.`);
  return found.id;
};

const summaryLine = ({ name, state, waves, started, nextStartAt }: RolloutSummary): string =>
  `${name}: ${state}, ${started} of ${waves} waves started${nextStartAt ? `, next on ${nextStartAt}` : ''}`;

const linesOf = ({ name, state, pausedBecause, waves, watch, log }: Rollout): string[] => [
  `${name}: ${state}${pausedBecause ? ` (${pausedBecause})` : ''}`,
  ...waves.map(
    (wave) =>
      `  ${wave.number}. ${wave.name}: ${wave.state}, starts ${wave.startedAt ?? wave.startsAt}, ends ${wave.deadline}`,
  ),
  `  of ${watch.people} people: ${watch.lockouts.share} % locked out, ${watch.failedEnrollments.share} % failed to enroll, ${watch.helpDeskResets.share} % reset`,
  ...log.slice(0, 10).map(({ at, what, by }) => `  ${at}  ${what} (${by})`),
];
