import type { Settings } from '@sallyport/contract/settings.ts';
import type { NodemailerError } from 'nodemailer';

type Smtp = NonNullable<Settings['mail']['smtp']>;

/** An error whose message tells an administrator what to mend; the relay's own words are in it. */
export const relayFailure = (error: unknown, { host, port, security }: Smtp): Error => {
  const relay = `${host}:${port}`;
  const {
    code,
    response,
    message: because,
  }: NodemailerError = error instanceof Error ? error : new Error(String(error));
  const said = response === undefined ? '' : `: ${response}`;

  const sentence = () => {
    switch (code) {
      case 'EDNS':
        return `The mail server’s name ${host} is not known.`;
      case 'ETIMEDOUT':
        return `The mail server ${relay} does not answer.`;
      case 'ETLS':
        return security === 'starttls'
          ? `The mail server ${relay} offers no encryption by STARTTLS that can be trusted, and without it nothing is sent: ${because}`
          : `No encrypted connection to the mail server ${relay} came about: ${because}`;
      case 'EAUTH':
      case 'ENOAUTH':
        return `The mail server ${relay} refuses the user name or password${said}`;
      case 'EENVELOPE':
        return `The mail server ${relay} refuses the sender or the recipient${said}`;
      case 'EMESSAGE':
        return `The mail server ${relay} refuses the mail${said}`;
      default:
        return said === ''
          ? `The mail server ${relay} cannot be reached: ${because}`
          : `The mail server ${relay} refuses${said}`;
    }
  };
  return new Error(sentence(), { cause: error });
};
