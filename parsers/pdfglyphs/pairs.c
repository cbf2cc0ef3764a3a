/* Whether letters follow each other as in text. Included by pdfglyphs.c;
 * `docsieve.formats._pdf.plausible.seek_usual_pairs` does the same in Python; change both. */

enum { START_OF_PAGE = 800 };

static int is_usual_pair(Py_UCS4 first, Py_UCS4 second)
{
    switch (second) {
    case 'r': return first == 'e';
    case 'n': return first == 'i' || first == 'e' || first == 'a' || first == 'o';
    case 'e': return first == 'r';
    default: return 0;
    }
}

PyDoc_STRVAR(usual_pairs_doc,
"usual_pairs(text) -> bool\n\n"
"Tell whether letters follow each other as in text: see README.md.");

static PyObject *usual_pairs(PyObject *self, PyObject *text)
{
    Py_ssize_t letters = 0, found = 0;
    Py_UCS4 before = 0;
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a text must be a string");
        return NULL;
    }
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < length; i++) {
        const Py_UCS4 u = PyUnicode_READ(kind, data, i), small = u | 32;
        if (u < 128 && small >= 'a' && small <= 'z') {
            letters++;
            found += is_usual_pair(before, small);
            before = small;
        }
        if (i + 1 == START_OF_PAGE && (double)found > 0.03 * (double)letters + 3)
            Py_RETURN_TRUE;
    }
    return PyBool_FromLong((double)found > 0.03 * (double)letters + 3);
}
