// A QR code as Rust drew it. It holds a secret: whoever shows it takes it away again.
import { mfa as s } from '@/shared/strings/mfa';
import './qr-code.css';

interface QrCodeProps {
  side: number;
  path: string;
  label: string;
}

export function QrCode({ side, path, label }: QrCodeProps) {
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={s.qrLabel(label)}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      data-testid="qr-code"
    >
      <path fill="#fff" d={`M0 0h${side}v${side}h-${side}z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}
