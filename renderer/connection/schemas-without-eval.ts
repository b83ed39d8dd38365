/** Tells zod not to compile its checks with `new Function`: the content policy forbids it. */
import { z } from 'zod';

z.config({ jitless: true });
