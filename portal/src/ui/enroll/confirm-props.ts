import type { ConfirmEnrollment, StartedEnrollment } from '@sallyport/contract/sign-in.ts';

/** What the last step of each method needs. */
export interface ConfirmProps {
  started: StartedEnrollment;
  confirm: (answer: ConfirmEnrollment) => Promise<void>;
  withName: boolean;
  /** To the choice of methods; what was started is dropped. */
  onBack: () => void;
}
