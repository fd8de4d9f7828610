import type { Rollout, Wave } from '@sallyport/contract/rollouts.ts';
import classes from './Timeline.module.css';
import { drawTimeline } from './timeline.ts';

const looks: Readonly<Record<Wave['state'], string | undefined>> = {
  waiting: classes.planned,
  announcing: classes.planned,
  announced: classes.planned,
  started: classes.started,
  held: classes.held,
  over: classes.over,
};

/** The waves as bars from start to deadline, announcements as dots, today as a line; the table beneath says the same. */
export function Timeline({ rollout }: { rollout: Rollout }) {
  const { waves, today, ticks } = drawTimeline(rollout, Date.parse(rollout.asOf));
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: rollout.timeZone,
    day: 'numeric',
    month: 'short',
  });
  return (
    <div className={classes.timeline} aria-hidden="true">
      <div className={classes.today} style={{ insetInlineStart: `${today}%` }}>
        <span className={classes.todayName}>today</span>
      </div>
      {waves.map(({ wave, announcedAt, from, to }) => (
        <div key={wave.number} className={classes.wave}>
          <span className={classes.name}>{wave.name}</span>
          <div className={classes.lane}>
            {announcedAt !== undefined && (
              <>
                <span
                  className={classes.before}
                  style={{
                    insetInlineStart: `${announcedAt}%`,
                    width: `${Math.max(0, from - announcedAt)}%`,
                  }}
                />
                <span className={classes.mail} style={{ insetInlineStart: `${announcedAt}%` }} />
              </>
            )}
            <span
              className={`${classes.bar} ${looks[wave.state]}`}
              style={{ insetInlineStart: `${from}%`, width: `${Math.max(0.5, to - from)}%` }}
            />
          </div>
        </div>
      ))}
      {ticks.map(({ at, time }) => (
        <span key={at} className={classes.tick} style={{ insetInlineStart: `${at}%` }}>
          {format.format(time)}
        </span>
      ))}
    </div>
  );
}
