/** All that a form needs: the element. */

import "/docsieve-field.js";
