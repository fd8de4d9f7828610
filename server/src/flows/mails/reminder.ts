import { letter, type WriteLetter } from './letter.ts';

/** To whoever has not set up 2FA and has no deadline to be told of, at an administrator's wish. */
export const setUpReminder: WriteLetter<{ readonly required: boolean }> = (reader, { required }) => {
  const { organisation, origin, username } = reader;
  return letter(reader, {
    kind: 'set-up-reminder',
    subject: 'Please set up two-factor authentication',
    body: [
      required
        ? `${organisation.name} requires two-factor authentication: you will be asked to set it up when you sign in next. Do it now, while you have a moment.`
        : `${organisation.name} asks you to set up two-factor authentication: nobody who merely learns your password gets in then.`,
      `Open ${origin}/ and sign in as ${username}; it takes about two minutes. Keep the backup codes in a safe place.`,
    ],
  });
};
