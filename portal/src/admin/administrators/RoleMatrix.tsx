import { List, Text, Title } from '@mantine/core';
import type { Permission } from '@sallyport/contract/route.ts';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { roleDescriptions, roleNames } from '../roles.ts';
import { permissionWords } from './permission-words.ts';
import classes from './RoleMatrix.module.css';

/** What each role may do, as the server judges it, in words. */
export function RoleMatrix() {
  const matrix = useQuery(asking('GET /roles'));
  return (
    <Section title="What each role may do">
      <Loaded query={matrix}>
        {({ roles }) => (
          <div className={classes.roles}>
            {roles.map(({ role, permissions }) => (
              <div key={role}>
                <Title order={3} size="h5">
                  {roleNames[role]}
                </Title>
                <Text size="sm" c="dimmed" mb="xs">
                  {roleDescriptions[role]}
                </Text>
                <Permissions permissions={permissions} />
              </div>
            ))}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Permissions({ permissions }: { permissions: readonly Permission[] }) {
  return (
    <List size="sm" spacing={2}>
      {permissions.map((permission) => (
        <List.Item key={permission}>{permissionWords[permission]}</List.Item>
      ))}
    </List>
  );
}
