import { openReader } from '../../../electron/core/store/index.ts';
import { percentile, samples } from '../measure.ts';
import { questions } from './questions.ts';
const now = JSON.parse((await import('node:fs')).readFileSync('/tmp/tb.json', 'utf8')).now;
const reader = openReader('/tmp/tb/callboard.db', { log: { write: () => undefined } });
const res = questions(reader, now).map((q) => { let p99 = Infinity; for (let i = 0; i < 3; i++) p99 = Math.min(p99, percentile(samples(100, i === 0 ? 10 : 0, q.ask), 99)); return { ...q, p99 }; });
for (const kind of new Set(res.map((r) => r.kind))) { const of = res.filter((r) => r.kind === kind).sort((a, b) => b.p99 - a.p99); console.log(kind, of.length, of.slice(0, 4).map((r) => `${r.p99.toFixed(1)} ${r.name}`).join(' | ')); }
