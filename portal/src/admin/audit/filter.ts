/** What the audit log is narrowed to; lives in the page's address. */
interface AuditFilter {
  /** Id. */
  user?: string;
  kind?: string;
}

/** Reads the filter from an address. */
export function readAuditFilter({ user, kind }: Record<string, unknown>): AuditFilter {
  return {
    ...(typeof user === 'string' && user && { user }),
    ...(typeof kind === 'string' && kind && { kind }),
  };
}
