import type { AdministerDeps } from '../../flows/administer/deps.ts';
import {
  editMailText,
  listMailTexts,
  previewMailText,
  resetMailText,
} from '../../flows/administer/mail-texts.ts';
import type { Handlers } from '../handler.ts';

type MailTextCall = Extract<keyof Handlers, `${string} /mail-texts${'' | `/${string}`}`>;

export const mailTextRoutes = (deps: AdministerDeps): Pick<Handlers, MailTextCall> => ({
  'GET /mail-texts': () => listMailTexts(deps)(),
  'PUT /mail-texts/:id': ({ caller, params, body }) => editMailText(deps)(caller, params.id, body),
  'DELETE /mail-texts/:id': ({ caller, params }) => resetMailText(deps)(caller, params.id),
  'POST /mail-texts/:id/preview': ({ params, body }) => previewMailText(deps)(params.id, body),
});
