// Run in a page of the browser: a grey PNG and a fault (degraded.py) in, grey pixels out. Always the same.
async ({ picture, fault }) => {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  let bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const width = Math.round(bitmap.width * fault.scale);
  const height = Math.round(bitmap.height * fault.scale);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.filter = fault.blur ? `blur(${fault.blur}px)` : "none";
  context.translate(width / 2, height / 2);
  context.rotate((fault.angle * Math.PI) / 180);
  context.drawImage(bitmap, -width / 2, -height / 2, width, height);
  const image = context.getImageData(0, 0, width, height);

  // Xorshift, and a table of normally distributed values: sums of twelve even ones.
  let state = 0x9e3779b9;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const normal = Float32Array.from({ length: 1 << 14 }, () => {
    let sum = -6;
    for (let time = 0; time < 12; time += 1) sum += random() / 2 ** 32;
    return sum;
  });
  const { data } = image;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const [across, down] = [x / width, y / height];
      // Light falls off from the upper left; a hand's shadow with a soft edge lies over the lower right.
      let light = 1 - (1 - fault.corner) * Math.min(1, (across ** 2 + down ** 2) / 2);
      const depth = (across + 1.6 * down - 1.35) / 0.08;
      light *= 1 - (1 - fault.shadow) / (1 + Math.exp(-depth));
      let value = fault.ink + (data[at] / 255) * (fault.paper - fault.ink);
      value *= light;
      if (fault.grain) value += fault.grain * normal[random() & 0x3fff];
      if (fault.specks && random() / 2 ** 32 < fault.specks) value = random() & 1 ? 255 : 0;
      data[at] = data[at + 1] = data[at + 2] = value;
    }
  }
  context.resetTransform();
  context.filter = "none";
  context.putImageData(image, 0, 0);
  if (fault.jpeg < 1) {
    bitmap = await createImageBitmap(await canvas.convertToBlob({ type: "image/jpeg", quality: fault.jpeg }));
    context.drawImage(bitmap, 0, 0);
  }
  const made = context.getImageData(0, 0, width, height).data;
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => made[4 * index]);
  let text = "";
  for (let at = 0; at < pixels.length; at += 32768) {
    text += String.fromCharCode(...pixels.subarray(at, at + 32768));
  }
  return { width, height, pixels: btoa(text) };
};
