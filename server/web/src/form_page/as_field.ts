// SPDX-License-Identifier: Apache-2.0
// A field of src/fields as the refusals of src/signing want it. The mark stands above the control.
import type { Refusable } from "../fields/fields";
import type { FormField } from "../signing";

export const asField = ({ target, label }: Refusable): FormField => ({ control: target, label });
