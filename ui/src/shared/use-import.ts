import { useState } from 'react';
import type { CommandFailure } from '@/ipc/client';
import type { DoneView, ImportPlanView, PlanImportRequest } from '@/ipc/contract';
import { useAction } from '@/shared/queries';

/** Choosing a file, looking at its plan, and applying it. The file itself stays in Rust. */
export function useImport(): {
  plan: ImportPlanView | null;
  busy: boolean;
  failure: CommandFailure | null;
  choose: (request: PlanImportRequest) => Promise<void>;
  apply: () => Promise<DoneView | null>;
  drop: () => void;
} {
  const [plan, setPlan] = useState<ImportPlanView | null>(null);
  const planning = useAction('plan_import');
  const applying = useAction('apply_import');
  return {
    plan,
    busy: planning.busy || applying.busy,
    failure: applying.failure ?? planning.failure,
    choose: async (request) => {
      applying.clear();
      setPlan(await planning.run(request));
    },
    apply: async () => {
      const view = plan === null ? null : await applying.run({ plan: plan.plan });
      if (view !== null) {
        setPlan(null);
      }
      return view;
    },
    drop: () => {
      applying.clear();
      setPlan(null);
    },
  };
}
