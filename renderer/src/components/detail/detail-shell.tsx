/** The frame of one record's detail: what it is, how it is, its parts as tabs. The same in the side pane and as a page. */
import { useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import styles from './detail.module.css';
import { TitleLine } from './title-line.tsx';

export interface DetailTabItem<Tab extends string> {
  readonly id: Tab;
  readonly label: string;
  /** How many things are behind it. */
  readonly count?: string | undefined;
}

export interface DetailShellProps<Tab extends string> {
  /** Text from elsewhere goes in as text. */
  readonly title: ReactNode;
  /** Which workspace: right of the title, or below it where there is no room. */
  readonly aside?: ReactNode;
  /** Below the title: how it is. */
  readonly status: ReactNode;
  /** Below that: what can be done with it. */
  readonly actions?: ReactNode;
  /** Notes across the whole width. */
  readonly notes?: ReactNode;
  readonly tabs: readonly DetailTabItem<Tab>[];
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  /** In the pane: open as a page. */
  readonly onExpand?: (() => void) | undefined;
  /** In the pane: close. On a page: go back. */
  readonly onClose: () => void;
  readonly page: boolean;
  readonly children: ReactNode;
}

/** A record's detail with tabs; arrow keys move between them. */
export function DetailShell<Tab extends string>(props: DetailShellProps<Tab>): ReactElement {
  const { tabs, tab, onTab, page, onExpand, onClose } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = tabs.findIndex((item) => item.id === tab);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onTab(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <article className={styles['shell']} data-page={page ? '' : undefined} aria-labelledby={`${id}title`}>
      <header className={styles['head']}>
        <TitleLine
          id={`${id}title`}
          title={props.title}
          aside={page ? <span className={styles['aside']}>{props.aside}</span> : null}
          page={page}
          onExpand={onExpand}
          onClose={onClose}
        />
        <div className={styles['status']}>
          {props.status}
          {page ? null : <span className={styles['aside']}>{props.aside}</span>}
        </div>
        {props.actions}
      </header>
      {props.notes}
      <div ref={list} className={styles['tabs']} role="tablist" aria-label="Parts" onKeyDown={onKeyDown}>
        {tabs.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            id={`${id}${item.id}`}
            data-tab={item.id}
            aria-selected={item.id === tab}
            aria-controls={`${id}panel`}
            tabIndex={item.id === tab ? 0 : -1}
            className={styles['tab']}
            onClick={() => onTab(item.id)}
          >
            {item.label}
            {item.count === undefined ? null : <span className={styles['count']}>{item.count}</span>}
          </button>
        ))}
      </div>
      <div className={styles['panel']} role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${tab}`} tabIndex={0}>
        {props.children}
      </div>
    </article>
  );
}

/** Two columns on a page, one below the other in the pane. */
export function Columns(props: { readonly main: ReactNode; readonly side: ReactNode }): ReactElement {
  return (
    <div className={styles['columns']}>
      <div className={styles['column']}>{props.main}</div>
      <div className={styles['column']}>{props.side}</div>
    </div>
  );
}
