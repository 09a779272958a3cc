// zod, told first not to compile its checks: `new Function` is what the content security policy
// refuses. Everything that checks a shape takes `z` from here, so that nothing can come too early.
import { z } from 'zod';

z.config({ jitless: true });

export { z };
