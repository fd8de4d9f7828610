import { Text } from '@mantine/core';
import type { Group } from '@sallyport/contract/groups.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { RequirementEditor } from '../requirement/RequirementEditor.tsx';
import { GroupForm } from './GroupForm.tsx';
import { MembersSection } from './MembersSection.tsx';

/** One group: its rule and its members. */
export function GroupPage() {
  const { id } = useParams({ from: '/admin/groups/$id' });
  const group = useQuery(asking('GET /groups/:id', { params: { id } }));
  const mayWrite = useMay('groups:write');
  const mayReadRules = useMay('requirements:read');
  return (
    <Page
      title={group.data?.name ?? 'Group'}
      about={group.data?.description}
      actions={
        <>
          <ButtonLink to="/admin/groups" variant="default">
            All groups
          </ButtonLink>
          {mayWrite && group.data && <GroupActions group={group.data} />}
        </>
      }
    >
      <Loaded query={group}>
        {(loaded) => (
          <>
            {mayReadRules && (
              <Section title="Rule of this group" about="For its members, besides what other rules ask.">
                <RequirementEditor
                  key={`${loaded.id} ${loaded.requirement.changedAt ?? loaded.requirement.strength}`}
                  subject={{ kind: 'group', groupId: loaded.id }}
                  current={loaded.requirement}
                  label="Two-factor authentication is"
                  noneLabel="Off: other rules alone decide"
                />
              </Section>
            )}
            <MembersSection key={loaded.id} group={loaded} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function GroupActions({ group }: { group: Group }) {
  return (
    <>
      <DialogButton label="Edit" title={`Edit “${group.name}”`} variant="default">
        {(close) => (
          <GroupForm
            initial={group}
            submit="Save"
            save={(body) => request('PATCH /groups/:id', { params: { id: group.id }, body })}
            onSaved={close}
            onCancel={close}
          />
        )}
      </DialogButton>
      <DialogButton label="Delete" title={`Delete “${group.name}”?`} variant="default">
        {(close) => <DeleteGroup group={group} onDone={close} />}
      </DialogButton>
    </>
  );
}

function DeleteGroup({ group, onDone }: { group: Group; onDone: () => void }) {
  const navigate = useNavigate();
  const remove = useAct(() => request('DELETE /groups/:id', { params: { id: group.id } }), {
    said: `The group “${group.name}” was deleted.`,
    afterwards: async () => {
      onDone();
      await navigate({ to: '/admin/groups' });
    },
  });
  return (
    <ActForm act={remove} onSubmit={() => remove.run()} submit="Delete it" dangerous onCancel={onDone}>
      <Text>
        Its members stay, and so do their authenticators. What the group’s rule required of them does not
        apply any more.
      </Text>
    </ActForm>
  );
}
