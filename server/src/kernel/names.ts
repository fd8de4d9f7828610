const invisible = /[\p{Default_Ignorable_Code_Point}\p{Control}]/gu;

/**
 * One form for all spellings of a name: width and composition (NFKC), case, invisible characters, surrounding
 * spaces. Lower, upper, and lower case again come close to Unicode's full case folding (`ß`, `ẞ` and `SS` are one).
 */
const foldedName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(invisible, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .trim();

/** Under which a user is stored and found; budgets of wrong tries count by it too. */
export const usernameKey = foldedName;

/** Under which a group is stored and found. */
export const groupNameKey = foldedName;

/** Under which a named policy is stored and found. */
export const policyNameKey = foldedName;

/** Under which a rollout is stored and found. */
export const rolloutNameKey = foldedName;

/** For comparing e-mail addresses, and for searching: spellings fold as names do. */
export const searchKey = foldedName;
