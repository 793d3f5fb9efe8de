package org.regista.job;

import java.nio.file.Path;
import org.regista.image.Volume;
import org.regista.job.result.RegistrationRecord;
import org.regista.register.RegistrationResult;

/** Writes what people look at: the report and the pictures. The engine itself cannot draw. */
@FunctionalInterface
public interface ResultDocuments {

  /** Adds files to the folder of a result that is being made. */
  void write(Path folder, Completed registration);

  /** A registration that was carried out; everything is borrowed for the call. */
  record Completed(
      RegistrationRecord record, Volume fixed, Volume moving, RegistrationResult result) {}
}
