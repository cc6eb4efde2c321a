// SPDX-License-Identifier: Apache-2.0
// FileLink: a link that saves a file which the browser makes.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface FileLinkProps {
  readonly name: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly type: string;
  readonly isMain?: boolean;
  readonly children: ComponentChildren;
}

export function FileLink({ name, text, bytes, type, isMain = false, children }: FileLinkProps) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text ?? (bytes! as Uint8Array<ArrayBuffer>)], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text, bytes, type]);
  return (
    <a class={isMain ? "button" : "button plain"} href={address} download={name}>
      {children}
    </a>
  );
}
