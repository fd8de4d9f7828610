import { z } from 'zod';
import { Id, line, listOf, Page, Time, text } from './common.ts';
import { Requirement, RequirementInput } from './requirements.ts';

export const Group = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  members: z.int(),
  requirement: Requirement,
  createdAt: Time,
});
export type Group = z.infer<typeof Group>;
export const GroupList = listOf(Group);
export const GroupQuery = Page.extend({ q: z.string().max(200).optional() });
export const CreateGroup = z.object({
  name: line(120),
  description: text(500).default(''),
  requirement: RequirementInput.optional(),
});
export const EditGroup = z.object({ name: line(120), description: text(500) }).partial();
export const ChangeMembers = z.object({
  add: z.array(Id).max(1000).default([]),
  remove: z.array(Id).max(1000).default([]),
});
