/** Prints docs/openapi.json: what the running server answers at /api/v1/openapi.json. */
import { openApi } from '../server/src/api/openapi.ts';

process.stdout.write(`${JSON.stringify(openApi(), null, 2)}\n`);
