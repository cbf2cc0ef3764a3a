/* The structure trees of all pages out of the tree of their file (ISO 32000-1, 14.7), which is read once: pdfium reads all
 * outermost elements of it for each page. The same rows as tree.c's; where something is not as the standard says, there are
 * none, and pdfium is to be asked. Included by pdfglyphs.c after elements.c. */

/* pdfium's own bound on how far up it goes, and ours: of pages, and of the nodes of their tree and of the parents'. */
enum { MAX_ANCESTORS = 32, MAX_TREE_PAGES = 100000, MAX_NODES = 30, MAX_NUMBER_NODES = 100000 };

/* Mark an element, and those it stands in, as of the page that is read. pdfium goes no further than so many up from each:
 * the last of them is in none then, and stays so for the others of the page. */
static int mark_element(Trees *t, uint32_t number)
{
    for (int level = 0;; level++) {
        int32_t index = element_of(t, number);
        if (index < 0)
            return -1;
        Element *e = element_at(t, index);
        if (e->what != A_STRUCTURE)
            return e->what == AN_ODD_ONE || (level && e->what == A_ROOT) ? 0 : odd(t);
        if (e->mark == t->mark)
            return 0;
        e->mark = t->mark;
        e->is_cut_off = 0;
        number = e->parent;
        if (level == MAX_ANCESTORS) {
            int outermost = is_outermost(t, number);
            element_at(t, index)->is_cut_off = !outermost;
            return outermost < 0 ? -1 : 0;
        }
        if (!number)
            return 0;
    }
}

static const Parents *parents_of(const Trees *t, int64_t key)
{
    const Parents *all = (const Parents *)t->parents.bytes;
    size_t low = 0, high = t->parents.used / sizeof(Parents);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->parents.used / sizeof(Parents) && all[low].key == key ? &all[low] : NULL;
}

static int list_element(Listing *l, Trees *t, uint32_t page, int32_t index, int depth)
{
    const Element e = *element_at(t, index);
    const Kind *kind = &t->kinds[e.kind];
    if (--l->left < 0 || depth > MAX_TREE_DEPTH) {
        l->is_cut = 1;
        return 0;
    }
    PyObject *alt = text_in(t, e.alt), *actual = alt ? text_in(t, e.actual) : NULL, *kids = actual ? PyList_New(0) : NULL;
    Holder holder = {kids, kind->is_row, kind->has_rows, 0};
    int failed = -1;
    PyObject *row = kids ? Py_BuildValue("(iOOOOii)", depth, kind->name, kids, alt, actual,
                                         kind->is_cell ? span_in(t, e.attributes, "RowSpan") : 1,
                                         kind->is_cell ? span_in(t, e.attributes, "ColSpan") : 1) : NULL;
    if (!row || PyList_Append(l->rows, row) < 0)
        goto done;
    for (uint32_t i = 0; i < e.kids && !l->is_cut; i++) {
        const Kid *kid = kid_at(t, e.first_kid + i);
        int32_t child = -1;
        int id = kid->what == KID_CONTENT && kid->number == page ? kid->id : NOT_HERE;
        if (kid->what == KID_ELEMENT) {
            child = element_of(t, kid->number);
            if (child < 0)
                goto done;
            const Element *it = element_at(t, child);
            if (it->what == A_CONTENT && (it->page ? it->page : e.page) == page)
                id = it->id;
            if (it->what != A_STRUCTURE || it->mark != t->mark || it->is_cut_off || it->parent != e.number)
                child = -1;
        }
        int added = list_kid(l, &holder, child >= 0 ? AN_ELEMENT : id >= 0 ? id : NOT_HERE);
        if (added < 0 || (child >= 0 && list_element(l, t, page, child, depth + 1) < 0))
            goto done;
    }
    failed = 0;
done:
    Py_XDECREF(row);
    Py_XDECREF(kids);
    Py_XDECREF(actual);
    Py_XDECREF(alt);
    return failed;
}

/* Fill `pages` with the pages of the file in their order. */
static int read_pages(Trees *t, uint32_t root)
{
    Objects *o = &t->objects;
    struct { const char *at, *end; } open[MAX_NODES];
    int depth = 0;
    uint32_t number = root;
    for (;;) {
        Piece page = object_of(o, number), kids = {NULL, NULL}, item;
        if (o->is_odd || !is_dictionary(page))
            return odd(t);
        kids = entry_of(o, page, "Kids");
        if (!kids.at) {
            int64_t parents = -1;
            Piece value = resolved(o, entry_of(o, page, "StructParents"));
            TreePage found = {number, -1};
            if (value.at && !read_number(value.at, value.end, &parents))
                return odd(t);
            found.parents = parents;
            if (t->pages.used / sizeof found == MAX_TREE_PAGES)
                return odd(t);
            if (buffer_add(&t->pages, &found, sizeof found) < 0)
                return -1;
        } else {
            kids = resolved(o, kids);
            if (!is_array(kids) || o->objects[number].is_page_node || depth == MAX_NODES)
                return odd(t);
            o->objects[number].is_page_node = 1;
            open[depth].at = kids.at + 1;
            open[depth++].end = kids.end;
        }
        for (number = 0; depth && !number;) {
            int more = next_item(&open[depth - 1].at, open[depth - 1].end, &item);
            if (more > 0)
                number = reference_in(item);
            if (more < 0 || (more > 0 && !number))
                return odd(t);
            depth -= !more;
        }
        if (!number)
            return 0;
    }
}

/* Fill `parents` with what a node of the number tree (7.9.7) has, its keys within these limits. */
static int read_parents(Trees *t, Piece node, int depth, int64_t least, int64_t most)
{
    Objects *o = &t->objects;
    Piece item, found = resolved(o, node);
    int more = 0;
    if (depth > MAX_NODES || ++t->number_nodes > MAX_NUMBER_NODES) {
        t->is_endless = 1;
        return odd(t);
    }
    if (!is_dictionary(found))
        return odd(t);
    Piece limits = resolved(o, entry_of(o, found, "Limits"));
    Piece numbers = resolved(o, entry_of(o, found, "Nums")), kids = resolved(o, entry_of(o, found, "Kids"));
    if (is_array(limits)) {
        int64_t bounds[2] = {0, 0};
        int count = 0;
        for (const char *p = limits.at + 1; count < 2 && next_item(&p, limits.end, &item) > 0; count++)
            if (!read_number(item.at, item.end, &bounds[count]))
                return odd(t);
        least = bounds[0] > least ? bounds[0] : least;
        most = bounds[1] < most ? bounds[1] : most;
    }
    if (is_array(numbers)) {
        for (const char *p = numbers.at + 1; (more = next_item(&p, numbers.end, &item)) > 0;) {
            Parents one = {-1, {NULL, NULL}};
            if (!read_number(item.at, item.end, &one.key) || one.key <= t->last_key || one.key < least || one.key > most
                || next_item(&p, numbers.end, &one.value) <= 0)
                return odd(t);
            t->last_key = one.key;
            if (buffer_add(&t->parents, &one, sizeof one) < 0)
                return -1;
        }
        return more < 0 || o->is_odd ? odd(t) : 0;
    }
    if (!is_array(kids))
        return o->is_odd ? -1 : 0;
    for (const char *p = kids.at + 1; (more = next_item(&p, kids.end, &item)) > 0;)
        if (read_parents(t, item, depth + 1, least, most) < 0)
            return -1;
    return more < 0 ? odd(t) : 0;
}

static void free_trees(PyObject *capsule)
{
    Trees *t = PyCapsule_GetPointer(capsule, "docsieve.trees");
    if (!t)
        return;
    for (int i = 0; i < t->kind_count; i++)
        Py_DECREF(t->kinds[i].name);
    PyMem_RawFree(t->kinds);
    PyMem_RawFree(t->elements.bytes);
    PyMem_RawFree(t->kids.bytes);
    PyMem_RawFree(t->pages.bytes);
    PyMem_RawFree(t->parents.bytes);
    free_objects(&t->objects);
    PyMem_RawFree(t);
}

PyDoc_STRVAR(trees_doc,
"trees(data, found, listed, catalog, pages, unpack) -> object | False | None\n\n"
"Begin to read the structure tree of a file: see README.md.");

static PyObject *trees(PyObject *self, PyObject *args)
{
    PyObject *data, *found, *listed, *unpack, *capsule;
    unsigned int catalog;
    Py_ssize_t count;
    if (!PyArg_ParseTuple(args, "SO!O!InO", &data, &PyDict_Type, &found, &PyDict_Type, &listed, &catalog, &count, &unpack))
        return NULL;
    Trees *t = PyMem_RawCalloc(1, sizeof *t);
    capsule = t ? PyCapsule_New(t, "docsieve.trees", free_trees) : PyErr_NoMemory();
    if (!capsule) {
        PyMem_RawFree(t);
        return NULL;
    }
    Objects *o = &t->objects;
    t->last_key = -1;
    t->kinds = PyMem_RawCalloc(MAX_KINDS, sizeof *t->kinds);
    int failed = t->kinds ? begin_objects(o, data, found, listed, unpack) : (PyErr_NoMemory(), -1);
    Piece root = {NULL, NULL}, parents;
    if (!failed) {
        root = object_of(o, catalog);
        failed = is_dictionary(root) ? read_pages(t, reference_in(entry_of(o, root, "Pages"))) : odd(t);
    }
    if (!failed)
        root = resolved(o, entry_of(o, root, "StructTreeRoot"));
    if (!failed && is_dictionary(root)) {
        t->roles = resolved(o, entry_of(o, root, "RoleMap"));
        parents = resolved(o, entry_of(o, root, "ParentTree"));
        failed = t->roles.at && !is_dictionary(t->roles) ? odd(t) : parents.at ? read_parents(t, parents, 0, 0, INT64_MAX) : 0;
        if (!failed)
            failed = read_kids(t, entry_of(o, root, "K"), NO_PAGE);
    }
    t->kid_count = t->kids.used / sizeof(Kid);
    if (!PyErr_Occurred() && !failed && !o->is_odd && (Py_ssize_t)(t->pages.used / sizeof(TreePage)) == count)
        return capsule;
    int is_endless = t->is_endless;
    Py_DECREF(capsule);
    if (PyErr_Occurred())
        return NULL;
    return Py_NewRef(is_endless ? Py_False : Py_None);
}

/* Fill the rows of a page. */
static int list_page(Listing *l, Trees *t, TreePage place)
{
    const Parents *parents = parents_of(t, place.parents);
    Piece array = parents ? resolved(&t->objects, parents->value) : (Piece){NULL, NULL}, item;
    int more = 0;
    if (!is_array(array))
        return 0;
    scan(&t->objects, array);
    t->mark++;
    for (const char *p = array.at + 1; (more = next_item(&p, array.end, &item)) > 0;) {
        uint32_t number = reference_in(item);
        if (number ? mark_element(t, number) < 0 : is_dictionary(item))
            return odd(t);
    }
    if (more < 0)
        return odd(t);
    for (size_t i = 0; i < t->kid_count && !l->is_cut; i++) {
        const Kid kid = *kid_at(t, i);
        int32_t index = kid.what == KID_ELEMENT ? element_of(t, kid.number) : -1;
        if (kid.what == KID_ELEMENT && index < 0)
            return -1;
        if (index < 0 || element_at(t, index)->what != A_STRUCTURE || element_at(t, index)->mark != t->mark
            || element_at(t, index)->is_cut_off)
            continue;
        int outermost = is_outermost(t, element_at(t, index)->parent);
        if (outermost < 0 || (outermost && list_element(l, t, place.number, index, 0) < 0))
            return -1;
    }
    return 0;
}

PyDoc_STRVAR(page_tree_doc,
"page_tree(trees, page, limit) -> list | None\n\n"
"List the elements that hold content of a page as `tree` does; None where pdfium is to be asked: see README.md.");

static PyObject *page_tree(PyObject *self, PyObject *args)
{
    PyObject *capsule;
    Py_ssize_t page;
    int limit;
    if (!PyArg_ParseTuple(args, "Oni", &capsule, &page, &limit))
        return NULL;
    Trees *t = PyCapsule_GetPointer(capsule, "docsieve.trees");
    if (!t)
        return NULL;
    if (t->objects.is_odd || page < 0 || page >= (Py_ssize_t)(t->pages.used / sizeof(TreePage)))
        Py_RETURN_NONE;
    TreePage place = ((TreePage *)t->pages.bytes)[page];
    Listing l = {PyList_New(0), limit, 0};
    int failed = l.rows ? list_page(&l, t, place) : -1;
    if (l.rows && !failed && !l.is_cut && !t->objects.is_odd && !PyErr_Occurred())
        return l.rows;
    Py_XDECREF(l.rows);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}
