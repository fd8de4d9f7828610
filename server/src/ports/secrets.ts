/** Encrypts what is stored: AES-256-GCM with keys kept outside the database. */
export interface Sealer {
  /** `context` is authenticated with it, e.g. `totp:<authenticator id>`: sealed text moved elsewhere does not open. */
  seal(plain: string, context: string): string;
  open(sealed: string, context: string): string;
}

/** argon2id at 19 MiB, t=2, p=1 or stronger. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With no hash to check it takes the same time and says false: answers tell nothing. */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** For backup codes: one hash with a salt of the whole set, base64. */
  hashWithSalt(secret: string, salt: Buffer): Promise<string>;
}
