import { Text, UnstyledButton } from '@mantine/core';
import type { Preview, PreviewList } from '@sallyport/contract/preview.ts';
import classes from './ImpactCards.module.css';
import { listName, listsOf, listWords } from './lists.ts';

interface Props {
  preview: Preview;
  chosen: PreviewList | undefined;
  onChoose: (list: PreviewList | undefined) => void;
}

/** How many people something would happen to; each card opens the list of them. */
export function ImpactCards({ preview, chosen, onChoose }: Props) {
  return (
    <ul className={classes.cards}>
      {listsOf(preview).map((list) => {
        const { count } = preview.lists[list];
        const { tone } = listWords[list];
        const isChosen = list === chosen;
        return (
          <li key={list}>
            <UnstyledButton
              className={classes.card}
              data-tone={tone}
              aria-expanded={isChosen}
              onClick={() => onChoose(isChosen ? undefined : list)}
            >
              <span className={classes.count}>{count.toLocaleString('en')}</span>{' '}
              <Text component="span" size="sm">
                {listName(list, preview)}
              </Text>{' '}
              <Text component="span" size="xs" c="dimmed">
                {notes(preview, list).join(' · ')}
              </Text>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}

/** What else there is to know of the people of a list. */
function notes({ lists }: Preview, list: PreviewList): string[] {
  const { administrators, already, count } = lists[list];
  return [
    ...(administrators > 0
      ? [administrators === 1 ? '1 administrator' : `${administrators.toLocaleString('en')} administrators`]
      : []),
    ...(already > 0 ? [already === count ? 'as today' : `${already.toLocaleString('en')} as today`] : []),
  ];
}
