import { describe, expect, it } from 'vitest';
import { rehearseQuestions } from '../../electron/shell/rehearsal.ts';
import { firstQuestions } from '../../renderer/src/first-questions.ts';
import { contract, isMethod } from '../../shared/contract.ts';
import { laneOf } from '../../electron/shell/lanes.ts';

const NOW = Date.UTC(2026, 10, 24, 10, 5);

function asked() {
  const questions: { method: string; input: unknown }[] = [];
  const call = async (method: string, input: unknown) => (
    questions.push({ method, input }),
    { ok: true, value: {} } as const
  );
  rehearseQuestions({ call }, NOW);
  return questions;
}

describe('the rehearsal before there is a window', () => {
  it('asks what both lists ask first, word for word', () => {
    const inWindow = [...firstQuestions('#/', NOW, 'UTC'), ...firstQuestions('#/events', NOW, 'UTC')];
    const questions = asked();
    for (const { method, input } of inWindow) expect(questions).toContainEqual({ method, input });
    for (const question of questions) expect(inWindow).toContainEqual(question);
  });

  it('asks nothing that the contract refuses, and nothing of the core itself', () => {
    for (const { method, input } of asked()) {
      expect(isMethod(method) && contract[method].input().safeParse(input).success, method).toBe(true);
      expect(laneOf(method)).toBe('replica');
    }
  });
});
