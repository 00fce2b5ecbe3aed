/** The address of the overview. */
type RawSearch = Readonly<Record<string, unknown>>;

export interface OverviewSearch {
  /** Days that the health chart goes back; absent: 30. */
  readonly days?: '7' | '30' | '90' | undefined;
}

/** Picks the overview's parameters out of an address; what cannot be understood is left out. */
export function validateOverviewSearch(search: RawSearch): OverviewSearch {
  const days = String(search['days']);
  return days === '7' || days === '90' ? { days } : {};
}
