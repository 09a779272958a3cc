import I18nProvider from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useState } from 'react';
import { Gate } from '@/app/gate';
import { WindowFault } from '@/app/window-fault';
import { makeQueryClient } from '@/shared/queries';

export function Root() {
  const [queries] = useState(makeQueryClient);
  return (
    <StrictMode>
      <I18nProvider locale="en" messages={[english]}>
        <QueryClientProvider client={queries}>
          <WindowFault>
            <Gate />
          </WindowFault>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>
  );
}
