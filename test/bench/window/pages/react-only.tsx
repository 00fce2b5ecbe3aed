/** React and forty plain rows: what any page made with React has to pay before its first row. */
import { createRoot } from 'react-dom/client';
import { rowAt } from './rows.ts';

const rows = Array.from({ length: 40 }, (_, index) => rowAt(index));
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <div>
      {rows.map((row) => (
        <div key={row.id} role="row">
          {row.title}
        </div>
      ))}
    </div>,
  );
}
