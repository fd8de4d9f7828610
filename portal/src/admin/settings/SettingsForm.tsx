import { Fieldset } from '@mantine/core';
import type { EditSettings } from '@sallyport/contract/settings.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import classes from './SettingsForm.module.css';

interface Props {
  title: string;
  about?: string;
  /** What to send on saving. */
  change: () => EditSettings;
  changed: boolean;
  onSaved: () => void;
  /** Dotted paths of the fields shown, as faults name them. */
  fields: readonly string[];
  /** The fields, with what is wrong with each. */
  children: (faults: Readonly<Record<string, string>>) => ReactNode;
}

/** One section of the settings with its own Save; only to be read by those who may not change them. */
export function SettingsForm({ title, about, change, changed, onSaved, fields, children }: Props) {
  const mayWrite = useMay('settings:write');
  const queries = useQueryClient();
  const save = useAct(() => request('PATCH /settings', { body: change() }), {
    said: 'Saved.',
    afterwards: (settings) => {
      queries.setQueryData(asking('GET /settings').queryKey, settings);
      onSaved();
    },
  });
  useBlocker({
    disabled: !changed,
    shouldBlockFn: () => !window.confirm(`Leave without saving what you changed under “${title}”?`),
  });
  const content = children(fieldErrors(save.error));
  return (
    <Section title={title} {...(about !== undefined && { about })}>
      {mayWrite ? (
        <ActForm
          act={save}
          onSubmit={() => save.run()}
          submit="Save"
          submitProps={{ disabled: !changed }}
          fields={fields}
        >
          {content}
        </ActForm>
      ) : (
        <Fieldset disabled variant="unstyled" className={classes.readOnly ?? ''}>
          {content}
        </Fieldset>
      )}
    </Section>
  );
}
