import { Checkbox, NumberInput, Radio, Stack } from '@mantine/core';
import { EnrollableMethod, type MethodKind, type Strength } from '@sallyport/contract/vocabulary.ts';
import { methodNames } from '../../ui/methods.ts';
import { strengthExplanations, strengthNames } from '../requirement/strengths.ts';
import { faultOf } from './field-faults.ts';
import type { PolicyFields } from './fields.ts';

const strengths: readonly Strength[] = ['optional', 'soft', 'forced'];
const actions: readonly (Strength | 'deny')[] = ['none', ...strengths, 'deny'];

/** What follows for whom the policy meets. */
export function ActionFields({ draft, set, faults }: PolicyFields) {
  return (
    <>
      <Radio.Group
        label="What follows"
        value={draft.action}
        onChange={(chosen) => set({ action: actions.find((action) => action === chosen) ?? 'soft' })}
      >
        <Stack gap="sm" mt="xs">
          {draft.action === 'none' && <Radio value="none" label="Not required by this policy" />}
          {strengths.map((strength) => (
            <Radio
              key={strength}
              value={strength}
              label={strengthNames[strength]}
              description={strengthExplanations[strength]}
            />
          ))}
          <Radio
            value="deny"
            label="The sign-in is refused"
            description="Whatever factors somebody has. Exemptions do not lift it."
          />
        </Stack>
      </Radio.Group>
      {draft.action === 'soft' && (
        <NumberInput
          label="Enrollment period, in days"
          description="From 1 to 365. It begins for everybody under Who when the policy is switched on, wherever they sign in; for those who join later, then."
          min={1}
          max={365}
          allowDecimal={false}
          maw={320}
          value={draft.days}
          onChange={(days) => set({ days })}
          error={faultOf(faults, 'action.requirement.days')}
        />
      )}
      {draft.action !== 'deny' && <MethodFields draft={draft} set={set} faults={faults} />}
    </>
  );
}

function MethodFields({ draft, set, faults }: PolicyFields) {
  // What the API allowed besides, such as backup codes, stays as it is.
  const others = draft.allowed.filter((method) => !isEnrollable(method));
  return (
    <>
      <Checkbox.Group
        label="Methods that count"
        description="None ticked: any that is switched on. With some ticked, those alone are taken here."
        value={draft.allowed}
        onChange={(chosen) => {
          const ticked = EnrollableMethod.options.filter((method) => chosen.includes(method));
          set({ allowed: ticked.length === 0 ? [] : [...ticked, ...others] });
        }}
        error={faultOf(faults, 'action.requirement.allowed')}
      >
        <Methods />
      </Checkbox.Group>
      <Checkbox.Group
        label="Methods everybody must set up"
        description="A method ticked here is owed even after another was set up."
        value={draft.owed}
        onChange={(chosen) =>
          set({ owed: EnrollableMethod.options.filter((method) => chosen.includes(method)) })
        }
        error={faults['action.requirement']}
      >
        <Methods />
      </Checkbox.Group>
      {/* This version remembers no devices: only what the API has set can be taken back here. */}
      {!draft.rememberDevices && (
        <Checkbox
          label="A remembered device may stand in for the second factor"
          checked={draft.rememberDevices}
          onChange={(event) => set({ rememberDevices: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

const isEnrollable = (method: MethodKind): boolean =>
  EnrollableMethod.options.some((enrollable) => enrollable === method);

function Methods() {
  return (
    <Stack gap="xs" mt="xs">
      {EnrollableMethod.options.map((method) => (
        <Checkbox key={method} value={method} label={methodNames[method]} />
      ))}
    </Stack>
  );
}
