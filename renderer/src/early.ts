/** Answers to the first page's questions, on their way or here, until the page takes them. */
import type { Question } from './first-questions.ts';
import { call } from './rpc.ts';

interface Early {
  readonly question: Question;
  readonly answer: Promise<unknown>;
}

let early: readonly Early[] = [];

/** Asks at once. */
export function askEarly(questions: readonly Question[]): void {
  early = questions.map((question) => {
    const answer = call(question.method, question.input);
    // Whoever takes it hears what went wrong; an answer that nobody takes is no error.
    answer.catch(() => {});
    return { question, answer };
  });
}

/** The answer to a question that was asked early, once. */
export function takeEarly(same: (question: Question) => boolean): Promise<unknown> | undefined {
  const found = early.find(({ question }) => same(question));
  early = early.filter((entry) => entry !== found);
  return found?.answer;
}

/** Hands over each answer that comes before a view has asked its question. Resolves when all have come or failed. */
export async function keepEarly(keep: (question: Question, value: unknown) => void): Promise<void> {
  const kept = early.map(async (entry) => {
    const value = await entry.answer;
    // Taken or forgotten meanwhile: then what the view holds is newer.
    if (early.includes(entry)) keep(entry.question, value);
  });
  await Promise.allSettled(kept);
}

/** What was asked before something changed is no answer to what is asked after it. */
export function forgetEarly(): void {
  early = [];
}
