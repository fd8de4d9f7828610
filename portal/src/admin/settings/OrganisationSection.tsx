import { Autocomplete, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import type { Settings } from '@sallyport/contract/settings.ts';
import { TextLink } from '../../console/links.tsx';
import classes from '../../console/options.module.css';
import { languageNames, languages } from '../mail-texts/languages.ts';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

const timeZones = Intl.supportedValuesOf('timeZone');

export function OrganisationSection({ saved }: { saved: Settings['organisation'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  return (
    <SettingsForm
      title="Organisation"
      changed={changed}
      onSaved={reset}
      change={() => ({ organisation: changes })}
      fields={[
        'organisation.name',
        'organisation.helpDesk',
        'organisation.timeZone',
        'organisation.language',
      ]}
    >
      {(faults) => (
        <>
          <TextInput
            label="Name"
            description="On pages, in mails and in authenticator apps"
            maxLength={120}
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={faults['organisation.name']}
          />
          <Textarea
            label="Help desk"
            description="Whom to ask when locked out: phone number, address, room. Shown on every refusal."
            autosize
            minRows={2}
            maxLength={500}
            value={draft.helpDesk}
            onChange={(event) => set({ helpDesk: event.currentTarget.value })}
            error={faults['organisation.helpDesk']}
          />
          <Autocomplete
            label="Time zone"
            description="Enrollment periods end at the end of a day here, e.g. Europe/Berlin"
            data={timeZones}
            withScrollArea={false}
            classNames={{ options: classes.options ?? '' }}
            limit={30}
            value={draft.timeZone}
            onChange={(timeZone) => set({ timeZone })}
            error={faults['organisation.timeZone']}
          />
          <NativeSelect
            label="Language of mails"
            description="To those for whom no other is set"
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            value={draft.language}
            onChange={(event) =>
              set({ language: languages.find((known) => known === event.currentTarget.value) ?? 'en' })
            }
            error={faults['organisation.language']}
          />
          <Text size="sm">
            What the mails say: <TextLink to="/admin/mail-texts">mail texts</TextLink>
          </Text>
        </>
      )}
    </SettingsForm>
  );
}
