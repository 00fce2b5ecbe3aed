/** The OAuth client whose secret the benchmark rotates. */
export const CLIENT = '7e57c11e-0000-4000-8000-000000000018';
