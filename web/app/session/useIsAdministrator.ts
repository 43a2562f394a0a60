import { useSession } from "./Session";

export function useIsAdministrator(): boolean {
  const { viewer } = useSession();
  return !viewer.readOnly && viewer.roles.includes("ADMINISTRATOR");
}
