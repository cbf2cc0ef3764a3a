/* The functions of pdfium that are called, in the order in which Python hands their addresses over.
 *
 * X(name, return type, parameters): the types must be pdfium's own to the letter, since WebAssembly checks the
 * signature of every indirect call. */
#ifndef DOCSIEVE_PDFGLYPHS_H
#define DOCSIEVE_PDFGLYPHS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdlib.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct { float left, top, right, bottom; } FloatRect;
typedef struct { float a, b, c, d, e, f; } FloatMatrix;

#define PDFIUM_FUNCTIONS(X) \
    X(FPDF_LoadPage, void *, (void *, int)) \
    X(FPDF_ClosePage, void, (void *)) \
    X(FPDF_GetPageBoundingBox, int, (void *, FloatRect *)) \
    X(FPDFPage_GetRotation, int, (void *)) \
    X(FPDFPage_GetAnnotCount, int, (void *)) \
    X(FPDFLink_Enumerate, int, (void *, int *, void **)) \
    X(FPDFLink_GetAction, void *, (void *)) \
    X(FPDFLink_GetDest, void *, (void *, void *)) \
    X(FPDFLink_GetAnnotRect, int, (void *, FloatRect *)) \
    X(FPDFAction_GetType, unsigned long, (void *)) \
    X(FPDFAction_GetURIPath, unsigned long, (void *, void *, void *, unsigned long)) \
    X(FPDFAction_GetFilePath, unsigned long, (void *, void *, unsigned long)) \
    X(FPDFAction_GetDest, void *, (void *, void *)) \
    X(FPDFDest_GetDestPageIndex, int, (void *, void *)) \
    X(FPDFText_LoadPage, void *, (void *)) \
    X(FPDFText_ClosePage, void, (void *)) \
    X(FPDFText_CountChars, int, (void *)) \
    X(FPDFText_GetUnicode, unsigned int, (void *, int)) \
    X(FPDFText_IsGenerated, int, (void *, int)) \
    X(FPDFText_IsHyphen, int, (void *, int)) \
    X(FPDFText_HasUnicodeMapError, int, (void *, int)) \
    X(FPDFText_GetFontSize, double, (void *, int)) \
    X(FPDFText_GetMatrix, int, (void *, int, FloatMatrix *)) \
    X(FPDFText_GetCharOrigin, int, (void *, int, double *, double *)) \
    X(FPDFText_GetLooseCharBox, int, (void *, int, FloatRect *)) \
    X(FPDFText_GetTextObject, void *, (void *, int)) \
    X(FPDFTextObj_GetTextRenderMode, int, (void *)) \
    X(FPDFTextObj_GetFont, void *, (void *)) \
    X(FPDFPageObj_GetFillColor, int, (void *, unsigned int *, unsigned int *, unsigned int *, unsigned int *)) \
    X(FPDFFont_GetBaseFontName, size_t, (void *, char *, size_t)) \
    X(FPDFFont_GetFlags, int, (void *)) \
    X(FPDFFont_GetWeight, int, (void *)) \
    X(FPDFPage_CountObjects, int, (void *)) \
    X(FPDFPage_GetObject, void *, (void *, int)) \
    X(FPDFPageObj_GetType, int, (void *)) \
    X(FPDFPageObj_GetBounds, int, (void *, float *, float *, float *, float *)) \
    X(FPDFPageObj_GetMatrix, int, (void *, FloatMatrix *)) \
    X(FPDFPath_CountSegments, int, (void *)) \
    X(FPDFPath_GetPathSegment, void *, (void *, int)) \
    X(FPDFPathSegment_GetPoint, int, (void *, float *, float *)) \
    X(FPDFPathSegment_GetType, int, (void *)) \
    X(FPDFPathSegment_GetClose, int, (void *)) \
    X(FPDFPath_GetDrawMode, int, (void *, int *, int *)) \
    X(FPDFFormObj_CountObjects, int, (void *)) \
    X(FPDFFormObj_GetObject, void *, (void *, unsigned long)) \
    X(FPDFPageObj_GetMarkedContentID, int, (void *)) \
    X(FPDFPageObj_CountMarks, int, (void *)) \
    X(FPDFPageObj_GetMark, void *, (void *, unsigned long)) \
    X(FPDFPageObjMark_GetName, int, (void *, unsigned short *, unsigned long, unsigned long *)) \
    X(FPDFPageObjMark_GetParamStringValue, int, (void *, const char *, unsigned short *, unsigned long, \
                                                 unsigned long *)) \
    X(FPDFPageObjMark_GetParamBlobValue, int, (void *, const char *, unsigned char *, unsigned long, unsigned long *)) \
    X(FPDFPageObjMark_SetBlobParam, int, (void *, void *, void *, const char *, const unsigned char *, unsigned long)) \
    X(FPDFPageObjMark_RemoveParam, int, (void *, void *, const char *)) \
    X(FPDF_StructTree_GetForPage, void *, (void *)) \
    X(FPDF_StructTree_Close, void, (void *)) \
    X(FPDF_StructTree_CountChildren, int, (void *)) \
    X(FPDF_StructTree_GetChildAtIndex, void *, (void *, int)) \
    X(FPDF_StructElement_GetType, unsigned long, (void *, void *, unsigned long)) \
    X(FPDF_StructElement_GetAltText, unsigned long, (void *, void *, unsigned long)) \
    X(FPDF_StructElement_GetActualText, unsigned long, (void *, void *, unsigned long)) \
    X(FPDF_StructElement_CountChildren, int, (void *)) \
    X(FPDF_StructElement_GetChildAtIndex, void *, (void *, int)) \
    X(FPDF_StructElement_GetChildMarkedContentID, int, (void *, int)) \
    X(FPDF_StructElement_GetAttributeCount, int, (void *)) \
    X(FPDF_StructElement_GetAttributeAtIndex, void *, (void *, int)) \
    X(FPDF_StructElement_Attr_GetValue, void *, (void *, const char *)) \
    X(FPDF_StructElement_Attr_GetType, int, (void *)) \
    X(FPDF_StructElement_Attr_GetNumberValue, int, (void *, float *)) \
    X(FPDFPage_GetAnnot, void *, (void *, int)) \
    X(FPDFPage_CloseAnnot, void, (void *)) \
    X(FPDFPage_RemoveAnnot, int, (void *, int)) \
    X(FPDFAnnot_GetSubtype, int, (void *)) \
    X(FPDFAnnot_GetFlags, int, (void *)) \
    X(FPDFAnnot_HasKey, int, (void *, const char *)) \
    X(FPDFAnnot_GetRect, int, (void *, FloatRect *)) \
    X(FPDFAnnot_GetStringValue, unsigned long, (void *, const char *, unsigned short *, unsigned long)) \
    X(FPDFAnnot_GetNumberValue, int, (void *, const char *, float *)) \
    X(FPDFAnnot_GetFormFieldType, int, (void *, void *)) \
    X(FPDFAnnot_GetFormFieldName, unsigned long, (void *, void *, unsigned short *, unsigned long)) \
    X(FPDFAnnot_GetFormFieldAlternateName, unsigned long, (void *, void *, unsigned short *, unsigned long)) \
    X(FPDFAnnot_GetFormFieldValue, unsigned long, (void *, void *, unsigned short *, unsigned long)) \
    X(FPDFAnnot_GetFormFieldExportValue, unsigned long, (void *, void *, unsigned short *, unsigned long)) \
    X(FPDFAnnot_IsChecked, int, (void *, void *)) \
    X(FPDFPage_RemoveObject, int, (void *, void *)) \
    X(FPDFPageObj_Destroy, void, (void *))

#define DECLARE(name, result, parameters) result (*name) parameters;
typedef struct { PDFIUM_FUNCTIONS(DECLARE) } Pdfium;
#undef DECLARE

/* Page space -> reader's space (origin at the top left, y downwards): x' = a x + c y + e, y' = b x + d y + f. */
typedef struct { double a, b, c, d, e, f; } Matrix;

/* What `floor` does, without a call where a processor has no instruction for it. */
static inline double floored(double value)
{
#ifndef __wasm__
    if (value > -1e15 && value < 1e15) {
        double cut = (double)(int64_t)value;
        return cut - (cut > value);
    }
#endif
    return floor(value);
}

/* Half up, as `math.floor(value * 100 + 0.5) / 100` in Python: the same on every machine. */
static inline double hundredths(double value) { return floored(value * 100.0 + 0.5) / 100.0; }
static inline double thousandths(double value) { return floored(value * 1000.0 + 0.5) / 1000.0; }

/* A growing array of bytes. */
typedef struct { char *bytes; size_t used, room; } Buffer;

/* Where `size` more bytes may be written; the caller adds what it wrote to `used`. */
static inline char *buffer_reserve(Buffer *buffer, size_t size)
{
    if (buffer->used + size > buffer->room) {
        size_t room = buffer->room ? buffer->room * 2 : 16384;
        while (room < buffer->used + size)
            room *= 2;
        char *grown = PyMem_RawRealloc(buffer->bytes, room);
        if (!grown) {
            PyErr_NoMemory();
            return NULL;
        }
        buffer->bytes = grown;
        buffer->room = room;
    }
    return buffer->bytes + buffer->used;
}

static inline int buffer_add(Buffer *buffer, const void *what, size_t size)
{
    char *place = buffer_reserve(buffer, size);
    if (!place)
        return -1;
    memcpy(place, what, size);
    buffer->used += size;
    return 0;
}

#endif
