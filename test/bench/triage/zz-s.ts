import { Report } from '../report.ts';
import { benchScreen } from './screen.ts';
const r = new Report();
await benchScreen(r, '/tmp/tb3');
