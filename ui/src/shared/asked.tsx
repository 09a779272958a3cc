import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CommandFailure } from '@/ipc/client';
import { FailureAlert } from '@/shared/failure-alert';
import { common } from '@/shared/strings/common';

interface AskedProps<View> {
  query: UseQueryResult<View, CommandFailure>;
  children: (view: View) => ReactNode;
}

/** The answer, or the reason why there is none yet. */
export function Asked<View>({ query, children }: AskedProps<View>) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (query.error !== null) {
    return <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <Box textAlign="center" padding="xxl">
      <span role="status">
        <Spinner /> {common.loading}
      </span>
    </Box>
  );
}
