/** Columns of the coverage by customer domain. */
import type { Verdict } from '../../../../../shared/values.ts';
import type { DomainCoverage } from '../../../../../shared/verdicts.ts';
import { Mark } from '../../../components/basics/marks.tsx';
import type { Column } from '../../../components/grid/columns.ts';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../../components/verdict/look.ts';
import { countText } from '../../../format/numbers.ts';
import { exactText, relativeText, soonText, type Zone } from '../../../format/time.ts';
import { VERDICT_MEANING, VERDICT_WORDS } from '../../../format/words.ts';
import styles from '../../views.module.css';
import { meetingCount, totalsOf } from './sentence.ts';
import { ShareBar } from './share-bar.tsx';

export interface CoverageContext {
  readonly now: number;
  readonly zone: Zone;
}

type CoverageColumn = Column<DomainCoverage, CoverageContext>;

const DOMAIN: CoverageColumn = {
  id: 'domain',
  header: 'Customer',
  flex: 3,
  minWidth: 130,
  cell: ({ domain }) => <bdi>{domain}</bdi>,
};

const SHARE: CoverageColumn = {
  id: 'share',
  header: 'Share',
  flex: 2,
  minWidth: 90,
  hideBelow: 720,
  cell: ({ counts }) => <ShareBar totals={totalsOf(counts)} />,
};

const MEETINGS: CoverageColumn = {
  id: 'meetings',
  header: 'Meetings',
  width: 78,
  align: 'end',
  cell: ({ counts }) => countText(meetingCount(counts)),
  hint: () => 'Meetings that a bot could record, or could have recorded',
};

/** A number by its verdict: with its shape where there is one, and quiet where there is none. */
function verdictColumn(verdict: Verdict, width: number, hideBelow?: number): CoverageColumn {
  return {
    id: verdict,
    header: VERDICT_WORDS[verdict],
    width,
    align: 'end',
    ...(hideBelow === undefined ? {} : { hideBelow }),
    cell: ({ counts }) =>
      counts[verdict] === 0 ? (
        <span className={styles['dimmed']}>0</span>
      ) : (
        <Mark shape={VERDICT_SHAPES[verdict]} word={countText(counts[verdict])} tone={VERDICT_TONES[verdict]} />
      ),
    hint: () => VERDICT_MEANING[verdict],
  };
}

const FIRST_PROBLEM: CoverageColumn = {
  id: 'first',
  header: 'First problem',
  width: 140,
  hideBelow: 620,
  cell: ({ firstProblemAt }, { zone, now }) =>
    firstProblemAt === null ? <span className={styles['dimmed']}>none</span> : soonText(firstProblemAt, zone, now),
  hint: ({ firstProblemAt }, { zone, now }) =>
    firstProblemAt === null
      ? undefined
      : `The first meeting that is not safe starts ${exactText(firstProblemAt, zone)} (${relativeText(firstProblemAt, now)})`,
};

/** Ahead of now nothing has been missed yet; a day that began earlier can have both. */
const AHEAD: readonly CoverageColumn[] = [
  DOMAIN,
  SHARE,
  MEETINGS,
  verdictColumn('covered', 84),
  verdictColumn('will_be_missed', 104),
  verdictColumn('wrong_time', 92),
  verdictColumn('duplicate', 84, 800),
  verdictColumn('unknown', 84, 900),
  verdictColumn('not_recordable', 116, 1040),
  FIRST_PROBLEM,
];
const WITH_PAST = AHEAD.flatMap((column) =>
  column.id === 'will_be_missed' ? [column, verdictColumn('missed', 78)] : [column],
);

/** @param past Part of the span is over. */
export function coverageColumns(past: boolean): readonly CoverageColumn[] {
  return past ? WITH_PAST : AHEAD;
}
