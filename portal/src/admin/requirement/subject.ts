import type { Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import { request } from '../../console/request.ts';

/** Whose switch is turned. */
export type Subject =
  | { kind: 'everyone' }
  | { kind: 'group'; groupId: string }
  | { kind: 'user'; userId: string };

/** Turns the switch; `null` turns it off. */
export function putRequirement(
  subject: Subject,
  body: RequirementInput | null,
): Promise<Requirement | undefined> {
  switch (subject.kind) {
    case 'everyone':
      return body
        ? request('PUT /requirements/everyone', { body })
        : request('DELETE /requirements/everyone');
    case 'group': {
      const params = { id: subject.groupId };
      return body
        ? request('PUT /groups/:id/requirement', { params, body })
        : request('DELETE /groups/:id/requirement', { params });
    }
    case 'user': {
      const params = { id: subject.userId };
      return body
        ? request('PUT /users/:id/requirement', { params, body })
        : request('DELETE /users/:id/requirement', { params });
    }
  }
}
