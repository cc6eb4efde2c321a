// SPDX-License-Identifier: Apache-2.0
// Comments: what a reviewer wrote when it returned a pledge: beside the fields, and above the form what the form has
// no field for, with the way to each of the others.
import type { Catalogue, FieldOf, FormField } from "../signing";
import { html } from "../verifier/dom";
import type { Comment } from "./pledge_now";

// A comment on a whole list stands at its end, where something can be added.
const LISTS: ReadonlySet<string> = new Set(["countries", "targets", "partners", "beneficiaries"]);

export function pointerOf({ field }: Comment): string {
  if (field.startsWith("/")) return `/body${field}`;
  return LISTS.has(field) ? `/body/${field}/-` : `/body/${field}`;
}

const MARK = "data-comment";

function commentMark({ comment }: Comment, id: string, catalogue: Catalogue): HTMLElement {
  const text = html("bdi", { dir: "auto", class: "theirs" }, comment);
  return html("p", { class: "comment-mark", id, [MARK]: "" }, html("b", {}, `${catalogue.text("changing.comment")}${catalogue.colon}`), text);
}

// Screen readers hear a comment with its field. The fields are new ones: none has a comment yet.
export function markComments(form: ParentNode, comments: readonly Comment[], fieldOf: FieldOf, catalogue: Catalogue): void {
  for (const mark of form.querySelectorAll(`p[${MARK}]`)) mark.remove();
  comments.forEach((comment, i) => {
    const control = fieldOf(pointerOf(comment))?.control;
    if (control === undefined) return;
    const id = `comment-${i}`;
    (control.closest("[data-field]") ?? control).before(commentMark(comment, id, catalogue));
    const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each !== "" && each !== id);
    control.setAttribute("aria-describedby", [...others, id].join(" "));
  });
}

// The name of what a comment is about, where the form has no field for it.
function nameOf({ field }: Comment, catalogue: Catalogue): string {
  const name = field.startsWith("/") ? (field.split("/")[1] ?? field) : field;
  return catalogue.optional(`sign.field.${name}`) ?? name;
}

export interface Placed {
  readonly comment: Comment;
  readonly field: FormField | null;
  readonly step: string; // the address of the step that has the field
}

export function commentsHead(placed: readonly Placed[], day: string, catalogue: Catalogue): HTMLElement {
  const beside = placed.filter(({ field }) => field !== null);
  const general = placed.filter(({ field }) => field === null);
  const title = html("h2", { id: "comments" }, catalogue.text("changing.comments.title", { day }));
  const links = beside.map(({ comment, step }) => html("li", {}, html("a", { href: step }, nameOf(comment, catalogue))));
  const texts = general.map(({ comment }) =>
    html("li", {}, html("b", {}, `${nameOf(comment, catalogue)}${catalogue.colon}`), html("bdi", { dir: "auto", class: "theirs" }, comment.comment)),
  );
  return html(
    "section",
    { class: "returned", "aria-labelledby": "comments" },
    title,
    placed.length === 0 ? html("p", {}, catalogue.text("changing.comments.none")) : null,
    texts.length === 0 ? null : html("ul", {}, ...texts),
    links.length === 0 ? null : html("p", { id: "commented" }, catalogue.text("changing.comments.beside")),
    links.length === 0 ? null : html("ul", { class: "commented", "aria-labelledby": "commented" }, ...links),
  );
}
