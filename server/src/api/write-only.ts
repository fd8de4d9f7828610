import { z } from 'zod';

interface Schema {
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** The fields, e.g. `mail.smtp.password`, that the contract marks as never to be read again. */
export const writeOnlyFields = (schema: z.ZodType | undefined): ReadonlySet<string> =>
  // JSON Schema is deeper than we look.
  new Set(schema === undefined ? [] : markedIn(z.toJSONSchema(schema, { io: 'input' }) as Schema, ''));

const markedIn = (
  { writeOnly, properties = {}, anyOf = [], oneOf = [], allOf = [] }: Schema,
  path: string,
): string[] => [
  ...(writeOnly === true ? [path] : []),
  ...[...anyOf, ...oneOf, ...allOf].flatMap((option) => markedIn(option, path)),
  ...Object.entries(properties).flatMap(([name, inner]) =>
    markedIn(inner, path === '' ? name : `${path}.${name}`),
  ),
];
