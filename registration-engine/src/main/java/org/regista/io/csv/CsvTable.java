package org.regista.io.csv;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.io.AtomicFile;

/**
 * Comma-separated values in UTF-8 as RFC 4180 has them: cells may be quoted, a quote within is
 * doubled, and a quoted cell may hold line ends. Blank lines are passed over. What the columns mean
 * is left to the reader of the table.
 */
public final class CsvTable {

  private static final long MOST_BYTES = 256L << 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * One row of a file.
   *
   * @param line on which it begins, from 1, for messages
   */
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  private CsvTable() {}

  /**
   * All rows, the header (if there is one) among them; cells without the blanks around them.
   *
   * @throws InputDataException if the file cannot be read, is not text, or a quote is left open
   */
  public static List<Row> read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InputDataException(
            "'%s' has more than %d bytes; this is no table".formatted(file, MOST_BYTES));
      }
      return new Parser(file, Files.readString(file)).rows();
    } catch (MalformedInputException e) {
      throw new InputDataException(
          "'%s' is not text in UTF-8, so it is no table".formatted(file), e);
    } catch (IOException e) {
      throw new InputDataException(
          "'%s' cannot be read; check that the file exists and may be read".formatted(file), e);
    }
  }

  /** Writes rows, whole or not at all; cells are quoted where they must be. */
  public static void write(Path file, List<List<String>> rows) {
    String text = rows.stream().map(CsvTable::line).collect(Collectors.joining());
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static final class Parser {

    private final Path file;
    private final String text;
    private int at;
    private int line = 1;

    Parser(Path file, String text) {
      this.file = file;
      this.text = text;
      this.at = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    List<Row> rows() {
      List<Row> rows = new ArrayList<>();
      while (at < text.length()) {
        Row row = row();
        if (row.cells().size() > 1 || !row.cells().getFirst().isEmpty()) {
          rows.add(row);
        }
      }
      return rows;
    }

    private Row row() {
      int start = line;
      List<String> cells = new ArrayList<>();
      do {
        cells.add(cell());
      } while (skip(','));
      skip('\r');
      if (skip('\n')) {
        line++;
      }
      return new Row(start, cells);
    }

    private String cell() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
      return skip('"') ? quotedCell() : plainCell();
    }

    private String plainCell() {
      int from = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at).strip();
    }

    private String quotedCell() {
      int start = line;
      StringBuilder cell = new StringBuilder();
      while (true) {
        if (at == text.length()) {
          throw new InputDataException(
              "'%s', line %d: the quote that opens here is never closed".formatted(file, start));
        }
        char c = text.charAt(at++);
        if (c == '"' && !skip('"')) {
          plainCell(); // blanks between the quote and the comma
          return cell.toString();
        }
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      }
    }

    private boolean skip(char c) {
      boolean found = at < text.length() && text.charAt(at) == c;
      at += found ? 1 : 0;
      return found;
    }
  }
}
