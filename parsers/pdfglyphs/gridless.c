/* Whether the lines of a page make a grid: most make none, as two frames or a frame with a rule. Included by ruled.c;
 * `docsieve.formats._pdf.ruling.find_grids` decides, of few lines as is said here; change both. */

enum { MOST_PLACES = MAX_LEVELS + 2, MAX_NESTED = 2000 };
#define LEAST_CELL 4.0
#define UNSURE 1e-6 /* sums of lengths are rounded in other ways elsewhere */

typedef struct { Level lines[MOST_PLACES]; int count; } Ruled;

/* Distinct places of lines across them, and for each which intervals between those of the others they cover. */
typedef struct { double at[MOST_PLACES]; uint64_t covered[MOST_PLACES]; int count; } Placed;

static uint64_t bits_of(int start, int end) { return ((uint64_t)1 << end) - ((uint64_t)1 << start); }

/* `grids.places_of`. */
static void find_places(const Ruled *ruled, Placed *placed)
{
    double sorted[MOST_PLACES];
    placed->count = 0;
    for (int i = 0; i < ruled->count; i++)
        sorted[i] = ruled->lines[i].at;
    qsort(sorted, (size_t)ruled->count, sizeof *sorted, by_value);
    for (int i = 0; i < ruled->count; i++)
        if (!placed->count || sorted[i] - placed->at[placed->count - 1] >= LEAST_CELL)
            placed->at[placed->count++] = sorted[i];
}

/* `grids.cover`. */
static void cover(const Ruled *ruled, Placed *placed, const Placed *across)
{
    memset(placed->covered, 0, sizeof placed->covered);
    for (const Level *line = ruled->lines; line < ruled->lines + ruled->count; line++) {
        int i = 0, first = 0, last;
        while (i < placed->count - 1 && placed->at[i] < line->at)
            i++;
        if (i && line->at - placed->at[i - 1] <= fabs(placed->at[i] - line->at))
            i--;
        while (first < across->count - 1 && (across->at[first] + across->at[first + 1]) / 2 < line->start)
            first++;
        for (last = first; last < across->count - 1 && (across->at[last] + across->at[last + 1]) / 2 <= line->end;)
            last++;
        placed->covered[i] |= first < last ? bits_of(first, last) : 0;
    }
}

/* `grids._usual_end`. */
static double usual_end(const double *ends, int count)
{
    for (int i = 0; i < count; i++) {
        int near = 0;
        for (int j = 0; j < count; j++)
            near += fabs(ends[j] - ends[i]) <= LEAST_CELL;
        if (near >= 3 && near >= 0.3 * count)
            return ends[i];
    }
    return ends[count / 2];
}

/* Close a side without lines, as `grids._open_sides`; whether it is sure. `sign` is -1 for the right side. */
static int close_side(const Ruled *level, const Ruled *upright, double sign, Ruled *closed)
{
    double ends[MOST_PLACES], length = 0.0;
    const double top = level->lines[0].at, bottom = level->lines[level->count - 1].at;
    int is_apart = 0;
    for (int i = 0; i < level->count; i++)
        ends[i] = sign > 0 ? level->lines[i].start : -level->lines[i].end;
    qsort(ends, (size_t)level->count, sizeof *ends, by_value);
    const double side = sign * usual_end(ends, level->count);
    for (const Level *line = upright->lines; line < upright->lines + upright->count; line++) {
        if (sign > 0 ? line->at > side + LEAST_CELL : line->at < side - LEAST_CELL)
            continue;
        is_apart |= fabs(line->at - side) > LEAST_CELL;
        length += line->end - line->start;
    }
    if (!is_apart && fabs(length - 0.4 * (bottom - top)) < UNSURE)
        return 0;
    if (!is_apart && length < 0.4 * (bottom - top))
        closed->lines[closed->count++] = (Level){side, top, bottom};
    return 1;
}

/* Whether `grids.build_grid` may make a grid of these. */
static int may_build(const Ruled *level, const Ruled *upright)
{
    static const unsigned char cell = 1, outside = 2;
    unsigned char owner[MOST_PLACES][MOST_PLACES] = {{0}};
    Ruled sides = *upright;
    Placed xs, ys;
    int cells = 0, any_outside = 0;
    if (!close_side(level, upright, 1.0, &sides) || !close_side(level, upright, -1.0, &sides))
        return 1;
    find_places(&sides, &xs);
    find_places(level, &ys);
    if (xs.at[0] < -THIN_RULE || ys.at[0] < -THIN_RULE || xs.count < 3 || ys.count < 3)
        return 0;
    cover(level, &ys, &xs);
    cover(&sides, &xs, &ys);
    for (int row = 0; row < ys.count - 1; row++)
        for (int column = 0; column < xs.count - 1; column++) {
            if (owner[row][column])
                continue;
            int right = column + 1, bottom = row + 1;
            while (right < xs.count - 1 && !(xs.covered[right] >> row & 1))
                right++;
            const uint64_t across = bits_of(column, right);
            while (bottom < ys.count - 1 && !(ys.covered[bottom] & across))
                bottom++;
            const uint64_t down = bits_of(row, bottom);
            int is_open = !(ys.covered[row] & across) || !(ys.covered[bottom] & across) || !(xs.covered[column] & down)
                || !(xs.covered[right] & down);
            if (!is_open && right < xs.count - 1) {
                double gaps = 0.0, most = 0.34 * (ys.at[bottom] - ys.at[row]);
                for (int r = row; r < bottom; r++)
                    gaps += xs.covered[right] >> r & 1 ? 0.0 : ys.at[r + 1] - ys.at[r];
                if (fabs(gaps - most) < UNSURE)
                    return 1;
                is_open = gaps > most;
            }
            for (int r = row; r < bottom; r++)
                for (int c = column; c < right; c++) {
                    if (owner[r][c])
                        return 0; /* its regions are no rectangles */
                    owner[r][c] = is_open ? outside : cell;
                }
            cells += !is_open;
            any_outside |= is_open;
        }
    return cells >= 4 - any_outside;
}

/* Whether some region between the lines is no rectangle: then there may be grids in `nested_grids.find_nested`. */
static int may_nest(const Ruled *level, const Ruled *upright)
{
    unsigned char seen[MOST_PLACES][MOST_PLACES] = {{0}};
    int stack[MOST_PLACES * MOST_PLACES];
    Placed xs, ys;
    find_places(upright, &xs);
    find_places(level, &ys);
    const int columns = xs.count - 1, rows = ys.count - 1;
    if (columns < 2 || rows < 2 || columns * rows > MAX_NESTED)
        return 0;
    cover(level, &ys, &xs);
    cover(upright, &xs, &ys);
    for (int start = 0; start < rows * columns; start++) {
        int left = columns, right = 0, top = rows, bottom = 0, size = 0, waiting = 0;
        if (seen[start / columns][start % columns])
            continue;
        seen[start / columns][start % columns] = 1;
        stack[waiting++] = start;
        while (waiting) {
            const int row = stack[--waiting] / columns, column = stack[waiting] % columns;
            size++;
            left = column < left ? column : left;
            right = column >= right ? column + 1 : right;
            top = row < top ? row : top;
            bottom = row >= bottom ? row + 1 : bottom;
            const int is_joined[4] = {
                row > 0 && !(ys.covered[row] >> column & 1), row + 1 < rows && !(ys.covered[row + 1] >> column & 1),
                column > 0 && !(xs.covered[column] >> row & 1), column + 1 < columns && !(xs.covered[column + 1] >> row & 1),
            };
            const int steps[4] = {-columns, columns, -1, 1};
            for (int i = 0; i < 4; i++) {
                const int next = row * columns + column + steps[i];
                if (is_joined[i] && !seen[next / columns][next % columns]) {
                    seen[next / columns][next % columns] = 1;
                    stack[waiting++] = next;
                }
            }
        }
        if (size != (bottom - top) * (right - left))
            return 1;
    }
    return 0;
}

static int root_of(const unsigned char *parents, int i)
{
    while (parents[i] != i)
        i = parents[i];
    return i;
}

/* Whether these lists of lines surely make no grid; negative on failure. */
static int is_gridless(PyObject *across, PyObject *upright, int has_rectangles)
{
    Level level[MAX_LEVELS], down[MAX_LEVELS];
    unsigned char parents[2 * MAX_LEVELS];
    const int levels = levels_from(across, level), uprights = levels < 0 ? -1 : levels_from(upright, down);
    if (PyErr_Occurred())
        return -1;
    if (uprights < 0)
        return 0; /* too many to tell quickly */
    for (int i = 0; i < levels + uprights; i++)
        parents[i] = (unsigned char)i;
    for (int j = 0; j < uprights; j++)
        for (int i = 0; i < levels; i++) {
            const Level *a = &level[i], *b = &down[j];
            if (b->start - SNAPPED <= a->at && a->at <= b->end + SNAPPED && a->start - SNAPPED <= b->at
                && b->at <= a->end + SNAPPED)
                parents[root_of(parents, levels + j)] = (unsigned char)root_of(parents, i);
        }
    for (int group = 0; group < levels + uprights; group++) {
        Ruled rows = {.count = 0}, columns = {.count = 0};
        for (int i = 0; i < levels; i++)
            if (root_of(parents, i) == group)
                rows.lines[rows.count++] = level[i];
        for (int j = 0; j < uprights; j++)
            if (root_of(parents, levels + j) == group)
                columns.lines[columns.count++] = down[j];
        if (rows.count >= 3 && columns.count && (has_rectangles || may_build(&rows, &columns) || may_nest(&rows, &columns)))
            return 0;
    }
    return 1;
}
