/** One line across the page about the console itself, with its next step. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import classes from './banners.module.css';

export interface BannerProps {
  readonly children: ReactNode;
  readonly grave?: boolean;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

export function Banner({ children, grave = false, icon, action }: BannerProps): ReactElement {
  return (
    <div className={classes['banner']} data-grave={grave} role="status">
      <span className={classes['icon']}>{icon ?? <IconAlertTriangle size={16} />}</span>
      <p>{children}</p>
      {action}
    </div>
  );
}
