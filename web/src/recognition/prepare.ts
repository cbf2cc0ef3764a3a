/** What is done to a picture before it is recognised, and undone to the boxes afterwards. */

import type { GreyPicture, Paragraphs } from "./messages";
import { readUpright } from "./orientation";
import { askewAgain, skewOf, straightened } from "./skew";

/** Recognise a picture that may lie askew, or stand on its head. Boxes are as in the picture. */
export function readPicture(picture: GreyPicture, read: (picture: GreyPicture) => Paragraphs): Paragraphs {
  const angle = skewOf(picture);
  if (angle === 0) return readUpright(picture, read);
  const straight = straightened(picture, angle);
  return askewAgain(readUpright(straight, read), straight, picture, angle);
}
