import { Button } from '@mantine/core';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { DialogButton } from '../../console/DialogButton.tsx';
import { ListPages } from '../../console/ListPages.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking, askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CreateUser } from './CreateUser.tsx';
import type { UsersView } from './filter.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { nobody, sizeOf } from './selection.ts';
import { UserFilters } from './UserFilters.tsx';
import { UserTable } from './UserTable.tsx';

/** All users, how they stand with 2FA, and the filters over them. */
export function UsersPage() {
  const { column, ...filter } = useSearch({ from: '/admin/users' });
  const navigate = useNavigate({ from: '/admin/users' });
  const mayWrite = useMay('users:write');
  const maySelect = useMay('users:reset') || mayWrite;
  const users = useInfiniteQuery({
    ...askingPages(['GET /users', filter], (cursor) =>
      request('GET /users', { query: { ...filter, cursor } }),
    ),
    placeholderData: keepPreviousData,
  });
  const count = useQuery(asking('GET /users/count', { query: filter }));
  const filtered = Object.keys(filter).length > 0;
  const [selection, setSelection] = useState(nobody);
  const show = ({ column: shownColumn, ...changed }: UsersView) => {
    // What is no longer in the list must not be acted on unseen.
    if (JSON.stringify(changed) !== JSON.stringify(filter)) setSelection(nobody);
    void navigate({ search: { ...changed, ...(shownColumn && { column: shownColumn }) }, replace: true });
  };
  const shown = column && { column };

  return (
    <Page
      title="Users"
      actions={
        mayWrite && (
          <>
            <ButtonLink to="/admin/users/import" variant="default">
              Import from CSV
            </ButtonLink>
            <DialogButton label="Create a user">{(close) => <CreateUser onDone={close} />}</DialogButton>
          </>
        )
      }
    >
      <Section title="All users">
        <UserFilters filter={filter} onChange={(changed) => show({ ...changed, ...shown })} />
        <ListPages
          query={users}
          total={count.data?.count}
          empty={
            filtered ? (
              <EmptyState
                icon={<IconUserSearch size={36} />}
                title="Nobody matches these filters"
                action={
                  <Button variant="default" onClick={() => show({ ...shown })}>
                    Clear the filters
                  </Button>
                }
              />
            ) : (
              <EmptyState icon={<IconUsers size={36} />} title="No users yet">
                Create them one by one, or import a CSV file.
              </EmptyState>
            )
          }
        >
          {(items) => (
            <UserTable
              users={items}
              column={column}
              onColumn={(chosen) => show({ ...filter, ...(chosen && { column: chosen }) })}
              selecting={maySelect ? { selection, onSelect: setSelection } : undefined}
            />
          )}
        </ListPages>
      </Section>
      {sizeOf(selection) > 0 && (
        <SelectionBar selection={selection} filter={filter} onChange={setSelection} />
      )}
    </Page>
  );
}
