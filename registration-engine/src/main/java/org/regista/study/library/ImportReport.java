package org.regista.study.library;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import did. Every file is counted once: as added, present, quarantined or rejected.
 *
 * @param added objects that are new
 * @param present files of objects that the library has already
 * @param quarantined files with the UID of an object that the library has, and other content
 * @param rejected files that are no DICOM objects
 * @param remarks what a person should know of, at most some hundreds, the first ones
 */
public record ImportReport(
    long added, long present, long quarantined, long rejected, List<Remark> remarks) {

  /**
   * @param kind whether the file is kept
   * @param text a sentence without the file's name in front
   */
  public record Remark(Kind kind, Path file, String text) {}

  /** How grave a remark is. */
  public enum Kind {
    /** The file is used, and something about it is unusual. */
    NOTE,
    QUARANTINED,
    REJECTED
  }

  public ImportReport {
    remarks = List.copyOf(remarks);
  }

  public long files() {
    return added + present + quarantined + rejected;
  }
}
