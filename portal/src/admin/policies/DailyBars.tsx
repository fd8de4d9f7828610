import classes from './DailyBars.module.css';

interface Props {
  label: string;
  /** ISO days, the oldest first. */
  days: readonly { readonly day: string; readonly touched: number; readonly untouched: number }[];
}

/** One bar a day: filled what a policy would have touched, outlined above it what it would not. */
export function DailyBars({ label, days }: Props) {
  const most = Math.max(1, ...days.map(({ touched, untouched }) => touched + untouched));
  const height = (count: number): number => (count / most) * 100;
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${days.length * 10} 102`}
        preserveAspectRatio="none"
        className={classes.bars}
        role="img"
        aria-label={`${label}; at most ${most} on a day`}
      >
        {days.map(({ day, touched, untouched }, index) => (
          <g key={day}>
            <title>{`${day}: ${touched} touched, ${untouched} not`}</title>
            <rect x={index * 10} y={0} width={10} height={102} className={classes.day} />
            <rect
              x={index * 10 + 1}
              y={101 - height(touched)}
              width={8}
              height={height(touched)}
              className={classes.touched}
            />
            <rect
              x={index * 10 + 1}
              y={101 - height(touched + untouched)}
              width={8}
              height={height(untouched)}
              className={classes.untouched}
            />
          </g>
        ))}
      </svg>
      <figcaption className={classes.caption}>
        <span>{label}</span>
        <span className={classes.key}>
          <span className={classes.touchedKey} aria-hidden="true" /> touched
        </span>
        <span className={classes.key}>
          <span className={classes.untouchedKey} aria-hidden="true" /> no different
        </span>
      </figcaption>
    </figure>
  );
}
