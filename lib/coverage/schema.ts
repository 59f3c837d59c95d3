import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { Tags } from '../organization/tags.ts';
import { Conclusion } from './conclusion.ts';
import { CoverageReport } from './report.ts';
import { ReportedRow } from './since.ts';
import { AccountTotals, VendorTotals } from './totals.ts';

/** The parts of a report that stand in a JSON Schema by name. */
export const reportParts = { Conclusion, AccountTotals, VendorTotals, Row: ReportedRow };

/** The JSON Schema of the report, as it is published; a reader must accept fields that it does not know. */
export const reportSchema = () => jsonSchema(CoverageReport, reportParts);

const TAGS = {
  type: 'object',
  propertyNames: { type: 'string' },
  additionalProperties: { type: 'string' },
} as const;

/** The JSON Schema of what a reader gets. @param parts what stands in it by name */
export function jsonSchema(schema: v.GenericSchema, parts: Record<string, v.GenericSchema> = {}) {
  const { $schema, ...form } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'output',
    definitions: parts,
    overrideSchema: ({ valibotSchema }) => (valibotSchema === Tags ? TAGS : undefined),
  });
  return { $schema, ...form };
}
