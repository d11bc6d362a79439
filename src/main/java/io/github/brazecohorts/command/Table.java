// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns: words to the left, numbers to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> headings) {
        rows.add(headings);
    }

    void row(List<String> cells) {
        rows.add(cells);
    }

    void print(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        rows.forEach(row -> out.println(line(row, width)));
    }

    private String line(List<String> row, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < width.length; i++) {
            String pad = " ".repeat(width[i] - row.get(i).length());
            line.append(isNumber(i) ? pad + row.get(i) : row.get(i) + pad).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private boolean isNumber(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9][0-9,.]*( s)?|-"));
    }
}
