import type { Permission } from '@sallyport/contract/route.ts';
import type { CurrentSession } from '@sallyport/contract/sign-in.ts';
import { createContext, use } from 'react';

const SessionContext = createContext<CurrentSession | null>(null);

/** Whose pages these are; the shell provides it. */
export const SessionProvider = SessionContext.Provider;

export function useSession(): CurrentSession {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is used outside the shell');
  return session;
}

/** Whether the reader's role allows `permission`. The server decides; this only spares them dead ends. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
