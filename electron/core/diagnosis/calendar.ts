/**
 * The diagnosis of one calendar (PRODUCT.md, Q1, Q12, Q13): why it is as it is, who must act, on what evidence, and what only looks
 * like trouble. Pure.
 */
import type { CalendarDiagnosis, Evidence, Finding } from '../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../shared/entities.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { CredentialProbe } from '../records.ts';
import type { CalendarFacts, StoredOutage } from '../store/triage.ts';
import { causeOf } from './catalogue/index.ts';
import { causeFinding, note } from './findings.ts';
import { causesOfProbe } from './match.ts';
import { knownOf } from './neighbours.ts';
import { outagesOf } from './outages.ts';
import { spoken } from './spoken.ts';
import { TESTING_CLIENT } from './testing-client.ts';
import { timelineOf } from './timeline.ts';

/** This many breaks within this time are flapping. */
const FLAPS = 3;
const FLAPPING_MS = 7 * DAY_MS;

/** `twins`: other calendars of the same mailbox and platform, in any workspace. */
export function diagnoseCalendar(facts: CalendarFacts, twins: readonly CalendarRow[], now: number): CalendarDiagnosis {
  const { row, outage } = facts;
  const flapping = flappingOf(facts, now);
  return {
    findings: [
      ...causeFindings(facts, now),
      ...probeAgainstStatus(facts),
      ...(flapping === null ? [] : [flappingNote(flapping.breaks)]),
      ...twinNotes(row, twins),
      ...explanations(row),
    ],
    outage:
      outage === null
        ? null
        : {
            brokeAt: outage.brokeAt,
            brokeBasis: outage.brokeBasis,
            endedAt: outage.endedAt,
            incidentId: outage.incident,
            incidentSize: facts.incidentSize,
          },
    flapping,
    atRisk: facts.atRisk,
    timeline: timelineOf({ ...facts, platform: row.platform }),
    timelineTotal: facts.historyTotal + facts.changes.length + facts.probes.length,
  };
}

function causeFindings(facts: CalendarFacts, now: number): Finding[] {
  const { row, outage, neighbours } = facts;
  if (row.deletedAt !== null) return [deletedFinding(row)];
  if (row.status === 'connected') return [];
  if (outage === null || outage.endedAt !== null) return [waitingFinding(row, facts.fetchedAt)];
  const finding = causeFinding(outage.cause, {
    severity: row.status === 'connecting' ? 'warning' : 'critical',
    evidence: evidenceOf(facts, outage),
    known: (code) => knownOf(code, outage, neighbours),
  });
  const triesAgain = row.status === 'connecting' && outage.cause.code !== 'connecting_long';
  return [finding, ...(triesAgain ? [attemptNote(row, now)] : [])];
}

/** What there is to see, the strongest first. */
function evidenceOf({ history, probes, neighbours }: CalendarFacts, outage: StoredOutage): Evidence[] {
  const entry = history.find(({ at, detail }) => detail !== null && (at ?? outage.brokeAt) >= outage.brokeAt);
  const said = spoken(entry?.detail ?? null);
  const present: Evidence[] = [
    {
      field: 'Recall’s status entry',
      value: said ?? 'It gives no reason.',
      basis: 'observed',
      at: entry?.at ?? outage.brokeAt,
    },
  ];
  const probe = probes.find(({ at }) => at >= outage.brokeAt);
  return [
    ...present,
    ...(probe === undefined ? [] : [probeEvidence(probe)]),
    ...(outage.cause.code === TESTING_CLIENT ? testingEvidence(outage, neighbours) : []),
    ...(outage.brokeBasis === 'inferred'
      ? [
          {
            field: 'When it broke',
            value: 'Recall reports no time. It was so at the first look that found it, and broke at some time before.',
            basis: 'inferred' as const,
            at: outage.brokeAt,
          },
        ]
      : []),
    ...neighbourEvidence(neighbours),
  ];
}

function probeEvidence({ at, code, message }: CredentialProbe): Evidence {
  const value =
    code === null
      ? 'The provider gave Recall a fresh access token: the credential itself works.'
      : message === ''
        ? code
        : `${code}: ${message}`;
  return { field: 'Live test of the credential', value, basis: 'probed', at };
}

function testingEvidence(outage: StoredOutage, neighbours: CalendarFacts['neighbours']): Evidence[] {
  return [
    {
      field: 'Age of the connection when it broke',
      value: 'Seven days, as long as refresh tokens of a Google client in Testing live.',
      basis: 'inferred',
      at: outage.connectedAt,
    },
    ...(neighbours === null
      ? []
      : [
          {
            field: 'Other calendars of this OAuth client',
            value: `${neighbours.client.sevenDayDeaths} in all broke seven days after they were connected, in the last 60 days.`,
            basis: 'inferred' as const,
            at: null,
          },
        ]),
  ];
}

function neighbourEvidence(neighbours: CalendarFacts['neighbours']): Evidence[] {
  if (neighbours === null) return [];
  const { client, platform } = neighbours;
  const lines: Evidence[] = [];
  if (client.calendars > 1) {
    lines.push({
      field: 'Same OAuth client',
      value: `${client.broken} of its ${client.calendars} calendars are not connected.`,
      basis: 'observed',
      at: null,
    });
  }
  if (platform.together > 0) {
    lines.push({
      field: 'Same minutes, same provider',
      value: `${platform.together} more calendars of any client broke within ten minutes of it.`,
      basis: 'observed',
      at: null,
    });
  }
  return lines;
}

function deletedFinding(row: CalendarRow): Finding {
  return causeFinding(
    { code: causeOf('calendar_deleted').code, basis: 'observed', besides: [] },
    {
      severity: 'info',
      evidence: [
        {
          field: 'Retrieving it by its id',
          value: 'Recall answered that it has no such calendar.',
          basis: 'observed',
          at: row.deletedAt,
        },
      ],
      known: () => null,
    },
  );
}

/** Not connected, and no outage: connecting for a short time, or its trouble was not looked at yet. */
function waitingFinding(row: CalendarRow, fetchedAt: number): Finding {
  const code = row.status === 'connecting' ? 'connecting' : 'unknown';
  return causeFinding(
    { code: causeOf(code).code, basis: 'observed', besides: [] },
    {
      severity: row.status === 'connecting' ? 'info' : 'warning',
      evidence: [
        { field: 'Recall’s status', value: row.statusRaw, basis: 'observed', at: row.statusSince ?? fetchedAt },
      ],
      known: () => null,
    },
  );
}

function attemptNote(row: CalendarRow, now: number): Finding {
  const minutes = row.statusSince === null ? null : Math.max(0, Math.round((now - row.statusSince) / 60_000));
  return note(
    'new_attempt',
    'A new attempt is under way',
    `Recall is trying again${minutes === null ? '' : `, for ${lasting(minutes)} so far`}. Attempts are asynchronous; the status says how it ends.`,
  );
}

const lasting = (minutes: number): string => (minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`);

/** "Connected" is what Recall last saw; a test that was refused since then knows better (recall-api.md 2.4). */
function probeAgainstStatus({ row, probes, outage }: CalendarFacts): Finding[] {
  const [probe] = probes;
  if (row.status !== 'connected' || row.deletedAt !== null || probe === undefined || probe.code === null) return [];
  const connectedAt = row.statusSince ?? outage?.endedAt ?? null;
  if (connectedAt !== null && probe.at < connectedAt) return [];
  const [match] = causesOfProbe(probe.code, probe.message, row.platform);
  const found = { code: match?.cause.code ?? 'unknown', basis: 'probed' as const, besides: [] };
  const finding = causeFinding(found, { severity: 'warning', evidence: [probeEvidence(probe)], known: () => null });
  return [
    {
      ...finding,
      title: `Connected, but its credential was refused: ${finding.title.toLowerCase()}`,
      explanation: `Recall has not noticed yet, which can take a few hours; until then it calls the calendar connected. ${finding.explanation}`,
    },
  ];
}

function flappingOf(facts: CalendarFacts, now: number): CalendarDiagnosis['flapping'] {
  const lately = outagesOf(facts, now).filter(({ brokeAt }) => brokeAt >= now - FLAPPING_MS);
  const [first] = lately;
  return first === undefined || lately.length < FLAPS ? null : { breaks: lately.length, from: first.brokeAt };
}

function flappingNote(breaks: number): Finding {
  return note(
    'flapping',
    'It connects and breaks again',
    `It broke ${breaks} times in the last seven days. A credential that works only now and then points to the provider or to a policy (sign-in frequency, session control), not to one expired secret.`,
    {
      severity: 'warning',
      party: 'unknown',
      remedy: ['Compare the reasons in the timeline.', 'Ask the customer’s IT whether a sign-in policy ends sessions.'],
      source: 'Callboard: three breaks or more within seven days',
    },
  );
}

function twinNotes(row: CalendarRow, twins: readonly CalendarRow[]): Finding[] {
  const present = twins.filter(({ deletedAt }) => deletedAt === null);
  if (present.length === 0 || row.deletedAt !== null) return [];
  const elsewhere = present.filter(({ workspaceId }) => workspaceId !== row.workspaceId).length;
  const where =
    elsewhere === 0
      ? 'in this workspace'
      : elsewhere === present.length
        ? 'in another workspace'
        : 'here and in another workspace';
  return [
    note(
      'duplicate_mailbox',
      'The same mailbox is connected more than once',
      `Recall does not deduplicate calendars: ${present.length === 1 ? 'one more calendar' : `${present.length} more calendars`} of this mailbox ${present.length === 1 ? 'is' : 'are'} connected ${where}, so each event comes ${present.length + 1} times and may get as many bots.`,
      {
        severity: 'warning',
        party: 'us',
        remedy: ['Decide which of them is in use.', 'Delete the others; their future bots are unscheduled at once.'],
      },
    ),
  ];
}

/** Facts that look like trouble to those who do not know Recall. */
function explanations(row: CalendarRow): Finding[] {
  if (row.deletedAt !== null) return [];
  const notes: Finding[] = [];
  if (row.email === null) {
    notes.push(
      note(
        'no_address_yet',
        'No address yet',
        'Recall names the mailbox when its first sync has completed; connecting is asynchronous. Until then the address that was authorised is all there is.',
      ),
    );
  }
  if (row.status === 'disconnected') {
    notes.push(
      note(
        'disconnected_not_deleted',
        'Disconnected is not deleted',
        'The calendar and its events stay at Recall and can be asked for. Bots of future meetings were unscheduled when it disconnected; nothing says that they come back by themselves.',
      ),
    );
  }
  if (row.email !== null && row.oauthEmail !== null && row.email.toLowerCase() !== row.oauthEmail.toLowerCase()) {
    notes.push(
      note(
        'authorised_as_another',
        'Authorised with another address',
        `The mailbox is ${row.email}; it was authorised as ${row.oauthEmail}. Whoever has to sign in again is the latter.`,
      ),
    );
  }
  notes.push(
    note(
      'primary_calendar_only',
      'Only the primary calendar',
      'Recall reads the primary calendar of the account that was authorised. Shared, team and secondary calendars are not in it, so a meeting that stands only there never appears.',
    ),
  );
  return notes;
}
