/** A link to the outside. Only https opens; anything else is shown as the text that it is. */
import type { ReactElement } from 'react';
import { hostOf, isHttps } from '../../format/words.ts';
import { CopyButton } from './copy.tsx';
import styles from './basics.module.css';

/** Shows the host that the link really leads to, the whole address on hover, and a copy button. */
export function ExternalLink(props: { readonly url: string; readonly label?: string }): ReactElement {
  const { url, label } = props;
  const host = hostOf(url);
  if (!isHttps(url) || host === null) {
    return (
      <span className={styles['id']} title="Not an https link: it cannot be opened from here.">
        <bdi className={styles['idText']}>{url}</bdi>
        <CopyButton text={url} what="link" />
      </span>
    );
  }
  return (
    <span className={styles['id']}>
      <a className={styles['link']} href={url} target="_blank" rel="noopener noreferrer" title={url}>
        <bdi>{label === undefined ? host : `${label} (${host})`}</bdi>
      </a>
      <CopyButton text={url} what="link" />
    </span>
  );
}
