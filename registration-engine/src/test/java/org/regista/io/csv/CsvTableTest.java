package org.regista.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;

class CsvTableTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  @Test
  void cellsAreTrimmedAndRowsKnowTheirLines() throws IOException {
    List<CsvTable.Row> rows = CsvTable.read(file("\uFEFFa, b ,c\r\n\r\n1,,  3\n4"));
    assertThat(rows)
        .containsExactly(
            new CsvTable.Row(1, List.of("a", "b", "c")),
            new CsvTable.Row(3, List.of("1", "", "3")),
            new CsvTable.Row(4, List.of("4")));
  }

  @Test
  void quotedCellsHoldCommasQuotesAndLineEnds() throws IOException {
    List<CsvTable.Row> rows =
        CsvTable.read(file("\"a,b\" ,\"say \"\"x\"\"\",\"two\nlines\"\nnext"));
    assertThat(rows)
        .containsExactly(
            new CsvTable.Row(1, List.of("a,b", "say \"x\"", "two\nlines")),
            new CsvTable.Row(3, List.of("next")));
  }

  @Test
  void whatIsWrittenIsRead() {
    List<List<String>> table = List.of(List.of("a", "x,\"y\"\nz"), List.of("", "ü"));
    CsvTable.write(folder.resolve("w.csv"), table);
    assertThat(CsvTable.read(folder.resolve("w.csv")))
        .extracting(CsvTable.Row::cells)
        .isEqualTo(table);
  }

  @Test
  void anOpenQuoteIsNamedByItsLine() throws IOException {
    Path file = file("a,b\n1,\"two\nthree");
    assertThatThrownBy(() -> CsvTable.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("never closed");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xC3, 0x28, 0});
    assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("not text");
    assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv")))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("none.csv");
  }
}
