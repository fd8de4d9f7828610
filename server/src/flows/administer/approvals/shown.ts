import { asId } from '../../../kernel/ids.ts';
import type { ApprovalInput, KeptInput } from '../../../ports/approvals.ts';
import type { Repositories } from '../../../ports/repositories.ts';

type Field = KeptInput['shown'][number];
type Names = Pick<Repositories, 'users' | 'groups'>;

/** Of a long list so many are named, and how many they are in all. */
const named = 10;

/** What was typed, field by field, as a person reads it: users and groups by their names, secrets not at all. */
export const shownOf = async (
  source: Names,
  { body, query }: ApprovalInput,
  secrets: ReadonlySet<string>,
): Promise<Field[]> => {
  const shown: Field[] = [];
  for (const { field, value } of [...fieldsOf('', body), ...fieldsOf('', query)])
    shown.push({
      field: field.replace(/(user|owner|group)Id(s?)$/, '$1$2'),
      value: secrets.has(field) ? '•••' : await spelled(source, value),
    });
  return shown;
};

interface Typed {
  readonly field: string;
  readonly value: unknown;
}

const fieldsOf = (path: string, value: unknown): Typed[] => {
  if (value === undefined) return [];
  if (!isObject(value)) return [{ field: path, value }];
  return Object.entries(value).flatMap(([key, each]) => fieldsOf(path === '' ? key : `${path}.${key}`, each));
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const spelled = async (source: Names, value: unknown): Promise<string> => {
  if (value === null) return 'none';
  if (Array.isArray(value)) return spelledList(source, value);
  if (isObject(value)) {
    const parts: string[] = [];
    for (const { field, value: inner } of fieldsOf('', value))
      parts.push(`${field} ${await spelled(source, inner)}`);
    return parts.join(', ');
  }
  return typeof value === 'string' ? nameOf(source, value) : JSON.stringify(value);
};

const spelledList = async (source: Names, list: readonly unknown[]): Promise<string> => {
  if (list.length === 0) return 'none';
  const words: string[] = [];
  for (const each of list.slice(0, named)) words.push(await spelled(source, each));
  const text = words.join(list.some(isObject) ? '; ' : ', ');
  return list.length > named ? `${list.length} in all: ${text} and ${list.length - named} more` : text;
};

const id = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

/** Ids say nothing to a person. */
const nameOf = async ({ users, groups }: Names, text: string): Promise<string> => {
  if (!id.test(text)) return text;
  return (await users.byId(asId(text)))?.username ?? (await groups.byId(asId(text)))?.name ?? text;
};
