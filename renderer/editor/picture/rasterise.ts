/** Turns an SVG picture into a PNG. */

/** Twice the size at zoom 1, so that text stays crisp in print; large drawings get less. */
const SCALE = 2;
const MAX_SIDE = 12_000;

async function load(svg: string): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The picture as PNG bytes. */
export async function rasterise(svg: string): Promise<Blob> {
  const image = await load(svg);
  const scale = Math.min(SCALE, MAX_SIDE / Math.max(image.width, image.height));
  const canvas = window.document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser gives no 2D canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the browser could not write the picture'));
      else resolve(blob);
    }, 'image/png');
  });
}
