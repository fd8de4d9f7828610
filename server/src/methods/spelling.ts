/** How secrets are spelled that people type. Crockford's base32: no I, L, O, U, which are taken for other characters. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 80 bits. */
export const codeBytes = 10;
export const codeLength = (codeBytes * 8) / 5;

const shape = new RegExp(`^[${alphabet}]{${codeLength}}$`);

/** A code made of `codeBytes` random bytes. */
export const newCode = (bytes: Buffer): string => {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let at = 0; at < codeLength; at++, rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
};

/** As shown: `xxxx-xxxx-xxxx-xxxx`. */
export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** The code, however it was typed; undefined when it cannot be one. */
export const codeValue = (typed: string): string | undefined => {
  const bare = typed
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase()
    .replace(/[il]/g, '1')
    .replace(/o/g, '0');
  return shape.test(bare) ? bare : undefined;
};
