import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import type { Approval } from '@sallyport/contract/approvals.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { saveFile } from '../../ui/save-as.ts';
import { Time } from '../../ui/Time.tsx';
import classes from './ApprovalRow.module.css';
import { changeInWords, stateLooks, titleOf } from './words.ts';

/** One request: what, by whom, why, and what the reader may do with it. */
export function ApprovalRow({ approval }: { approval: Approval }) {
  const { askedBy, askedAt, note, changes, readWith, may } = approval;
  return (
    <li className={classes.row}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Text fw={600} className={classes.title}>
            {titleOf(approval)}
          </Text>
          <State approval={approval} />
        </Group>
        <Text size="sm" c="dimmed">
          Asked by {askedBy.name}
          {askedBy.kind === 'token' && ', an API token'}, <Time iso={askedAt} relative />
          {approval.state === 'waiting' && (
            <>
              {' '}
              · expires <Time iso={approval.expiresAt} />
            </>
          )}
        </Text>
        <Text component="blockquote" className={classes.note}>
          {note}
        </Text>
        {changes.length > 0 && <Changes approval={approval} />}
        <Decision approval={approval} />
        {readWith && <Download id={approval.id} query={readWith} />}
        {(may.approve || may.withdraw) && (
          <Group gap="xs">
            {may.approve && (
              <>
                <DialogButton label="Approve" title="Approve this?" size="xs">
                  {(close) => <Approve approval={approval} onDone={close} />}
                </DialogButton>
                <DialogButton label="Reject" title="Reject this?" size="xs" variant="default">
                  {(close) => <Reject approval={approval} onDone={close} />}
                </DialogButton>
              </>
            )}
            {may.withdraw && <Withdraw approval={approval} />}
          </Group>
        )}
      </Stack>
    </li>
  );
}

function State({ approval: { state } }: { approval: Approval }) {
  const { name, color } = stateLooks[state];
  return (
    <Badge color={color} variant="light" tt="none">
      {name}
    </Badge>
  );
}

function Changes({ approval }: { approval: Approval }) {
  return (
    <dl className={classes.changes}>
      {approval.changes.map((change) => {
        const { label, said } = changeInWords(approval, change);
        return (
          <div key={change.field}>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Decision({ approval: { decidedBy, decidedAt, decisionNote, state } }: { approval: Approval }) {
  if (decidedAt === undefined || state === 'withdrawn') return null;
  return (
    <Text size="sm">
      {decidedBy?.name ?? 'Somebody'} decided <Time iso={decidedAt} relative />
      {decisionNote && <>: {decisionNote}</>}
    </Text>
  );
}

interface Deciding {
  approval: Approval;
  onDone: () => void;
}

function Approve({ approval, onDone }: Deciding) {
  const approve = useAct(() => request('POST /approvals/:id/approve', { params: { id: approval.id } }), {
    said: ({ state }) => (state === 'approved' ? 'Approved.' : 'Approved and carried out.'),
    afterwards: onDone,
  });
  return (
    <ActForm act={approve} onSubmit={() => approve.run()} submit="Approve" onCancel={onDone}>
      <Text fw={600}>{titleOf(approval)}</Text>
      <Text>
        It is carried out at once, in the name of {approval.askedBy.name}. If you did not expect this, ask
        them first, in person or by phone.
      </Text>
    </ActForm>
  );
}

function Reject({ approval, onDone }: Deciding) {
  const [note, setNote] = useState('');
  const reject = useAct(
    () => request('POST /approvals/:id/reject', { params: { id: approval.id }, body: { note } }),
    { said: 'Rejected.', afterwards: onDone },
  );
  return (
    <ActForm
      act={reject}
      onSubmit={() => reject.run()}
      submit="Reject"
      dangerous
      onCancel={onDone}
      fields={['note']}
    >
      <Textarea
        label="Why"
        description={`${approval.askedBy.name} is told`}
        required
        withAsterisk={false}
        data-autofocus
        autosize
        minRows={2}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={fieldErrors(reject.error).note}
      />
    </ActForm>
  );
}

/** What was approved to be read leaves the server once. */
function Download({ id, query }: { id: string; query: Readonly<Record<string, string>> }) {
  const format = query.format === 'csv' ? 'csv' : 'jsonl';
  const save = useAct(
    () => request('GET /audit-events/export', { query: { ...query, format }, approvalId: id }),
    {
      said: 'The log was exported. That is recorded in it, too.',
      saysFailure: true,
      afterwards: (file) => saveFile(`audit-log.${format}`, file),
    },
  );
  return (
    <Group gap="xs">
      <Button size="xs" loading={save.running} onClick={() => save.run()}>
        Download, once
      </Button>
    </Group>
  );
}

function Withdraw({ approval: { id } }: { approval: Approval }) {
  const withdraw = useAct(() => request('POST /approvals/:id/withdraw', { params: { id } }), {
    said: 'Withdrawn.',
    saysFailure: true,
  });
  return (
    <Button size="xs" variant="default" loading={withdraw.running} onClick={() => withdraw.run()}>
      Withdraw
    </Button>
  );
}
