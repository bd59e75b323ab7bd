// An element that a finger drags off along one axis.
const SLOP = 8; // dp, Android's touch slop
const FAR = 0.3;

/**
 * Handlers for an element whose touch-action leaves the axis to us. `axis` is "x" or "y" (upwards only);
 * `moved` is called while it is dragged, `away` when it was dragged far enough.
 */
export function sliding({ axis, moved = () => {}, away }) {
  let from = null;
  const along = (event) => {
    const distance = axis === "x" ? event.clientX - from.clientX : event.clientY - from.clientY;
    return (axis === "y" ? Math.min(0, distance) : distance) / zoom();
  };
  const show = (element, distance) => {
    element.style.transform = distance ? `translate${axis.toUpperCase()}(${distance}px)` : "";
    moved(element);
  };
  const end = (element) => { from = null; delete element.dataset.moving; show(element, 0); };
  return {
    onpointerdown: (event) => { from = event; },
    onpointermove: (event) => {
      if (!from) return;
      const element = event.currentTarget, distance = along(event);
      if (!element.dataset.moving && Math.abs(distance) < SLOP) return;
      if (!element.dataset.moving) element.setPointerCapture(event.pointerId);
      element.dataset.moving = "true";
      show(element, distance);
    },
    onpointerup: (event) => {
      if (!from) return;
      const element = event.currentTarget, distance = Math.abs(along(event));
      const whole = (axis === "x" ? element.offsetWidth : element.offsetHeight);
      const dragged = element.dataset.moving;
      end(element);
      if (dragged && distance > whole * FAR) away();
    },
    onpointercancel: (event) => { if (from) end(event.currentTarget); },
  };
}

const zoom = () => Number(document.documentElement.style.getPropertyValue("--zoom")) || 1;
