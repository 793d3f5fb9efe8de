package org.regista.job.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.Space;
import org.regista.image.FocusBox;
import org.regista.image.IntensityUnit;
import org.regista.quality.QualityReport;
import org.regista.register.Progress;
import org.regista.register.RegistrationResult;
import org.regista.register.RegistrationResult.StageTiming;

/**
 * What registration.json says: everything that is needed to trust, use and repeat a result.
 *
 * @param schema {@link #SCHEMA}
 * @param program what wrote it
 * @param finished when, ISO 8601 in UTC
 * @param inputs the images and masks
 * @param direction which file takes a point where, in words and as a formula
 * @param files those that hold numbers
 * @param request what was asked for; with the inputs it decides the numbers
 * @param run how it went
 * @param quality how far it may be trusted
 * @param signOff of a person; null as long as nobody has signed
 * @param form what was asked for and by whom; null if nothing was said
 * @param edits by hand, in their order; the last one's matrix is that of the result
 */
public record RegistrationRecord(
    String schema,
    Program program,
    String finished,
    Inputs inputs,
    String direction,
    List<StoredFile> files,
    Request request,
    Run run,
    QualityReport quality,
    @Nullable SignOff signOff,
    @Nullable RequestForm form,
    List<ManualEdit> edits) {

  public static final String SCHEMA = "regista-registration/3";

  public RegistrationRecord {
    files = List.copyOf(files);
    edits = List.copyOf(edits);
  }

  /** The same, signed; a signature that was there before is replaced. */
  public RegistrationRecord signedBy(SignOff signature) {
    return new RegistrationRecord(
        schema, program, finished, inputs, direction, files, request, run, quality, signature, form,
        edits);
  }

  /**
   * @param commit of the sources; "unknown" if the build did not say
   */
  public record Program(String name, String version, String commit, String java, String system) {}

  /**
   * The images, and what of them counts.
   *
   * @param masks that were given
   * @param box outside of which nothing of the fixed image counts; null if none was given
   */
  public record Inputs(Image fixed, Image moving, List<MaskFile> masks, @Nullable FocusBox box) {
    public Inputs {
      masks = List.copyOf(masks);
    }
  }

  /**
   * @param path absolute
   * @param sha256 of the file; of the listing that sha256sum prints, if there are several
   * @param uid identity of the series: its Series Instance UID, or the path
   * @param frameOfReferenceUid DICOM (0020,0052); empty if unknown
   * @param intensities how they were made of the stored values, with every tag and rule; empty if
   *     they are as stored
   * @param observations what is unusual about the geometry and too small to ask for a review
   */
  public record Image(
      String path,
      String sha256,
      long bytes,
      String uid,
      String label,
      String frameOfReferenceUid,
      IntensityUnit unit,
      String intensities,
      List<String> observations,
      GridRecord grid) {

    public Image {
      observations = List.copyOf(observations);
    }

    @JsonIgnore
    public Space space() {
      return new Space(uid, label, Optional.of(frameOfReferenceUid).filter(f -> !f.isEmpty()));
    }
  }

  /**
   * A mask; its path and SHA-256 as in {@link Image}.
   *
   * @param side "fixed" or "moving"
   */
  public record MaskFile(String side, String path, String sha256, long bytes) {}

  /** A file of the folder. */
  public record StoredFile(String name, String sha256, long bytes) {}

  /**
   * @param plan in the form of {@link org.regista.register.plan.PlanFiles}
   * @param initialisation "header", "mass", "search", or the path and SHA-256 of a transform file
   * @param engine its name, and the paths and SHA-256 of files in its own language
   */
  public record Request(JsonNode plan, String initialisation, String engine, String backend) {}

  /**
   * @param plan as it was carried out
   * @param device what computed: "CPU, AVX2, 2 threads"
   * @param seconds wall time of the registration, files not counted
   * @param warnings sentences for the user
   * @param signals numbers that tell of a failure
   */
  public record Run(
      JsonNode plan,
      String device,
      int threads,
      double seconds,
      List<StageTiming> timings,
      List<String> warnings,
      RegistrationResult.Signals signals,
      List<Progress> trace) {
    public Run {
      timings = List.copyOf(timings);
      warnings = List.copyOf(warnings);
      trace = List.copyOf(trace);
    }
  }
}
