package org.regista.app.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.regista.io.AtomicFile;
import org.regista.io.VolumeFiles;
import org.regista.job.result.RecordFile;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;

/** Puts a person's signature into a result: into its record, and into its report. */
public final class Signing {

  private Signing() {}

  /**
   * @return the record as it is now
   * @throws org.regista.error.InputDataException if the folder is damaged or cannot be written
   */
  public static RegistrationRecord sign(Path folder, SignOff signature) {
    RegistrationRecord signed = ResultFolder.open(folder).record().signedBy(signature);
    Path report = folder.resolve(ReportDocuments.REPORT);
    try {
      String page = Files.exists(report) ? Files.readString(report) : "";
      RecordFile.write(signed, folder.resolve(ResultFolder.RECORD));
      if (!page.isEmpty()) {
        byte[] bytes = SignaturePart.replacedIn(page, signed).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(report, out -> out.write(bytes));
      }
    } catch (IOException e) {
      throw VolumeFiles.unreadable(report, e);
    }
    return signed;
  }
}
