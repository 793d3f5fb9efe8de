package org.regista.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.csv.CsvTable;

/**
 * Points as a table: columns x, y and z in LPS mm, under these names in any place, or the first
 * three if there is no header. Other columns are carried along.
 *
 * @param header the first row if it names the columns, else empty
 * @param x position of the column of x among the columns; y and z follow the same way
 */
record PointTable(Path file, List<String> header, List<CsvTable.Row> rows, int x, int y, int z) {

  private static final List<String> NAMES = List.of("x", "y", "z");

  /**
   * @throws InputDataException if the file is no such table; it names the line
   */
  static PointTable read(Path file) {
    List<CsvTable.Row> all = CsvTable.read(file);
    if (all.isEmpty()) {
      throw new InputDataException("'%s' holds no points".formatted(file));
    }
    List<String> first = all.getFirst().cells();
    boolean headed = first.stream().limit(3).anyMatch(cell -> !isNumber(cell));
    PointTable table = headed ? headed(file, all) : new PointTable(file, List.of(), all, 0, 1, 2);
    table.points(); // refuses bad rows before anything is computed
    return table;
  }

  private static PointTable headed(Path file, List<CsvTable.Row> all) {
    List<String> header = all.getFirst().cells();
    List<String> lower = header.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    for (String name : NAMES) {
      if (!lower.contains(name)) {
        throw new InputDataException(
            "'%s', line %d: there is no column '%s'; points need columns x, y and z in LPS mm"
                .formatted(file, all.getFirst().line(), name));
      }
    }
    return new PointTable(
        file,
        header,
        all.subList(1, all.size()),
        lower.indexOf("x"),
        lower.indexOf("y"),
        lower.indexOf("z"));
  }

  List<LpsPoint> points() {
    return rows.stream()
        .map(row -> new LpsPoint(number(row, x), number(row, y), number(row, z)))
        .toList();
  }

  private double number(CsvTable.Row row, int column) {
    String cell = column < row.cells().size() ? row.cells().get(column) : "";
    if (!isNumber(cell)) {
      throw new InputDataException(
          "'%s', line %d: '%s' is no number; points need x, y and z in LPS mm"
              .formatted(file, row.line(), cell));
    }
    return Double.parseDouble(cell);
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.isFinite(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Writes the table with other points in the same rows, to a millionth of a millimetre. */
  void write(Path target, List<LpsPoint> points) {
    List<List<String>> lines = new ArrayList<>();
    if (!header.isEmpty()) {
      lines.add(header);
    }
    for (int n = 0; n < rows.size(); n++) {
      List<String> cells = new ArrayList<>(rows.get(n).cells());
      cells.set(x, text(points.get(n).x()));
      cells.set(y, text(points.get(n).y()));
      cells.set(z, text(points.get(n).z()));
      lines.add(cells);
    }
    CsvTable.write(target, lines);
  }

  private static String text(double mm) {
    return String.format(Locale.ROOT, "%.6f", mm);
  }
}
