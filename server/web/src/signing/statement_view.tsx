// SPDX-License-Identifier: Apache-2.0
// StatementView: a statement's words on a page. What people wrote keeps its own direction and its lines; ids,
// hashes and figures stay left to right.
import type { Catalogue } from "./catalogue";
import type { Line, Piece } from "./pieces";
import type { Row } from "./words_of_statement";

// A text of several lines, or of more than one, stands by itself.
const LINE_CHARACTERS = 120;
const isLong = (text: string): boolean => text.length > LINE_CHARACTERS || text.includes("\n");

const AREA_SHAPES: Readonly<Record<string, string>> = {
  access: "M6 .6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 6 .6z",
  adoption: "M1 1h10v10H1z",
  "value-creation": "M6 0l6 6-6 6-6-6z",
  "accelerating-investments": "M6 .8l6 10.4H0z",
};

function AreaMark({ area }: { area: string }) {
  return (
    <svg class={`area ${area}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d={AREA_SHAPES[area]} />
    </svg>
  );
}

const CLASSES = { code: "mono", figure: "figure", money: "figure money" } as const;

export function Pieces({ of }: { of: readonly Piece[] }) {
  return (
    <>
      {of.map((piece) => {
        if (piece.is === "words") return piece.text;
        if (piece.is === "theirs")
          return (
            <bdi class={isLong(piece.text) ? "theirs long" : "theirs"} dir="auto">
              {piece.text}
            </bdi>
          );
        if (piece.is === "area") return <AreaMark area={piece.area} />;
        return (
          <bdi class={CLASSES[piece.is]} dir="ltr">
            {piece.text}
          </bdi>
        );
      })}
    </>
  );
}

function LineView({ line: { main, note } }: { line: Line }) {
  return (
    <>
      <Pieces of={main} />
      {note !== undefined && note.length > 0 && (
        <small>
          <Pieces of={note} />
        </small>
      )}
    </>
  );
}

// Several values are a list; short ones follow one another.
function Lines({ lines, isInline, catalogue }: { lines: readonly Line[]; isInline: boolean; catalogue: Catalogue }) {
  const [first, ...rest] = lines;
  if (first === undefined) return <>{catalogue.text("sign.value.removed")}</>;
  if (rest.length === 0) return <LineView line={first} />;
  if (isInline)
    return (
      <span class="inline">
        {lines.map((line, i) => (
          <>
            {i > 0 && catalogue.between}
            <LineView line={line} />
          </>
        ))}
      </span>
    );
  return (
    <ul>
      {lines.map((line) => (
        <li>
          <LineView line={line} />
        </li>
      ))}
    </ul>
  );
}

function Difference({ row, before, catalogue }: { row: Row; before: readonly Line[]; catalogue: Catalogue }) {
  const part = (lines: readonly Line[], absent: string) =>
    lines.length === 0 ? (
      absent
    ) : (
      <div class="said">
        <Lines lines={lines} isInline={row.isInline} catalogue={catalogue} />
      </div>
    );
  return (
    <>
      <del>
        <span class="which">{catalogue.text("pledge.before")}</span>
        {part(before, catalogue.text("sign.value.absent"))}
      </del>
      <ins>
        <span class="which">{catalogue.text("pledge.after")}</span>
        {part(row.lines, catalogue.text("sign.value.removed"))}
      </ins>
    </>
  );
}

export function Rows({ rows, catalogue }: { rows: readonly Row[]; catalogue: Catalogue }) {
  return (
    <dl class="rowset">
      {rows.map((row) => (
        <>
          <dt>{row.term}</dt>
          <dd>
            {row.before === undefined ? (
              <Lines lines={row.lines} isInline={row.isInline} catalogue={catalogue} />
            ) : (
              <Difference row={row} before={row.before} catalogue={catalogue} />
            )}
          </dd>
        </>
      ))}
    </dl>
  );
}
