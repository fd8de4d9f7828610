import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

const rows = 1_000;

export interface RawTransactions extends Disposable {
  /** So many transactions, each synced before the next begins; milliseconds in all. */
  run(count: number): Promise<number>;
}

/** The least that a durable change can cost: one SELECT, UPDATE and INSERT in a transaction of its own. */
export const rawTransactions = (folder: string): RawTransactions => {
  const database = new Sqlite(join(folder, 'raw.db'));
  for (const pragma of ['journal_mode = wal', 'synchronous = full']) database.pragma(pragma);
  database.exec(`create table counters (id integer primary key, counter integer not null);
    create table uses (id integer primary key, counter_id integer not null, at integer not null);
    with recursive n (id) as (select 1 union all select id + 1 from n where id < ${rows})
      insert into counters select id, 0 from n`);
  const select = database.prepare('select counter from counters where id = ?');
  const update = database.prepare('update counters set counter = counter + 1 where id = ?');
  const insert = database.prepare('insert into uses (counter_id, at) values (?, ?)');
  const transaction = database.transaction((id: number) => {
    select.get(id);
    update.run(id);
    insert.run(id, Date.now());
  });
  return {
    async run(count) {
      const started = performance.now();
      for (let done = 0; done < count; done++) transaction.immediate((done % rows) + 1);
      return performance.now() - started;
    },
    [Symbol.dispose]: () => void database.close(),
  };
};
