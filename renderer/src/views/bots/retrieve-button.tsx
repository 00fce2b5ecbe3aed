/** Asks Recall for one bot. Recall asks not to poll bots, so it is a person who asks. */
import type { ReactElement } from 'react';
import type { RecordRef } from '../../address.ts';
import { Button } from '../../components/basics/button.tsx';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';

export function RetrieveButton({ bot }: { readonly bot: RecordRef }): ReactElement {
  const refresh = useChange('bots.refresh');
  return (
    <Button
      size="small"
      kind="quiet"
      label={`Retrieve bot ${bot.id} from Recall`}
      busy={refresh.isPending}
      onClick={() =>
        refresh.mutate(
          { workspaceId: bot.workspaceId, id: bot.id },
          { onSuccess: () => notify('Bot retrieved'), onError: (failure) => notify(failure.message, 'failed') },
        )
      }
    >
      Retrieve
    </Button>
  );
}
