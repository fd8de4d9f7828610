/** A command ran and found that something is not as it should be; it has said so already. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
