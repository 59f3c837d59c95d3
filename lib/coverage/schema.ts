import * as z from 'zod/mini';
import { CoverageReport } from './report.ts';

/** The JSON Schema of the report, as it is published; a reader must accept fields that it does not know. */
export const reportSchema = () => z.toJSONSchema(CoverageReport, { io: 'input' });
