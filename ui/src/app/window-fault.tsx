import Alert from '@cloudscape-design/components/alert';
import { Component, type ReactNode } from 'react';
import { common } from '@/shared/strings/common';

/** The last net: a screen that failed says so instead of leaving an empty window. */
export class WindowFault extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? (
      <main className="gate-frame">
        <div className="gate-column" data-testid="window-fault">
          <Alert type="error" header={common.unexpected}>
            {common.unexpectedHelp}
          </Alert>
        </div>
      </main>
    ) : (
      this.props.children
    );
  }
}
