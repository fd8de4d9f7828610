import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Policy, PolicyInput } from '@sallyport/contract/policies.ts';
import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { Dialog } from '../../console/DialogButton.tsx';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { ActionFields } from './ActionFields.tsx';
import { ConfirmImpact, type PolicyChange } from './ConfirmImpact.tsx';
import { definitionOf, inputOf, type PolicyDraft } from './draft.ts';
import { ofPolicy } from './field-faults.ts';
import classes from './PolicyForm.module.css';
import { TimeFields } from './TimeFields.tsx';
import { WhereFields } from './WhereFields.tsx';
import { WhoFields } from './WhoFields.tsx';
import { sentenceOf } from './words.ts';

interface Props {
  initial: PolicyDraft;
  /** Of a policy that is on: shown whom it concerns, before it is saved. */
  changeTo?: (input: PolicyInput) => PolicyChange;
  save: (input: PolicyInput, lapsedPeriods?: LapsedPeriods) => Promise<Policy>;
  onSaved: (policy: Policy) => void | Promise<void>;
  onCancel: () => void;
}

/** A policy, part by part, with the sentence that it makes always in sight. */
export function PolicyForm({ initial, changeTo, save, onSaved, onCancel }: Props) {
  const [draft, setDraft] = useState(initial);
  const set = (changes: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const [change, setChange] = useState<PolicyChange>();
  const saving = useAct(() => save(inputOf(draft)), { afterwards: onSaved });
  // Faults are told beside the fields, so before the dialog that shows what would be.
  const checking = useAct((wanted: PolicyChange) => request('POST /policies/preview', { body: wanted }), {
    afterwards: (_, wanted) => setChange(wanted),
  });
  const act = changeTo ? checking : saving;
  const named = fieldErrors(act.error);
  const faults = ofPolicy(named);
  const fields = { draft, set, faults };
  return (
    <>
      <ActForm
        act={act}
        onSubmit={() => (changeTo ? checking.run(changeTo(inputOf(draft))) : saving.run())}
        submit={changeTo ? 'See whom it concerns' : 'Save'}
        onCancel={onCancel}
        fields={Object.keys(named).filter((field) => field !== 'version')}
      >
        <div className={classes.sentence} role="note" aria-label="The policy in words">
          <Text fw={500}>{sentenceOf(definitionOf(draft))}</Text>
        </div>
        <Section title="Name">
          <Stack gap="md">
            <TextInput
              label="Name"
              required
              withAsterisk={false}
              maxLength={120}
              value={draft.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={faults.name}
            />
            <Textarea
              label="Description"
              description="Why it is there, for other administrators"
              autosize
              minRows={1}
              maxLength={500}
              value={draft.description}
              onChange={(event) => set({ description: event.currentTarget.value })}
              error={faults.description}
            />
          </Stack>
        </Section>
        <Section title="Who">
          <WhoFields {...fields} />
        </Section>
        <Section title="Where" about="All that is filled in must hold for the policy to apply.">
          <WhereFields {...fields} />
        </Section>
        <Section title="When">
          <TimeFields {...fields} />
        </Section>
        <Section title="Then">
          <ActionFields {...fields} />
        </Section>
      </ActForm>
      <Dialog
        opened={change !== undefined}
        onClose={() => setChange(undefined)}
        title="Whom this concerns"
        size="lg"
      >
        {change && (
          <ConfirmImpact
            change={change}
            save={(lapsedPeriods) => save(inputOf(draft), lapsedPeriods)}
            submit="Save"
            said={`“${draft.name}” is in force as it is now.`}
            onSaved={onSaved}
            onCancel={() => setChange(undefined)}
          >
            <Text>{sentenceOf(definitionOf(draft))}</Text>
          </ConfirmImpact>
        )}
      </Dialog>
    </>
  );
}
