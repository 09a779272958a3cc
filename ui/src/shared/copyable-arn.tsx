import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { common } from '@/shared/strings/common';

export function CopyableArn({ arn }: { arn: string }) {
  return arn === '' ? (
    common.none
  ) : (
    <CopyToClipboard
      variant="inline"
      textToCopy={arn}
      copyButtonAriaLabel={common.copyArn}
      copySuccessText={common.arnCopied}
      copyErrorText={common.copyFailed}
    />
  );
}
