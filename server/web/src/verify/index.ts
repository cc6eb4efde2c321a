// SPDX-License-Identifier: Apache-2.0
// The verifier: pages, badges and verifier.html use this module alone. It runs in browsers and in
// Node 18, asks no network, and shares no code with the program. docs/VERIFYING.md is its contract.
//
//   const trust = parseTrust({ policy });              // from the reader, never from the file
//   if (isPolicy(trust)) { const verdict = await verifyFile(file.stream(), trust, onProgress); … }
import { Policy, policyOf, type PolicyFault, type Trust } from './policy';

export { parseVerifierKey, fingerprint, type VerifierKey } from './verifier_key';
export { verifyConsistency, type TreeHead } from './consistency';
export { verifyExport, type OnProgress, type Progress } from './export';
export { verifyFile } from './file';
export { verifyReceipt } from './receipt';
export {
  browserStore,
  remember,
  type CheckpointStore,
  type FetchProof,
  type Kept,
  type Remembered,
} from './memory';
export { isGood, type Step, type Verdict } from './verdict';
export { type Right } from './judge';
export { type Selection } from './selection';
export { programJson } from './program_json';
export { type Fault, type PageName, type Place, type Words } from './fault';
export { Policy, type PolicyFault, type Trust };

export const parseTrust = (trust: Trust): Policy | PolicyFault => policyOf(trust);

export const isPolicy = (trust: Policy | PolicyFault): trust is Policy => trust instanceof Policy;
