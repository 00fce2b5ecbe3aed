/** How this window looks, where Callboard keeps things, and whether everything works. */
import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { COLOUR_SCHEMES, setColourScheme } from '../../colour-scheme.ts';
import { useColourScheme } from '../../use-colour-scheme.ts';
import { Button } from '../../components/basics/button.tsx';
import { SCHEME_NAMES } from '../../components/frame/theme-toggle.tsx';
import { MantineSurface } from '../../components/mantine/surface.tsx';
import { DENSITIES, setDensity, useDensity, type Density } from '../../components/grid/density.ts';
import { bytesText } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useCall, useChange } from '../../queries.ts';
import { useSetTimeZone, useTimeZone } from '../../time-zone.tsx';
import { localZoneName } from '../../zones.ts';
import { Changes } from './changes.tsx';
import { Fact } from './fact.tsx';
import { HealthCheck } from './health-check.tsx';
import { Notices } from './notices.tsx';
import classes from './settings.module.css';

const DENSITY_NAMES: Readonly<Record<Density, string>> = { compact: 'Compact', normal: 'Normal', roomy: 'Roomy' };

export function SettingsView(): ReactElement {
  return (
    <MantineSurface>
      <div className={classes['page']}>
        <h1>Settings</h1>
        <Appearance />
        <Changes />
        <Notices />
        <Household />
        <HealthCheck />
      </div>
    </MantineSurface>
  );
}

function Appearance(): ReactElement {
  const scheme = useColourScheme();
  const { choice } = useTimeZone();
  const setTimeZone = useSetTimeZone();
  const density = useDensity();
  return (
    <section className={classes['section']} aria-labelledby="settings-appearance">
      <h2 id="settings-appearance">Appearance</h2>
      <dl className={classes['facts']}>
        <Fact name="Theme">
          <SegmentedControl
            aria-label="Theme"
            value={scheme}
            onChange={setColourScheme}
            data={COLOUR_SCHEMES.map((value) => ({ value, label: SCHEME_NAMES[value] }))}
          />
        </Fact>
        <Fact name="Times in">
          <SegmentedControl
            aria-label="Times in"
            value={choice}
            onChange={setTimeZone}
            data={[
              { value: 'local', label: localZoneName() === 'UTC' ? 'Local (UTC)' : localZoneName() },
              { value: 'utc', label: 'UTC' },
            ]}
          />
        </Fact>
        <Fact name="Rows">
          <SegmentedControl
            aria-label="Rows"
            value={density}
            onChange={setDensity}
            data={DENSITIES.map((value) => ({ value, label: DENSITY_NAMES[value] }))}
          />
        </Fact>
      </dl>
    </section>
  );
}

function Household(): ReactElement {
  const { data: info, error } = useCall('app.info', {});
  const keep = useChange('app.keepSecretsInMemory');
  if (info === undefined) {
    return (
      <section className={classes['section']}>
        <p className={classes['dim']}>{error?.message ?? 'Asking …'}</p>
      </section>
    );
  }
  const { keychain, storage } = info;
  return (
    <section className={classes['section']} aria-labelledby="settings-household">
      <h2 id="settings-household">On this computer</h2>
      <dl className={classes['facts']}>
        <Fact name="Secrets">
          {keychain.message}
          {keychain.state === 'unavailable' && (
            <Button
              busy={keep.isPending}
              onClick={() => keep.mutate({}, { onError: (failure) => notify(failure.message, 'failed') })}
            >
              Keep secrets in memory until quit
            </Button>
          )}
        </Fact>
        <Fact name="Data folder">
          <code className={classes['mono']}>{info.dataDir}</code>
        </Fact>
        <Fact name="Database">
          {bytesText(storage.bytes)}, schema {storage.schemaVersion}
          {storage.message !== '' && <span className={classes['dim']}>{storage.message}</span>}
        </Fact>
        <Fact name="Version">
          Callboard {info.appVersion} ({info.shell})
          <span className={classes['dim']}>
            {Object.entries(info.versions)
              .map(([name, version]) => `${name} ${version}`)
              .join(' · ')}
          </span>
        </Fact>
      </dl>
    </section>
  );
}
