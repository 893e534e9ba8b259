// Contrast as WCAG 2 defines it.

const parse = (colour) => {
  const digits = /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? "666666";
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
};

const write = (channels) =>
  `#${channels.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

function luminance(channels) {
  const [red, green, blue] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on the colour. */
export function textOn(colour) {
  const background = parse(colour);
  return contrast(background, [255, 255, 255]) >= contrast(background, [0, 0, 0])
    ? "#ffffff" : "#000000";
}

/** The colour, darkened until lines and words of it show on white paper. */
export function inkOf(colour, least = 4.5) {
  let channels = parse(colour);
  while (contrast(channels, [255, 255, 255]) < least) channels = channels.map((v) => v * 0.94);
  return write(channels);
}
