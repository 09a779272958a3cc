import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { common } from '@/shared/strings/common';

/** A text that is no secret, with a button that copies it. `what` names it: `ARN`. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return text === '' ? (
    common.none
  ) : (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={common.copyIt(what)}
      copySuccessText={common.copied(what)}
      copyErrorText={common.copyFailed}
    />
  );
}
