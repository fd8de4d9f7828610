import classes from './QrCode.module.css';

/** A QR code that the API gave as an SVG document: shown as an image, so that nothing in it can run. */
export function QrCode({ svg, alt }: { svg: string; alt: string }) {
  return <img className={classes.code} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={alt} />;
}
