package org.regista.study.library;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.regista.io.dicom.instance.InstanceFile;
import org.regista.io.dicom.instance.InstanceHeader;

/**
 * The rows of objects as an import sees them. Statements are prepared once, until the connection is
 * closed, and rows that do not change are looked for once.
 */
final class InstanceTable {

  /**
   * An object that is there already.
   *
   * @param place digest of its class, time, size and position
   */
  record Known(
      long id,
      long place,
      String metadata,
      int fast,
      String decisive,
      String syntax,
      Stored stored) {}

  /**
   * @param file below the library's folder if managed, else its own place
   */
  record Stored(String file, boolean managed, long bytes) {}

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<List<String>, Long> seriesRows = new HashMap<>();

  InstanceTable(Connection connection) {
    this.connection = connection;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }

  Optional<Known> find(String uid) throws SQLException {
    PreparedStatement query =
        prepared(
            """
            SELECT id, place, metadata, fast, decisive, transfer_syntax, file, managed, bytes
            FROM instance WHERE uid = ?
            """);
    query.setString(1, uid);
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Known(
                  row.getLong(1),
                  row.getLong(2),
                  row.getString(3),
                  row.getInt(4),
                  row.getString(5),
                  row.getString(6),
                  new Stored(row.getString(7), row.getBoolean(8), row.getLong(9))))
          : Optional.empty();
    }
  }

  /** An object of another UID with the same place, and pixels that are the same by both digests. */
  Optional<Long> twin(InstanceFile file) throws SQLException {
    PreparedStatement query =
        prepared("SELECT id FROM instance WHERE place = ? AND fast = ? AND decisive = ? LIMIT 1");
    query.setLong(1, place(file.header()));
    query.setInt(2, file.digests().fast());
    query.setString(3, file.digests().decisive());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  void add(InstanceFile file, Stored stored, Optional<Long> twin) throws SQLException {
    InstanceHeader.Instance instance = file.header().instance();
    PreparedStatement insert =
        prepared(
            """
            INSERT INTO instance(series, uid, sop_class, transfer_syntax, number, place, metadata,
              fast, decisive, file, managed, bytes, twin) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
            """);
    insert.setLong(1, series(file.header()));
    insert.setString(2, instance.uid());
    insert.setString(3, instance.sopClass());
    insert.setString(4, instance.transferSyntax());
    insert.setString(5, instance.number());
    insert.setLong(6, place(file.header()));
    insert.setString(7, file.digests().metadata());
    insert.setInt(8, file.digests().fast());
    insert.setString(9, file.digests().decisive());
    insert.setString(10, stored.file());
    insert.setBoolean(11, stored.managed());
    insert.setLong(12, stored.bytes());
    insert.setObject(13, twin.orElse(null));
    insert.executeUpdate();
  }

  /** Notes a file that contradicts a known object; false if it was noted before. */
  boolean quarantine(InstanceFile file, String reason, String source, String kept)
      throws SQLException {
    PreparedStatement insert =
        prepared(
            """
            INSERT OR IGNORE INTO quarantine(uid, decisive, metadata, reason, source, file, bytes)
            VALUES(?,?,?,?,?,?,?)
            """);
    insert.setString(1, file.header().instance().uid());
    insert.setString(2, file.digests().decisive());
    insert.setString(3, file.digests().metadata());
    insert.setString(4, reason);
    insert.setString(5, source);
    insert.setString(6, kept);
    insert.setLong(7, file.bytes());
    return insert.executeUpdate() == 1;
  }

  /** Studies with this UID of other patients. */
  boolean studyOfAnother(InstanceHeader header) throws SQLException {
    PreparedStatement query =
        prepared(
            "SELECT 1 FROM study JOIN patient ON patient.id = patient WHERE uid = ? AND key <> ?");
    query.setString(1, header.study().uid());
    query.setString(2, key(header.patient()));
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private long series(InstanceHeader header) throws SQLException {
    List<String> names =
        List.of(key(header.patient()), header.study().uid(), header.series().uid());
    Long known = seriesRows.get(names);
    if (known == null) {
      known = makeSeries(header);
      seriesRows.put(names, known);
    }
    return known;
  }

  private long makeSeries(InstanceHeader header) throws SQLException {
    InstanceHeader.Patient patient = header.patient();
    long patientRow =
        row(
            "SELECT id FROM patient WHERE key = ?",
            "INSERT INTO patient(key, patient_id, name, folded, birth_date, sex) VALUES(?,?,?,?,?,?)",
            1,
            key(patient),
            patient.id(),
            patient.name(),
            SeriesQuery.folded(patient.name()),
            patient.birthDate(),
            patient.sex());
    InstanceHeader.Study study = header.study();
    long studyRow =
        row(
            "SELECT id FROM study WHERE uid = ? AND patient = ?",
            "INSERT INTO study(uid, patient, date, time, description, accession) VALUES(?,?,?,?,?,?)",
            2,
            study.uid(),
            patientRow,
            study.date(),
            study.time(),
            study.description(),
            study.accession());
    InstanceHeader.Series series = header.series();
    return row(
        "SELECT id FROM series WHERE uid = ? AND study = ?",
        """
        INSERT INTO series(uid, study, modality, description, date, frame_of_reference)
        VALUES(?,?,?,?,?,?)
        """,
        2,
        series.uid(),
        studyRow,
        series.modality(),
        series.description(),
        series.date(),
        series.frameOfReference());
  }

  /** The row with the first {@code keys} of these values, which is made if there is none. */
  private long row(String find, String insert, int keys, Object... values) throws SQLException {
    Optional<Long> found = id(find, keys, values);
    if (found.isPresent()) {
      return found.get();
    }
    PreparedStatement statement = prepared(insert);
    set(statement, values.length, values);
    statement.executeUpdate();
    return id(find, keys, values).orElseThrow();
  }

  private Optional<Long> id(String find, int keys, Object... values) throws SQLException {
    PreparedStatement query = prepared(find);
    set(query, keys, values);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  private static void set(PreparedStatement statement, int count, Object... values)
      throws SQLException {
    for (int n = 0; n < count; n++) {
      statement.setObject(n + 1, values[n]);
    }
  }

  /** Patients without a number are told apart by name and birth date. */
  private static String key(InstanceHeader.Patient patient) {
    return patient.id().isEmpty()
        ? "without number|%s|%s".formatted(SeriesQuery.folded(patient.name()), patient.birthDate())
        : "number|%s|%s".formatted(patient.issuer(), patient.id());
  }

  /**
   * 64 bits of a digest; groups candidates, decides nothing alone but whether the place changed.
   */
  static long place(InstanceHeader header) {
    String text = key(header.patient()) + "|" + header.instance().place();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
