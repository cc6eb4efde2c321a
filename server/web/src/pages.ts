// SPDX-License-Identifier: Apache-2.0
// What scripts add to the pages, which read and work without them.
import { addLiveLine } from "./live";
import { addSlider } from "./slider";
import { addMapLinks } from "./map";
import { addSuggestions } from "./suggest";

addLiveLine();
addSlider();
addMapLinks();
addSuggestions();
