// Files and links of a draft, as the server has them.
import { useCallback, useEffect, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useFailures } from "../../session/Session";
import { MATERIAL, type Material } from "./documents";

export function useMaterial(id: string): { material: Material | null; failure: Failure | null; reload(): Promise<void> } {
  const failures = useFailures();
  const [material, setMaterial] = useState<Material | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const reload = useCallback(async () => {
    try {
      const { request } = await read(MATERIAL, { id });
      setMaterial(request);
      setFailure(null);
    } catch (problem) {
      setFailure(failures(problem));
    }
  }, [id, failures]);
  useEffect(() => void reload(), [reload]);
  return { material, failure, reload };
}
