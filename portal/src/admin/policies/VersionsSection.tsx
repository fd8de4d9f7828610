import { Group, Text } from '@mantine/core';
import type { PolicyVersion } from '@sallyport/contract/policies.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { DialogButton } from '../../console/DialogButton.tsx';
import { actorName } from '../../console/event-words.ts';
import { ListPages } from '../../console/ListPages.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { Time } from '../../ui/Time.tsx';
import { ConfirmImpact } from './ConfirmImpact.tsx';
import { draftOf, inputOf } from './draft.ts';
import classes from './VersionsSection.module.css';
import { differences, sentenceOf, stateNames } from './words.ts';

/** Who changed what and when, each with a way back to it. */
export function VersionsSection({ id }: { id: string }) {
  const versions = useInfiniteQuery(
    askingPages(['GET /policies/:id/versions', id], (cursor) =>
      request('GET /policies/:id/versions', { params: { id }, query: { cursor } }),
    ),
  );
  return (
    <Section title="Versions" about="Every one is kept. To go back to one makes it the latest again.">
      <ListPages query={versions} empty={<Text c="dimmed">None yet.</Text>}>
        {(items) => (
          <ol className={classes.versions} reversed>
            {items.map((version, index) => (
              <Version
                key={version.version}
                id={id}
                version={version}
                before={items[index + 1]}
                isLatest={index === 0}
                isDeleted={items[0]?.removed ?? false}
              />
            ))}
          </ol>
        )}
      </ListPages>
    </Section>
  );
}

interface RestoreProps {
  id: string;
  version: PolicyVersion;
  isDeleted: boolean;
  onDone: () => void;
}

interface Props {
  id: string;
  version: PolicyVersion;
  before: PolicyVersion | undefined;
  isLatest: boolean;
  /** The policy, by now. */
  isDeleted: boolean;
}

function Version({ id, version, before, isLatest, isDeleted }: Props) {
  const mayWrite = useMay('requirements:write');
  return (
    <li className={classes.version}>
      <Group justify="space-between" align="flex-start" gap="sm" wrap="nowrap">
        <div>
          <Text fw={600}>
            {version.removed ? 'Deleted' : `Version ${version.version}`}
            {isLatest && !version.removed && ' (the latest)'}
          </Text>
          <Text size="sm" c="dimmed">
            <Time iso={version.changedAt} /> by {actorName(version.changedBy)}
          </Text>
        </div>
        {mayWrite && !isLatest && !version.removed && (
          <DialogButton
            label="Restore"
            aria-label={`Restore version ${version.version}`}
            title={`Go back to version ${version.version}?`}
            dialogSize="lg"
            variant="default"
            size="xs"
            flex="none"
          >
            {(close) => <Restore id={id} version={version} isDeleted={isDeleted} onDone={close} />}
          </DialogButton>
        )}
      </Group>
      <Changes version={version} before={before} />
    </li>
  );
}

function Changes({ version, before }: Pick<Props, 'version' | 'before'>) {
  if (before === undefined) return <Text size="sm">{version.version === 1 && sentenceOf(version)}</Text>;
  const changes = differences(before, version);
  if (changes.length === 0) return null;
  return (
    <dl className={classes.changes}>
      {changes.map(({ label, before: was, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <del>{was}</del> <span aria-hidden="true">→</span> <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Restore({ id, version, isDeleted, onDone }: RestoreProps) {
  const { version: number, state } = version;
  const policy = { ...inputOf(draftOf(version)), state };
  return (
    <ConfirmImpact
      change={{ change: 'policy', policy, ...(!isDeleted && { policyId: id }) }}
      save={(lapsedPeriods) =>
        request('POST /policies/:id/restore', { params: { id }, body: { version: number, lapsedPeriods } })
      }
      submit="Restore it"
      said={`Version ${number} is in force again.`}
      onSaved={onDone}
      onCancel={onDone}
    >
      <Text>{sentenceOf(version)}</Text>
      <Text size="sm" c="dimmed">
        {state === 'on'
          ? 'It was switched on, and will be: in force at the next sign-in.'
          : `Its state will be as it was: ${stateNames[state].toLowerCase()}.`}
      </Text>
    </ConfirmImpact>
  );
}
