// Where the page starts: its look, and the root.
import '@/app/resize-in-next-frame';
import '@cloudscape-design/global-styles/index.css';
import 'virtual:accent.css';
import '@/app/app.css';
import { createRoot } from 'react-dom/client';
import { Root } from '@/app/root';
import { applyAppearance } from '@/shared/appearance';

async function start(): Promise<void> {
  if (import.meta.env.MODE === 'fake') {
    // Screens without Rust, for the accessibility run. Not part of a real build.
    const { connectFake } = await import('@/ipc/fake');
    connectFake(new URLSearchParams(window.location.search));
  }
  applyAppearance();
  const place = document.getElementById('root');
  if (place !== null) {
    createRoot(place).render(<Root />);
  }
}

void start();
