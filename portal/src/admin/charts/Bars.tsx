import type { ReactNode } from 'react';
import classes from './Bars.module.css';

interface Bar {
  key: string;
  /** Often a link to the list behind the number. */
  name: ReactNode;
  count: ReactNode;
  /** 0 to 1. */
  share: number;
}

/** Numbers side by side, the number told beside each bar. */
export function Bars({ bars, color }: { bars: readonly Bar[]; color: string }) {
  return (
    <ul className={classes.bars}>
      {bars.map(({ key, name, count, share }) => (
        <li key={key}>
          <div className={classes.line}>
            <span className={classes.name}>{name}</span>
            <span className={classes.count}>{count}</span>
          </div>
          <div className={classes.track} aria-hidden="true">
            <span className={classes.value} style={{ width: `${100 * share}%`, background: color }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
