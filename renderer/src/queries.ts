/**
 * React Query over the contract. Answers stay fresh until the core says otherwise (events.ts), so nothing is
 * fetched twice and nothing that is here waits behind a spinner.
 */
import {
  hashKey,
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Input, MethodName, Output } from '../../shared/contract.ts';
import { takeEarly } from './early.ts';
import { pageOf } from './list-page.ts';
import type { Question } from './first-questions.ts';
import { call, CallFailure, type CallOptions } from './rpc.ts';
import { isAbout, TOPICS_AFTER, type ChangeName, type QueryName } from './stale.ts';

export type { QueryName } from './stale.ts';

/** The lists that are read page by page. */
export type ListName =
  | 'calendars.list'
  | 'events.list'
  | 'events.coverage'
  | 'bots.list'
  | 'incidents.list'
  | 'incidents.calendars'
  | 'jobs.list'
  | 'jobs.items'
  | 'audit.list';

/** What a list is asked for; paging is {@link useList}'s own business. */
export type ListQuestion<M extends ListName> = Omit<Input<M>, 'after' | 'limit'>;

const MAX_RETRIES = 2;
const MAX_RETRY_DELAY_MS = 8_000;

/** The window's only query client. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The core is on this computer: whether there is a network says nothing about it.
        networkMode: 'always',
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < MAX_RETRIES && error instanceof CallFailure && error.error.retryable,
        retryDelay: (failures, error) =>
          (error instanceof CallFailure ? error.error.retryAfterMs : undefined) ??
          Math.min(500 * 2 ** failures, MAX_RETRY_DELAY_MS),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** `[topic, method, input]`; the topic is the method's namespace. */
export function queryKey<M extends MethodName>(method: M, input: Input<M>): readonly [string, M, Input<M>] {
  return [topicOf(method), method, input];
}

/** Asks the core, unless the question is on its way already. */
export function ask<M extends QueryName>(method: M, input: Input<M>, options: CallOptions = {}): Promise<Output<M>> {
  const wanted = hashKey([method, input]);
  const early = takeEarly((question) => hashKey([question.method, question.input]) === wanted);
  // The same method was asked with the same input, so this is its answer.
  return early === undefined ? call(method, input, options) : (early as Promise<Output<M>>);
}

/** Keeps the answer to an early question as if a view had asked it. */
export function keepAnswer(client: QueryClient, { method, input }: Question, value: unknown): void {
  if (method === 'calendars.list' || method === 'events.list') {
    const { after, limit: _limit, ...question } = input;
    client.setQueryData([topicOf(method), method, question], { pages: [value], pageParams: [after] });
  } else {
    client.setQueryData([topicOf(method), method, input], value);
  }
}

function topicOf(method: MethodName): string {
  return method.slice(0, method.indexOf('.'));
}

export interface UseCallOptions {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
  /**
   * Show the answer to the last question until the new one is here. Default: true, except for `*.get`, where it
   * would show one record under the name of another.
   */
  readonly keepPrevious?: boolean;
  /** Ask again after this long, ms, for answers that grow old by themselves (`events.counts` counts from now). */
  readonly refetchMs?: number;
  /** How long an answer nobody looks at is kept, ms. */
  readonly keepMs?: number;
}

/** One question. `data` is undefined only until the first answer; `error` may stand beside older data. */
export function useCall<M extends QueryName>(
  method: M,
  input: Input<M>,
  options: UseCallOptions = {},
): UseQueryResult<Output<M>, CallFailure> {
  const keep = options.keepPrevious ?? !method.endsWith('.get');
  return useQuery<Output<M>, CallFailure, Output<M>>({
    queryKey: queryKey(method, input),
    queryFn: ({ signal }) => ask(method, input, { signal }),
    enabled: options.enabled ?? true,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchMs === undefined ? {} : { refetchInterval: options.refetchMs }),
    ...(options.keepMs === undefined ? {} : { gcTime: options.keepMs }),
  });
}

/**
 * A list by keyset pages (list-page.ts). `data.pages[i].rows` in order; `fetchNextPage()` while
 * `hasNextPage`. The total is the first page's. A new question shows the old rows (`isPlaceholderData`) until
 * its own are here.
 */
export function useList<M extends ListName>(
  method: M,
  question: ListQuestion<M>,
  options: { readonly enabled?: boolean } = {},
): UseInfiniteQueryResult<InfiniteData<Output<M>, string | null>, CallFailure> {
  return useInfiniteQuery<
    Output<M>,
    CallFailure,
    InfiniteData<Output<M>, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: [topicOf(method), method, question],
    // Question and paging together are the list's input: `ListQuestion` is cut out of it above.
    queryFn: ({ pageParam, signal }) => ask(method, pageOf(question, pageParam) as Input<M>, { signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

/**
 * One kind of change. What it made stale arrives as events; what it is about is asked again at once, and
 * `mutate`'s own callbacks run after that, so that the view that made the change never shows the state before it.
 */
export function useChange<M extends ChangeName>(method: M): UseMutationResult<Output<M>, CallFailure, Input<M>> {
  const client = useQueryClient();
  return useMutation<Output<M>, CallFailure, Input<M>>({
    mutationKey: [method],
    mutationFn: (input) => call(method, input),
    onSuccess: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey[1], TOPICS_AFTER[method]) }),
  });
}
