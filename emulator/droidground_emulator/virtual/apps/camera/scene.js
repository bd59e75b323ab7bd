// What stands before the lens: the same hills behind the phone, the same face before it.
export const SIZE = [1200, 1600];

function disc(paint, color, x, y, radius) {
  paint.fillStyle = color;
  paint.beginPath();
  paint.arc(x, y, radius, 0, 2 * Math.PI);
  paint.fill();
}

function hills(paint, color, base, height, step) {
  paint.fillStyle = color;
  paint.beginPath();
  paint.moveTo(0, SIZE[1]);
  for (let x = 0; x <= SIZE[0]; x += 20) paint.lineTo(x, base - height * Math.sin(x / step));
  paint.lineTo(...SIZE);
  paint.fill();
}

/** Paint the view of one camera. */
export function draw(paint, front) {
  paint.fillStyle = front ? "#c8b6a6" : "#8ecae6";
  paint.fillRect(0, 0, ...SIZE);
  if (front) {
    disc(paint, "#f2d0a9", 600, 760, 330);
    for (const x of [480, 720]) disc(paint, "#3d405b", x, 700, 36);
    hills(paint, "#3d5a80", 1350, 120, 380);
  } else {
    disc(paint, "#ffb703", 880, 340, 130);
    hills(paint, "#52796f", 900, 160, 260);
    hills(paint, "#354f52", 1120, 110, 170);
    hills(paint, "#2f3e46", 1360, 60, 110);
  }
}
