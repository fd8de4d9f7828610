import type { Job } from '@sallyport/contract/jobs.ts';
import { useNavigate } from '@tanstack/react-router';
import { useAct } from '../../../console/use-act.ts';

/** Begins an act on many users, and goes to the job that carries it out. */
export function useBulk(start: () => Promise<Job>, onDone: () => void) {
  const navigate = useNavigate();
  return useAct(start, {
    afterwards: ({ id }) => {
      onDone();
      void navigate({ to: '/admin/jobs/$id', params: { id } });
    },
  });
}
