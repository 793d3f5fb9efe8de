package org.regista.study.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;

/** The library of one folder. Searching and importing may go on at the same time, anywhere. */
public final class StudyLibrary implements AutoCloseable {

  private static final String SERIES =
      """
      SELECT patient_id, name, birth_date, study.uid, study.date, study.description,
        series.uid, modality, series.date, series.description, COUNT(*), SUM(bytes)
      FROM series JOIN study ON study.id = study JOIN patient ON patient.id = patient
        JOIN instance ON series = series.id
      """;

  private static final String ORDER =
      " GROUP BY series.id ORDER BY folded, patient_id, study.date, series.date, series.uid, study.id";

  private final Path root;
  private final LibraryDatabase database;

  private StudyLibrary(Path root, LibraryDatabase database) {
    this.root = root;
    this.database = database;
  }

  /**
   * Opens a library, and makes an empty one where none is.
   *
   * @throws InputDataException if the folder cannot be used, is damaged, or was made by a newer
   *     program
   */
  public static StudyLibrary open(Path folder) {
    return new StudyLibrary(folder, LibraryDatabase.open(folder));
  }

  /**
   * Opens a library that exists.
   *
   * @throws InputDataException as {@link #open}, and if there is none
   */
  public static StudyLibrary openExisting(Path folder) {
    if (!Files.isRegularFile(folder.resolve(LibraryDatabase.FILE))) {
      throw new InputDataException(
          "there is no study library in '%s'; 'regista dicom import' makes one".formatted(folder));
    }
    return open(folder);
  }

  /** Imports with as many threads as the machine has processors, and a few for waiting. */
  public ImportReport importing(
      List<Path> paths,
      ImportMode mode,
      Consumer<ImportReport> progress,
      Cancellation cancellation) {
    int threads = Runtime.getRuntime().availableProcessors() + 2;
    try (LibraryFiles files = LibraryFiles.open(root)) {
      return new LibraryImport(root, database, files, mode, threads)
          .run(paths, progress, cancellation);
    } catch (IOException e) {
      throw new InputDataException(
          "the library '%s' cannot be written (%s); check the folder and its permissions"
              .formatted(root, e),
          e);
    }
  }

  /** The series that a query asks for, by patient and then by date. */
  public List<LibrarySeries> search(SeriesQuery query) {
    StringBuilder where = new StringBuilder(" WHERE 1");
    List<String> values = new ArrayList<>();
    query
        .patient()
        .ifPresent(
            text -> {
              where.append(" AND (patient_id = ?");
              values.add(text);
              where.append(" OR (1");
              for (String word : SeriesQuery.folded(text).split(" ")) {
                where.append(" AND instr(folded, ?)");
                values.add(word);
              }
              where.append("))");
            });
    add(where, values, query.from(), "series.date >= ?");
    add(where, values, query.to(), "series.date <= ? AND series.date <> ''");
    add(where, values, query.modality(), "modality = ?");
    return select(SERIES + where + ORDER, values);
  }

  private static void add(
      StringBuilder where, List<String> values, Optional<String> value, String condition) {
    value.ifPresent(
        v -> {
          where.append(" AND ").append(condition);
          values.add(v);
        });
  }

  private List<LibrarySeries> select(String sql, List<String> values) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int n = 0; n < values.size(); n++) {
              query.setString(n + 1, values.get(n));
            }
            List<LibrarySeries> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                found.add(series(rows));
              }
            }
            return found;
          }
        });
  }

  private static LibrarySeries series(ResultSet row) throws SQLException {
    return new LibrarySeries(
        new LibrarySeries.Patient(row.getString(1), row.getString(2), row.getString(3)),
        new LibrarySeries.Study(row.getString(4), row.getString(5), row.getString(6)),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getLong(11),
        row.getLong(12));
  }

  /**
   * What is known of one patient, in the order of time; series without a date come first.
   *
   * @param patientId the patient's number
   */
  public List<LibrarySeries> timeLine(String patientId) {
    return select(
        SERIES
            + " WHERE patient_id = ? GROUP BY series.id"
            + " ORDER BY series.date, study.time, series.uid, study.id",
        List.of(patientId));
  }

  /**
   * The files of a series, in the order of their objects' UIDs.
   *
   * @throws InputDataException if the library has no such series, or the same of two patients
   */
  public List<Path> files(String seriesUid) {
    List<LibrarySeries> series =
        select(SERIES + " WHERE series.uid = ?" + ORDER, List.of(seriesUid));
    if (series.isEmpty()) {
      throw new InputDataException(
          "the library '%s' has no series '%s'; 'regista dicom find' lists what it has"
              .formatted(root, seriesUid));
    }
    if (series.size() > 1) {
      throw new InputDataException(
          "the library '%s' has series '%s' in %d studies or of %d patients; give its folder instead"
              .formatted(root, seriesUid, series.size(), series.size()));
    }
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT file FROM instance JOIN series ON series.id = series"
                      + " WHERE series.uid = ? ORDER BY instance.uid")) {
            query.setString(1, seriesUid);
            List<Path> files = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                files.add(root.resolve(rows.getString(1)));
              }
            }
            return files;
          }
        });
  }

  /** The UIDs of the objects of a study. */
  public Set<String> objects(String studyUid) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT instance.uid FROM instance JOIN series ON series.id = series"
                      + " JOIN study ON study.id = study WHERE study.uid = ?")) {
            query.setString(1, studyUid);
            Set<String> uids = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                uids.add(rows.getString(1));
              }
            }
            return uids;
          }
        });
  }

  /** How many objects the library has, and how many files are in quarantine. */
  public Counts counts() {
    return database.read(
        connection -> {
          try (var statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT (SELECT COUNT(*) FROM instance), (SELECT COUNT(*) FROM quarantine)")) {
            row.next();
            return new Counts(row.getLong(1), row.getLong(2));
          }
        });
  }

  /**
   * @param objects those that are kept
   * @param quarantined files that contradict them
   */
  public record Counts(long objects, long quarantined) {}

  @Override
  public void close() {
    database.close();
  }
}
