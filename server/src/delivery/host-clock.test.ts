import { expect, test } from 'vitest';
import { hostClock, runCommand } from './host-clock.ts';

const chrony = (systemTime: string, leap: string) =>
  `C0248F97,ntp.example.org,3,1795286400.123456789,${systemTime},0.000012345,0.000034567,-12.345,0.001,0.032,0.012,0.001,64.2,${leap}\n`;

const answering =
  (answers: Record<string, string>) =>
  (...command: string[]): Promise<string | undefined> =>
    Promise.resolve(answers[command.join(' ')]);

test('chrony says that the clock is synchronised, and by how much it is ahead', async () => {
  const clock = hostClock(answering({ 'chronyc -c tracking': chrony('-0.250000000', 'Normal') }));
  expect(await clock.check()).toEqual({ synchronised: true, offset: 250 });
});

test('a clock that chrony has not synchronised is told', async () => {
  const clock = hostClock(answering({ 'chronyc -c tracking': chrony('0.000000000', 'Not synchronised') }));
  expect(await clock.check()).toEqual({ synchronised: false, offset: 0 });
});

test('without chrony systemd is asked', async () => {
  const show = 'timedatectl show --property=NTPSynchronized --value';
  const behind = {
    [show]: 'yes\n',
    'timedatectl timesync-status': '       Server: 192.0.2.1\n       Offset: +1min 2.5s\n',
  };
  expect(await hostClock(answering(behind)).check()).toEqual({ synchronised: true, offset: -62_500 });
  const ahead = { [show]: 'yes\n', 'timedatectl timesync-status': '       Offset: -734us\n' };
  expect(await hostClock(answering(ahead)).check()).toEqual({ synchronised: true, offset: 0.734 });
  expect(await hostClock(answering({ [show]: 'no\n' })).check()).toEqual({
    synchronised: false,
    offset: null,
  });
});

test('where no time service can be asked nothing is claimed', async () => {
  expect(await hostClock(answering({})).check()).toEqual({ synchronised: null, offset: null });
});

test('a command that is missing, fails or hangs has no output', async () => {
  expect(await runCommand('echo', 'here')).toBe('here\n');
  expect(await runCommand('no-such-command')).toBeUndefined();
  expect(await runCommand('false')).toBeUndefined();
  const before = performance.now();
  expect(await runCommand('sleep', '30')).toBeUndefined();
  expect(performance.now() - before).toBeLessThan(4000);
});
