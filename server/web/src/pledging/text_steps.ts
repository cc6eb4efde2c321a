// SPDX-License-Identifier: Apache-2.0
// TextSteps: the steps with a pledge's text: the same for a new one and for a change.
import { countryChoices, currencyChoices, itemChoices, type Reference } from "../form_page/reference";
import type { Choice } from "../fields/fields";
import type { Catalogue } from "../signing";
import { AlignmentStep } from "./alignment_step";
import { TargetsStep, WhereStep } from "./list_steps";
import { PeopleStep } from "./people_step";
import { RelatedStep } from "./related_step";
import type { OnChange, Step } from "./step";
import { MoneyStep, WhatStep, WhenStep } from "./steps";

export const moneyStep = (catalogue: Catalogue, onChange: OnChange, reference: Reference): Step =>
  new MoneyStep(catalogue, onChange, currencyChoices(reference, catalogue));

export const textSteps = (catalogue: Catalogue, onChange: OnChange, reference: Reference, parties: readonly Choice[]): Step[] => [
  new WhatStep(catalogue, onChange, itemChoices(reference, "focus-area", catalogue)),
  new WhereStep(catalogue, onChange, countryChoices(reference, catalogue)),
  new WhenStep(catalogue, onChange),
  moneyStep(catalogue, onChange, reference),
  new PeopleStep(catalogue, onChange, itemChoices(reference, "beneficiary-group", catalogue), parties),
  new RelatedStep(catalogue, onChange, currencyChoices(reference, catalogue)),
  new AlignmentStep(catalogue, onChange, reference),
  new TargetsStep(catalogue, onChange),
];
