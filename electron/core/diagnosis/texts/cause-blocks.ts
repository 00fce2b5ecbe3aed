/** The part of a ticket that says why: the same for a calendar and for an incident. */
import type { Basis, Evidence, Finding, MeetingWithoutBot, SafeAction } from '../../../../shared/diagnosis.ts';
import type { Block, Piece } from './document.ts';
import { remote } from './document.ts';
import { MEETINGS_NAMED } from './facts.ts';
import type { TimeText } from './times.ts';
import { BASES_EXPLAINED, BASES_IN_WORDS, partiesText } from './words.ts';

/** Cause, its possible meanings, evidence and what to do. `raw`: what Recall said, word for word. */
export function causeBlocks(finding: Finding, basis: Basis | null, raw: string | null, time: TimeText): Block[] {
  const { possibilities, evidence, remedy, action, besides } = finding;
  return [
    { kind: 'heading', text: 'Cause' },
    {
      kind: 'facts',
      rows: [
        ['Cause', [basis === null ? finding.title : `${finding.title} (${BASES_IN_WORDS[basis]})`]],
        ['Who must act', [partiesText(finding.party, finding.alsoParties)]],
        ['Meaning', [finding.explanation]],
        ...(besides.length === 0 ? [] : [['Also named', [besides.join('; ')]] as const]),
        ...(action === null ? [] : [['Safe next step', [`${stepOf(action)}. ${action.why}`]] as const]),
        ['Rule', [finding.source]],
      ],
    },
    ...(possibilities.length === 0
      ? []
      : ([
          { kind: 'paragraph', line: ['The signal has several meanings. Most likely it is one of these:'] },
          {
            kind: 'list',
            items: possibilities.map(({ title, tell, known }): Piece[] => [
              `${title}. A sign of it: ${tell}${known === null ? '' : ` Known here: ${known}`}`,
            ]),
          },
        ] satisfies Block[])),
    ...(raw === null
      ? []
      : ([
          { kind: 'paragraph', line: ['What Recall said, word for word:'] },
          { kind: 'raw', text: raw },
        ] satisfies Block[])),
    ...(evidence.length === 0
      ? []
      : ([
          { kind: 'heading', text: 'Evidence' },
          { kind: 'list', items: evidence.map((one) => evidenceLine(one, time)) },
          { kind: 'paragraph', line: [BASES_EXPLAINED] },
        ] satisfies Block[])),
    ...(remedy.length === 0
      ? []
      : ([
          { kind: 'heading', text: 'What to do' },
          { kind: 'list', ordered: true, items: remedy.map((step) => [step]) },
        ] satisfies Block[])),
  ];
}

/** The action as a step; its label names the button, which nobody has who reads a ticket. */
function stepOf({ kind, label }: SafeAction): string {
  switch (kind) {
    case 'ask_end_user':
      return 'Write to the user';
    case 'ask_it_admin':
      return 'Write to their IT';
    default:
      return label;
  }
}

function evidenceLine({ field, value, basis, at }: Evidence, time: TimeText): Piece[] {
  return [`[${BASES_IN_WORDS[basis]}] ${field}: `, remote(value), at === null ? '' : `, ${time(at)}`];
}

/** The soonest meetings that have no bot, with what they had. */
export function meetingItems(
  meetings: readonly MeetingWithoutBot[],
  time: TimeText,
  of: (meeting: MeetingWithoutBot) => Piece[],
): Piece[][] {
  return meetings.slice(0, MEETINGS_NAMED).map((meeting) => {
    const { event, lostBot } = meeting;
    return [
      event.startAt === null ? 'Start not known: ' : `${time(event.startAt)}: `,
      event.title === null ? 'no title' : remote(event.title),
      ...of(meeting),
      ', event ',
      remote(event.id),
      ...(lostBot === null ? [] : [', had bot ', remote(lostBot.botId), `, gone by ${time(lostBot.goneAt)}`]),
    ];
  });
}
