package org.regista.job.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.regista.error.InputDataException;
import org.regista.io.csv.CsvTable;
import org.regista.study.library.LibraryInputs;

/**
 * The table of a batch: one registration per row. Needs the columns id, fixed and moving; knows
 * preset, stages, metric, init, fixed_mask and moving_mask, where an empty cell means the value
 * that was given for the whole batch. Paths are relative to the folder of the table;
 * "library:SERIES" is a series of the study library.
 */
public final class BatchManifest {

  private static final List<String> NEEDED = List.of("id", "fixed", "moving");
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "fixed",
          "moving",
          "preset",
          "stages",
          "metric",
          "init",
          "fixed_mask",
          "moving_mask");

  /** Ids become names of folders. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private final Path file;
  private final LibraryInputs library;
  private final List<String> header;

  private BatchManifest(Path file, LibraryInputs library, List<String> header) {
    this.file = file;
    this.library = library;
    this.header = header;
  }

  /**
   * The rows in their order.
   *
   * @param library is opened when a row that asks for it is carried out
   * @throws InputDataException if a column is missing or unknown, or an id is unusable or repeated
   */
  public static List<BatchRow> read(Path file, LibraryInputs library) {
    List<CsvTable.Row> table = CsvTable.read(file);
    if (table.size() < 2) {
      throw new InputDataException("'%s' has no rows below its header".formatted(file));
    }
    List<String> header =
        table.getFirst().cells().stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    BatchManifest manifest = new BatchManifest(file, library, header);
    manifest.checkHeader();
    List<BatchRow> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (CsvTable.Row row : table.subList(1, table.size())) {
      rows.add(manifest.row(row, ids));
    }
    return rows;
  }

  private void checkHeader() {
    for (String name : NEEDED) {
      if (!header.contains(name)) {
        throw new InputDataException(
            "'%s' has no column '%s'; a batch needs %s"
                .formatted(file, name, String.join(", ", NEEDED)));
      }
    }
    for (String name : header) {
      if (!KNOWN.contains(name)) {
        throw new InputDataException(
            "'%s' has a column '%s'; known are %s"
                .formatted(file, name, String.join(", ", KNOWN.stream().sorted().toList())));
      }
    }
  }

  private BatchRow row(CsvTable.Row row, Set<String> ids) {
    if (row.cells().size() > header.size()) {
      throw new InputDataException(
          "'%s', line %d: %d cells below a header of %d"
              .formatted(file, row.line(), row.cells().size(), header.size()));
    }
    Map<String, String> cells = new HashMap<>();
    for (int n = 0; n < row.cells().size(); n++) {
      if (!row.cells().get(n).isEmpty()) {
        cells.put(header.get(n), row.cells().get(n));
      }
    }
    String id = cells.getOrDefault("id", "");
    if (!ID.matcher(id).matches() || !ids.add(id.toLowerCase(Locale.ROOT))) {
      throw new InputDataException(
          ("'%s', line %d: '%s' cannot be the id: ids are unique and made of letters, digits, "
                  + "'.', '_' and '-'")
              .formatted(file, row.line(), id));
    }
    return new BatchRow(id, folder(), library, cells);
  }

  private Path folder() {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }
}
