/** Under which address browsers reach this installation: what the server that ran last was started with. */
export interface PublicOrigin {
  read(): Promise<string | undefined>;
  write(origin: string): Promise<void>;
}
