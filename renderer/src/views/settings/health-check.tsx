/** Checks the house on request, and says in words what it found. */
import { useState, type ReactElement } from 'react';
import type { Output } from '../../../../shared/contract.ts';
import { Button } from '../../components/basics/button.tsx';
import { call, CallFailure } from '../../rpc.ts';
import classes from './settings.module.css';

type Report = Output<'doctor.run'>;

const MARKS: Readonly<Record<Report['checks'][number]['state'], { shape: string; word: string }>> = {
  ok: { shape: '●', word: 'fine' },
  warning: { shape: '◆', word: 'look at this' },
  failed: { shape: '■', word: 'broken' },
};

export function HealthCheck(): ReactElement {
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const run = async (deep: boolean): Promise<void> => {
    setRunning(true);
    setProblem(null);
    try {
      setReport(await call('doctor.run', { deep }));
    } catch (thrown) {
      setProblem(thrown instanceof CallFailure ? thrown.message : 'The check could not be made. Try again.');
    } finally {
      setRunning(false);
    }
  };
  return (
    <section className={classes['section']} aria-labelledby="settings-health">
      <h2 id="settings-health">Health</h2>
      <p className={classes['dim']}>
        Looks at the data folder, the database, the keychain, and asks every workspace once. The thorough check also
        reads the whole database.
      </p>
      <div className={classes['buttons']}>
        <Button busy={running} onClick={() => void run(false)}>
          Check now
        </Button>
        <Button disabled={running} onClick={() => void run(true)}>
          Check thoroughly
        </Button>
      </div>
      <div role="status">
        {problem !== null && <p className={classes['problem']}>{problem}</p>}
        {report !== null && (
          <ul className={classes['checks']}>
            {report.checks.map((check, index) => (
              <li key={`${check.name}${index}`} data-state={check.state}>
                <span className={classes['mark']} aria-hidden="true">
                  {MARKS[check.state].shape}
                </span>
                <span>
                  <bdi>{check.name}</bdi>, {MARKS[check.state].word}
                </span>
                <span className={classes['dim']}>{check.message}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
