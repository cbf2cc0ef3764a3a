/** What is done to a picture before it is recognised, and undone to the boxes afterwards. */

import { evenlyLit } from "./light";
import type { GreyPicture, Paragraphs } from "./messages";
import { readUpright } from "./orientation";
import { askewAgain, skewOf, straightened } from "./skew";

/** Recognise a picture that may be unevenly lit, lie askew, or stand on its head. Boxes are as in the picture. */
export function readPicture(picture: GreyPicture, read: (picture: GreyPicture) => Paragraphs): Paragraphs {
  const lit = evenlyLit(picture);
  const angle = skewOf(lit);
  if (angle === 0) return readUpright(lit, read);
  const straight = straightened(lit, angle);
  return askewAgain(readUpright(straight, read), straight, picture, angle);
}
