import { describe, expect, test } from 'vitest';
import { clockOfMinutes, minutesOfClock } from '../../../renderer/src/views/settings/notices-words.ts';

describe('times of day', () => {
  test('are the same after they were shown and read again', () => {
    for (let minute = 0; minute < 1_440; minute += 1) expect(minutesOfClock(clockOfMinutes(minute))).toBe(minute);
    expect(clockOfMinutes(65)).toBe('01:05');
  });

  test.each(['', '24:00', '7:00', '07:60', '07:00:30', 'noon'])('“%s” is none', (text) => {
    expect(minutesOfClock(text)).toBeNull();
  });
});
