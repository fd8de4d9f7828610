import { z } from 'zod';

/** The words of the product (GLOSSARY.md) that appear on the wire. */

/** Methods that exist in this version; each is a folder in the server's methods/. */
export const MethodKind = z.enum(['totp', 'webauthn', 'backup-code', 'temporary-access-code']);
export type MethodKind = z.infer<typeof MethodKind>;

/** Methods a user can enroll: backup codes come with the first authenticator, access codes from an administrator. */
export const EnrollableMethod = MethodKind.exclude(['backup-code', 'temporary-access-code']);
export type EnrollableMethod = z.infer<typeof EnrollableMethod>;

/** Of mails. */
export const Language = z.enum(['en', 'de']);
export type Language = z.infer<typeof Language>;

export const UserState = z.enum(['staged', 'active', 'suspended']);
export type UserState = z.infer<typeof UserState>;

export const Role = z.enum(['owner', 'administrator', 'help-desk', 'auditor']);
export type Role = z.infer<typeof Role>;

/** `report-only`: weighed and noted down at every sign-in, and nothing follows from it. */
export const PolicyState = z.enum(['off', 'report-only', 'on']);
export type PolicyState = z.infer<typeof PolicyState>;

/** How hard a requirement presses; `none` stands for the absence of one. */
export const Strength = z.enum(['none', 'optional', 'soft', 'forced']);
export type Strength = z.infer<typeof Strength>;

export const EnrollmentStatus = z.enum([
  'enrolled',
  'not-enrolled',
  'in-enrollment-period',
  'expired',
  'pre-enrollment',
]);
export type EnrollmentStatus = z.infer<typeof EnrollmentStatus>;

export const ResourceKind = z.enum(['portal', 'app', 'server', 'radius-client']);
export type ResourceKind = z.infer<typeof ResourceKind>;
