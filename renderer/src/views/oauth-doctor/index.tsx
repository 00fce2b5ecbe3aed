import type { ReactElement } from 'react';

export function OauthDoctorView(): ReactElement {
  return <div />;
}
