/** Whether people are being answered at this moment: work in the background gives way to them. */
export interface Traffic {
  isQuiet(): boolean;
}
