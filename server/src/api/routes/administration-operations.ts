import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { listMails, retryMail } from '../../flows/administer/mails.ts';
import { overview } from '../../flows/administer/overview.ts';
import { editSettings } from '../../flows/administer/settings/edit.ts';
import { getSettings } from '../../flows/administer/settings/read.ts';
import { sendTestMail } from '../../flows/administer/settings/test-mail.ts';
import { createToken, listTokens, revokeToken } from '../../flows/administer/tokens.ts';
import type { Handlers } from '../handler.ts';

type OperationCall = Extract<
  keyof Handlers,
  `${string} /${'overview' | 'mails' | 'settings' | 'tokens'}${'' | `/${string}`}`
>;

export const operationRoutes = (deps: AdministerDeps): Pick<Handlers, OperationCall> => ({
  'GET /overview': () => overview(deps)(),
  'GET /settings': () => getSettings(deps)(),
  'PATCH /settings': ({ caller, body }) => editSettings(deps)(caller, body),
  'POST /settings/test-mail': async ({ caller, body }) => {
    await sendTestMail(deps)(caller, body.to);
    return undefined;
  },
  'GET /mails': ({ caller, query }) => listMails(deps)(caller, query),
  'POST /mails/:id/retry': ({ caller, params }) => retryMail(deps)(caller, params.id),
  'GET /tokens': () => listTokens(deps)(),
  'POST /tokens': ({ caller, body }) => createToken(deps)(caller, body),
  'DELETE /tokens/:id': async ({ caller, params }) => {
    await revokeToken(deps)(caller, params.id);
    return undefined;
  },
});
