import { z } from 'zod';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');
const transports = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};

/** Unknown transports are left out instead of refused (WebAuthn L3 §5.8.4). */
export const Transports = z
  .array(z.string())
  .transform((all) => all.flatMap((each) => transports.safeParse(each).data ?? []));

/** RegistrationResponseJSON (WebAuthn L3 §5.1). */
export const RegistrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: Transports.default([]),
  }),
});

/** AuthenticationResponseJSON (WebAuthn L3 §5.1). */
export const AuthenticationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});
