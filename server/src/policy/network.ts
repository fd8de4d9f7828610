/*
 * In place of `BlockList` of node:net: policy sees nothing of Node, and says itself what a mapped address is inside of.
 */

/** An IP address as four 32-bit words, version 4 in its mapped form (RFC 4291 §2.5.5.2). */
export type Address = readonly [number, number, number, number];

/** A CIDR block; `prefix` counts the 128 bits of `Address`. */
export interface Network {
  readonly base: Address;
  readonly prefix: number;
}

const mappedPrefix = 96;
const mapped = (word: number): Address => [0, 0, 0xffff, word];
export const isMapped = ([a, b, c]: Address): boolean => a === 0 && b === 0 && c === 0xffff;

const DOT = 46;
const ZERO = 48;
const COLON = 58;

/** Dotted decimal, strictly: four numbers to 255 and no leading zeros, which some read as octal. */
const parseV4 = (text: string): number | null => {
  let word = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === DOT) {
      if (octet < 0 || ++dots > 3) return null;
      word = (word << 8) | octet;
      octet = -1;
    } else {
      const digit = char - ZERO;
      if (digit < 0 || digit > 9 || octet === 0) return null;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return null;
    }
  }
  return dots === 3 && octet >= 0 ? ((word << 8) | octet) >>> 0 : null;
};

/** What a hexadecimal digit is worth, of either case; -1 for what is none. */
const hexDigit = (char: number): number => {
  if (char >= ZERO && char <= ZERO + 9) return char - ZERO;
  const letter = (char | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
};

/** The 16-bit groups written on one side of `::`; null when one is no hexadecimal number of up to four digits. */
const parseGroups = (text: string): number[] | null => {
  const groups: number[] = [];
  let digits = 0;
  let group = 0;
  for (let i = 0; text !== '' && i <= text.length; i++) {
    const char = i < text.length ? text.charCodeAt(i) : COLON;
    if (char === COLON) {
      if (digits === 0) return null;
      groups.push(group);
      digits = 0;
      group = 0;
    } else {
      const digit = hexDigit(char);
      if (digit < 0 || ++digits > 4) return null;
      group = (group << 4) | digit;
    }
  }
  return groups;
};

/** `::ffff:192.0.2.1` as `::ffff:c000:201`. */
const withoutDots = (text: string): string =>
  text.replace(/[^:]*\.[^:]*$/, (tail) => {
    const word = parseV4(tail);
    return word === null ? tail : `${(word >>> 16).toString(16)}:${(word & 0xffff).toString(16)}`;
  });

/** RFC 4291 §2.2. */
const parseV6 = (text: string): Address | null => {
  const [head = '', tail, ...more] = (text.includes('.') ? withoutDots(text) : text).split('::');
  const left = parseGroups(head);
  const right = parseGroups(tail ?? '');
  if (left === null || right === null || more.length > 0) return null;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array<number>(missing).fill(0), ...right];
  const word = (index: number): number => (((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0)) >>> 0;
  return [word(0), word(2), word(4), word(6)];
};

const readAddress = (text: string): Address | null => {
  const word = parseV4(text);
  if (word !== null) return mapped(word);
  const zone = text.indexOf('%');
  return parseV6(zone === -1 ? text : text.slice(0, zone));
};

let lastText = '';
let lastAddress: Address | null = null;

/**
 * Null for what is no address. A zone (`fe80::1%eth0`) is left out of account. The last one is kept, since all the
 * criteria of a decision ask for the same.
 */
export const parseAddress = (text: string): Address | null => {
  if (text !== lastText) {
    lastAddress = readAddress(text);
    lastText = text;
  }
  return lastAddress;
};

/** `10.0.0.0/8`, `2001:db8::/32`, or an address alone. Null for what is neither. */
export const parseNetwork = (text: string): Network | null => {
  const [, addressText = '', prefixText] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const base = parseAddress(addressText);
  if (base === null) return null;
  const offset = addressText.includes(':') ? 0 : mappedPrefix;
  const prefix = prefixText === undefined ? 128 : Number(prefixText) + offset;
  return prefix <= 128 ? { base, prefix } : null;
};

/** A version 4 address is only ever inside a version 4 network: `::/0` does not mean everybody. */
export const contains = ({ base, prefix }: Network, address: Address): boolean => {
  if (prefix < mappedPrefix && isMapped(address)) return false;
  for (let index = 0, left = prefix; index < 4 && left > 0; index++, left -= 32) {
    const mask = left >= 32 ? -1 : -1 << (32 - left);
    if ((((base[index] ?? 0) ^ (address[index] ?? 0)) & mask) !== 0) return false;
  }
  return true;
};

const written = (address: readonly number[]): string =>
  address.map((word) => `${(word >>> 16).toString(16)}:${(word & 0xffff).toString(16)}`).join(':');

/** The first address of a network and the first after it, written out; between two such edges nothing begins or ends. */
export const edgesOf = ({ base, prefix }: Network): readonly string[] => {
  const mask = (index: number): number => {
    const left = Math.min(32, Math.max(0, prefix - 32 * index));
    return left === 0 ? 0 : (-1 << (32 - left)) >>> 0;
  };
  const first = base.map((word, index) => (word & mask(index)) >>> 0);
  const after = first.map((word, index) => (word | ~mask(index)) >>> 0);
  for (let index = 3; index >= 0; index--) {
    after[index] = ((after[index] ?? 0) + 1) >>> 0;
    if (after[index] !== 0) break;
  }
  return [written(first), written(after)];
};
