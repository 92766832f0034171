import { type RefObject, useEffect, useRef } from "react";

/**
 * Whether the page that this stands on was left. What comes of a press then leads nowhere: another page
 * is shown, and stays.
 */
export function useIsLeft(): RefObject<boolean> {
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  return isLeft;
}
