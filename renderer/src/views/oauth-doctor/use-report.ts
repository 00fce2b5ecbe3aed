/**
 * Asks the doctor while somebody types. The text lives in this state and in the one call: not in the query cache, the address
 * or the settings, because it may hold a secret.
 */
import { useEffect, useRef, useState } from 'react';
import type { OauthReport } from '../../../../shared/diagnosis.ts';
import { call, CallFailure } from '../../rpc.ts';

/** Pause in typing after which the text is checked, ms. */
const PAUSE_MS = 150;
/** The contract takes no longer text. */
export const LONGEST_TEXT = 200_000;

export interface Doctor {
  /** What stands in the field: as typed, and without its secrets once they were found. */
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Null: nothing was checked yet. It may be of the text before. */
  readonly report: OauthReport | null;
  readonly problem: string | null;
  readonly retry: () => void;
  /** The text is longer than what can be checked. */
  readonly tooLong: boolean;
  /** Counts how often secrets were taken out of the field. */
  readonly cleaned: number;
}

export function useReport(): Doctor {
  const [text, setText] = useState('');
  const [report, setReport] = useState<OauthReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [cleaned, setCleaned] = useState(0);
  // The text that the report stands for already: the cleaned one needs no second look.
  const known = useRef('');
  const tooLong = text.length > LONGEST_TEXT;

  useEffect(() => {
    if (text === known.current) return;
    known.current = '';
    if (text.trim() === '' || tooLong) {
      setReport(null);
      setProblem(null);
      return;
    }
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      call('doctor.oauth', { text }, { signal: leaving.signal }).then(
        (answer) => {
          if (leaving.signal.aborted) return;
          setReport(answer);
          setProblem(null);
          if (answer.secrets.length === 0) return;
          known.current = answer.shown;
          setText(answer.shown);
          setCleaned((count) => count + 1);
        },
        (thrown: unknown) => {
          if (leaving.signal.aborted) return;
          setReport(null);
          setProblem(thrown instanceof CallFailure ? thrown.message : 'The text could not be checked. Try again.');
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [text, tooLong, attempt]);

  return { text, setText, report, problem, tooLong, cleaned, retry: () => setAttempt((count) => count + 1) };
}
