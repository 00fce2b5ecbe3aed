/** Only the style sheets of the Mantine components in use are loaded: none may be missing, none be left over. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(ROOT, 'renderer/src');
const SHEETS = join(ROOT, 'node_modules/@mantine/core/styles');

/** What a component is made of, where that has a sheet of its own (read from Mantine's sources, not guessable by name). */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  ActionIcon: ['UnstyledButton', 'Loader'],
  Button: ['UnstyledButton', 'Loader'],
  CloseButton: ['UnstyledButton'],
  Menu: ['Popover', 'UnstyledButton'],
  Modal: ['ModalBase', 'Overlay', 'Paper', 'CloseButton', 'ScrollArea'],
  PasswordInput: ['Input', 'ActionIcon'],
  SegmentedControl: ['FloatingIndicator'],
  Select: ['Combobox', 'Input', 'Popover', 'ScrollArea', 'CloseButton'],
  TextInput: ['Input'],
};

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
const used = new Set(
  files.flatMap((path) =>
    [...readFileSync(join(SOURCES, path), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(
      ([, names]) => (names ?? '').split(',').map((name) => name.replace(/^\s*type\s+\S+|\s/g, '')),
    ),
  ),
);
const needed = new Set(
  [...used]
    .flatMap((name) => [name, ...(MADE_OF[name] ?? [])])
    .filter((name) => existsSync(join(SHEETS, `${name}.css`))),
);
const loaded = [
  ...readFileSync(join(SOURCES, 'components/mantine/styles.ts'), 'utf8').matchAll(
    /@mantine\/core\/styles\/([A-Z]\w*)\.layer\.css/g,
  ),
].map(([, name]) => name ?? '');

it('loads the sheet of every Mantine component in use', () => {
  expect(used.size).toBeGreaterThan(5);
  expect([...needed].filter((name) => !loaded.includes(name))).toEqual([]);
});

it('loads no sheet that nobody needs', () => {
  expect(loaded.filter((name) => !needed.has(name))).toEqual([]);
});

it('loads a sheet after those of what the component is made of', () => {
  const early = loaded.flatMap((name, index) =>
    (MADE_OF[name] ?? []).filter((part) => loaded.indexOf(part) > index).map((part) => `${name} before ${part}`),
  );
  expect(early).toEqual([]);
});
