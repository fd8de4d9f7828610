import { Button, Group, Text, ThemeIcon } from '@mantine/core';
import type { CheckUp } from '@sallyport/contract/me.ts';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asking } from '../console/queries.ts';
import { request } from '../console/request.ts';
import { Section } from '../console/Section.tsx';
import { useAct } from '../console/use-act.ts';
import { methodNames } from '../ui/methods.ts';
import classes from './CheckUpCard.module.css';

/** Some weeks after setting up: is all still at hand? Nothing while it is not due. */
export function CheckUpCard() {
  const { data: checkUp } = useQuery(asking('GET /me/check-up'));
  return checkUp?.due ? <Due checkUp={checkUp} /> : null;
}

function Due({ checkUp }: { checkUp: CheckUp }) {
  const end = useAct(
    (outcome: 'done' | 'dismissed') => request('POST /me/check-up/done', { body: { outcome } }),
    {
      said: (_, outcome) =>
        outcome === 'done' ? 'Thank you. Your second factor is in order.' : 'You will not be asked again.',
      saysFailure: true,
    },
  );
  const { proved, authenticators, backupCodesLeft: codes } = checkUp;
  return (
    <Section
      title="A quick look at your second factor"
      about="You set it up some weeks ago. One minute now, so that you are not locked out one day."
    >
      <ul className={classes.items}>
        <Item done={proved !== undefined}>
          {proved
            ? `Your ${methodNames[proved].toLowerCase()} works: you have just used it.`
            : 'Prove once that your authenticator works; you will be asked for it.'}
        </Item>
        <Item done={codes > 2}>
          {codes === 0
            ? 'You have no backup codes left: make new ones below.'
            : `You have ${codes} backup ${codes === 1 ? 'code' : 'codes'} left. Do you know where they are? Else make new ones below.`}
        </Item>
        <Item done={authenticators > 1}>
          {authenticators > 1
            ? 'You have a second device, for the day the first is lost.'
            : 'A second device would let you in on the day the first is lost. Add one below if you can.'}
        </Item>
      </ul>
      <Group gap="xs">
        <Button loading={end.running} onClick={() => end.run('done')}>
          All is well
        </Button>
        <Button variant="subtle" disabled={end.running} onClick={() => end.run('dismissed')}>
          Do not ask me again
        </Button>
      </Group>
    </Section>
  );
}

function Item({ done, children }: { done: boolean; children: ReactNode }) {
  return (
    <li className={classes.item}>
      <ThemeIcon size={22} radius="xl" variant="light" color={done ? 'green' : 'gray'}>
        {done ? <IconCheck size={14} aria-hidden /> : <IconCircle size={10} aria-hidden />}
      </ThemeIcon>
      <Text size="sm">{children}</Text>
    </li>
  );
}
