/** A text sealed with the first key there was: whoever opens it has the key file that belongs to this database. */
export interface KeyCheck {
  read(): Promise<string | undefined>;
  /** Keeps the one that is there. */
  write(sealed: string): Promise<void>;
}
