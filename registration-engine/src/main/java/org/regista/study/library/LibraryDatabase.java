package org.regista.study.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.regista.error.InputDataException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database of a library: its schema, its version, and transactions that several processes may
 * hold in turn. Write-ahead logging lets others read meanwhile; a commit is on the disk when it
 * returns.
 */
final class LibraryDatabase implements AutoCloseable {

  static final String FILE = "library.sqlite";
  static final int VERSION = 1;

  private static final int APPLICATION = 0x52656731; // "Reg1"
  private static final int PATIENCE_MS = 60_000;
  private static final int ATTEMPTS = 100;
  private static final int PAUSE_MS = 100;

  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE patient(
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, patient_id TEXT NOT NULL,
            name TEXT NOT NULL, folded TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT NOT NULL)
          """,
          """
          CREATE TABLE study(
            id INTEGER PRIMARY KEY, patient INTEGER NOT NULL REFERENCES patient, uid TEXT NOT NULL,
            date TEXT NOT NULL, time TEXT NOT NULL, description TEXT NOT NULL,
            accession TEXT NOT NULL, UNIQUE(uid, patient))
          """,
          """
          CREATE TABLE series(
            id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES study, uid TEXT NOT NULL,
            modality TEXT NOT NULL, description TEXT NOT NULL, date TEXT NOT NULL,
            frame_of_reference TEXT NOT NULL, UNIQUE(uid, study))
          """,
          """
          CREATE TABLE instance(
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series,
            uid TEXT NOT NULL UNIQUE, sop_class TEXT NOT NULL, transfer_syntax TEXT NOT NULL,
            number TEXT NOT NULL, place INTEGER NOT NULL, metadata TEXT NOT NULL,
            fast INTEGER NOT NULL, decisive TEXT NOT NULL, file TEXT NOT NULL,
            managed INTEGER NOT NULL, bytes INTEGER NOT NULL, twin INTEGER REFERENCES instance)
          """,
          "CREATE INDEX instance_series ON instance(series)",
          "CREATE INDEX instance_place ON instance(place)",
          """
          CREATE TABLE quarantine(
            id INTEGER PRIMARY KEY, uid TEXT NOT NULL, decisive TEXT NOT NULL,
            metadata TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, file TEXT NOT NULL,
            bytes INTEGER NOT NULL, UNIQUE(uid, decisive, metadata))
          """);

  /** Something asked of the database. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException, IOException;
  }

  private final Path folder;
  private final Connection connection;

  private LibraryDatabase(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /** Opens the database, and makes it if it is not there. */
  static LibraryDatabase open(Path folder) {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(folder);
        Connection connection =
            config().createConnection("jdbc:sqlite:" + folder.toAbsolutePath().resolve(FILE));
        LibraryDatabase database = new LibraryDatabase(folder, connection);
        try {
          database.prepare();
          return database;
        } catch (SQLException | RuntimeException e) {
          connection.close();
          throw e;
        }
      } catch (SQLException e) {
        if (!isBusy(e) || attempt == ATTEMPTS) {
          throw failure(folder, e);
        }
        pause(); // another process makes the same database
      } catch (IOException e) {
        throw new InputDataException(
            "the library '%s' cannot be made (%s); check the folder and its permissions"
                .formatted(folder, e),
            e);
      }
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    return config;
  }

  private static boolean isBusy(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void prepare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA user_version") == 0) {
        statement.execute("BEGIN IMMEDIATE");
        if (number(statement, "PRAGMA user_version") == 0) { // nobody else did meanwhile
          for (String command : SCHEMA) {
            statement.execute(command);
          }
          statement.execute("PRAGMA application_id = " + APPLICATION);
          statement.execute("PRAGMA user_version = " + VERSION);
        }
        statement.execute("COMMIT");
      }
      int version = number(statement, "PRAGMA user_version");
      if (number(statement, "PRAGMA application_id") != APPLICATION) {
        throw new InputDataException(
            "'%s' is a database of another program".formatted(folder.resolve(FILE)));
      }
      if (version != VERSION) {
        throw new InputDataException(
            "the library '%s' has version %d, this program knows version %d; use a newer program"
                .formatted(folder, version, VERSION));
      }
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /**
   * Reads, seeing one state of the database.
   *
   * @throws InputDataException if the library is damaged or its disk fails
   */
  synchronized <T> T read(Work<T> work) {
    try {
      return work.in(connection);
    } catch (SQLException e) {
      throw failure(folder, e);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Writes, all or nothing, while no other process does.
   *
   * @throws InputDataException as {@link #read}
   */
  synchronized <T> T write(Work<T> work) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        T made = work.in(connection);
        statement.execute("COMMIT");
        return made;
      } catch (SQLException | IOException | RuntimeException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw failure(folder, e);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static InputDataException failure(Path folder, SQLException e) {
    String remedy =
        isBusy(e)
            ? "another program holds it; try again when that has ended"
            : "check the disk; a damaged database can be made again: delete %s* and import '%s'"
                .formatted(folder.resolve(FILE), folder.resolve(LibraryFiles.FILES));
    return new InputDataException(
        "the library '%s' failed (%s); %s".formatted(folder, e.getMessage(), remedy), e);
  }

  private static InputDataException failure(Path folder, IOException e) {
    return new InputDataException(
        "the library '%s' cannot be written (%s); check the folder, its permissions and the free space"
            .formatted(folder, e),
        e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(folder, e);
    }
  }
}
