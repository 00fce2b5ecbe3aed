/** The colour that marks a workspace's rows, panels and dialogs. */
import type { ReactElement } from 'react';
import type { WorkspaceColour } from '../../../../shared/entities.ts';
import { COLOUR_CHOICES } from './choices.ts';
import classes from './workspace-form.module.css';

interface ColourFieldProps {
  readonly value: WorkspaceColour;
  readonly onChange: (colour: WorkspaceColour) => void;
}

export function ColourField({ value, onChange }: ColourFieldProps): ReactElement {
  return (
    <fieldset className={classes['colours']}>
      <legend className={classes['label']}>Colour</legend>
      {COLOUR_CHOICES.map((colour) => (
        <label key={colour} className={classes['swatch']} data-colour={colour} title={colour}>
          <input
            type="radio"
            name="colour"
            aria-label={colour}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
        </label>
      ))}
    </fieldset>
  );
}
