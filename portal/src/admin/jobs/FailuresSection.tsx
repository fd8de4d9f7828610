import { Text } from '@mantine/core';
import type { Job } from '@sallyport/contract/jobs.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListPages } from '../../console/ListPages.tsx';
import { TextLink } from '../../console/links.tsx';
import { askingPages } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import rows from '../../console/rows.module.css';
import { Section } from '../../console/Section.tsx';
import { EmptyState } from '../../ui/states.tsx';

/** Whom a job could not serve, each with the reason. */
export function FailuresSection({ job }: { job: Job }) {
  const failures = useInfiniteQuery(
    askingPages(['GET /jobs/:id/failures', job.id, job.failures], (cursor) =>
      request('GET /jobs/:id/failures', { params: { id: job.id }, query: { cursor } }),
    ),
  );
  return (
    <Section
      title={`${job.failures.toLocaleString('en')} could not be served`}
      about="Nothing was changed for them; everybody else was served."
    >
      <ListPages query={failures} empty={<EmptyState title="Nobody" />}>
        {(items) => (
          <ul className={rows.list}>
            {items.map(({ userId, username, message }) => (
              <li key={userId} className={rows.row}>
                <div className={rows.words}>
                  {username ? (
                    <TextLink to="/admin/users/$id" params={{ id: userId }}>
                      {username}
                    </TextLink>
                  ) : (
                    <Text component="span">{userId}</Text>
                  )}
                  <Text size="sm" c="dimmed">
                    {message}
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        )}
      </ListPages>
    </Section>
  );
}
