import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import type { TotpKey } from './steps.ts';

/** Percent-encoded bytes of issuer and account: longer ones make a QR code that phones no longer read. */
const longest = 180;

/** The Key URI Format knows no colon within issuer or account, not even an encoded one. */
const part = (text: string): string => {
  let kept = '';
  for (const character of text.replaceAll(':', ' ').replace(/ +/g, ' ')) {
    if (encodeURIComponent(kept + character).length > longest) break;
    kept += character;
  }
  return kept.trim();
};

/** `otpauth://totp/…` as authenticator apps read it from a QR code. */
export const otpauthUri = (key: TotpKey, issuer: string, account: string): string =>
  new TOTP({
    issuer: part(issuer),
    label: part(account),
    secret: Secret.fromBase32(key.secret),
    algorithm: key.algorithm,
    digits: key.digits,
    period: key.period,
  }).toString();

/** Black on white with the quiet zone of four modules that ISO/IEC 18004 asks for, so that dark pages do not spoil it. */
export const qrCode = (uri: string): string => renderSVG(uri, { ecc: 'M', border: 4, pixelSize: 4 });
