import type { Act } from '../../flows/administer/act.ts';
import {
  exportPreviewPeople,
  getPreview,
  listPreviewPeople,
  type PreviewDeps,
  previewChange,
} from '../../flows/roll-out/preview/preview.ts';
import type { Handlers } from '../handler.ts';

type PreviewCall = Extract<keyof Handlers, `${string} /policies/preview${string}`>;

export const previewRoutes = (deps: PreviewDeps & Act<never>): Pick<Handlers, PreviewCall> => ({
  'POST /policies/preview': ({ caller, body }) => previewChange(deps)(caller, body),
  'GET /policies/previews/:id': ({ params }) => getPreview(deps)(params.id),
  'GET /policies/previews/:id/people': ({ params, query }) => listPreviewPeople(deps)(params.id, query),
  'GET /policies/previews/:id/people.csv': ({ caller, params, query }) =>
    exportPreviewPeople(deps)(caller, params.id, query),
});
