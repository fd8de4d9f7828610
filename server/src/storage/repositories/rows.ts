/** How values of the ports stand in rows. */
import type { Flag, JsonItems } from '../schema.ts';

export const flag = (value: boolean): Flag => (value ? 1 : 0);

/** See `JsonItems`. */
export const jsonItems = (items: readonly unknown[]): JsonItems =>
  items.map((item) => JSON.stringify(item)).join(',');
export const parsedItems = <T>(items: JsonItems): T[] => JSON.parse(`[${items}]`) as T[];

/** Rows in one statement: far below what either database takes in parameters. */
const chunkSize = 500;

export async function inChunks<T>(
  items: readonly T[],
  write: (chunk: T[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += chunkSize)
    await write(items.slice(start, start + chunkSize));
}

/** One page out of `limit + 1` rows: the extra one says that there is more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
): { readonly items: readonly T[]; readonly last?: T } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, last } : { items };
}

/** A cursor is the sort key of the last row, made opaque. */
export const cursor = (key: string): string => Buffer.from(key).toString('base64url');
export const afterCursor = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : Buffer.from(text, 'base64url').toString();
