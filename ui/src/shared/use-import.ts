import { useEffect, useState } from 'react';
import { ask, CommandFailure } from '@/ipc/client';
import type { DoneView, ImportPlanView, PlanImportRequest } from '@/ipc/contract';
import { useAction } from '@/shared/queries';
import { useInSpite } from '@/shared/reason';

/** What a person chose in a plan, by the rows' ids. */
export interface ImportChoices {
  leaveOut: readonly string[];
  takeTheirs: readonly string[];
}

const nothingChosen: ImportChoices = { leaveOut: [], takeTheirs: [] };

/** Choosing a file, looking at its plan, and applying it. The file itself stays in Rust. */
export function useImport(): {
  plan: ImportPlanView | null;
  choices: ImportChoices;
  decide: (choices: ImportChoices) => void;
  busy: boolean;
  /** How far the file is read, while it is. */
  percent: number | null;
  failure: CommandFailure | null;
  choose: (request: PlanImportRequest) => Promise<void>;
  chooseFolder: (request: PlanImportRequest) => Promise<void>;
  /** Another vault, with its password: says whether there is a plan now. */
  chooseVault: (password: string) => Promise<boolean>;
  vaultFailure: CommandFailure | null;
  apply: () => Promise<DoneView | null>;
  drop: () => void;
} {
  const [plan, setPlan] = useState<ImportPlanView | null>(null);
  const [choices, setChoices] = useState(nothingChosen);
  const planning = useAction('plan_import');
  const folder = useAction('plan_import_folder');
  const vault = useAction('plan_import_vault');
  const applying = useApplying();
  const percent = usePercent(planning.busy || folder.busy);
  const planned = (view: ImportPlanView | null) => {
    setPlan(view);
    setChoices(nothingChosen);
  };
  const clear = () => {
    applying.clear();
    planning.clear();
    folder.clear();
    vault.clear();
  };
  return {
    plan,
    choices,
    decide: setChoices,
    busy: planning.busy || folder.busy || vault.busy || applying.busy,
    percent,
    failure: applying.failure ?? planning.failure ?? folder.failure,
    choose: async (request) => {
      clear();
      planned(await planning.run(request));
    },
    chooseFolder: async (request) => {
      clear();
      planned(await folder.run(request));
    },
    chooseVault: async (password) => {
      clear();
      const view = await vault.run({ password });
      planned(view);
      return view !== null;
    },
    vaultFailure: vault.failure,
    apply: async () => {
      const view = plan === null ? null : await applying.run(plan.plan, choices);
      if (view !== null) {
        planned(null);
      }
      return view;
    },
    drop: () => {
      clear();
      planned(null);
    },
  };
}

/** Applies a plan; one that breaks an expectation only with a reason. */
function useApplying() {
  const inSpite = useInSpite();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  return {
    busy,
    failure,
    clear: () => setFailure(null),
    run: async (plan: string, choices: ImportChoices): Promise<DoneView | null> => {
      setBusy(true);
      setFailure(null);
      try {
        return await inSpite((reason) =>
          ask('apply_import', {
            plan,
            leave_out: [...choices.leaveOut],
            take_theirs: [...choices.takeTheirs],
            reason,
          }),
        );
      } catch (refusal) {
        if (refusal instanceof CommandFailure) {
          setFailure(refusal);
        }
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}

/** Asks how far the reading has come, as long as it goes on. */
function usePercent(reading: boolean): number | null {
  const [percent, setPercent] = useState<number | null>(null);
  useEffect(() => {
    if (!reading) {
      setPercent(null);
      return;
    }
    const timer = setInterval(() => {
      ask('import_progress', {}).then(
        (view) => setPercent(view.percent),
        // The bar is only drawn; the import itself tells what is wrong.
        () => setPercent(null),
      );
    }, 250);
    return () => clearInterval(timer);
  }, [reading]);
  return percent;
}
