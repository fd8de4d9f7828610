const width = 30;

/** One line of text: `███████░░░ 1,234 of 5,678`. */
export const progressBar = ({ done, total }: { readonly done: number; readonly total: number }): string => {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(share * width);
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
  return `${bar} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
};
