package org.regista.job;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.io.itk.TransformFiles;
import org.regista.io.nifti.DisplacementFiles;
import org.regista.job.result.ManualEdit;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;
import org.regista.register.Initialisation;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.register.plan.PlanFiles;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;

/** A result with another linear part, which a person placed: {@link JobRunner#edit}. */
final class HandEdit {

  private final ResultFolder source;
  private final RegistrationRecord before;
  private final JobRunner.Edit edit;

  HandEdit(JobRunner.Edit edit) {
    this.edit = edit;
    this.source = ResultFolder.open(edit.result());
    this.before = source.record();
  }

  /**
   * The images as they were registered.
   *
   * @throws InputDataException if one is gone or was changed since
   */
  RegistrationJob.Inputs inputs() {
    RegistrationRecord.Inputs then = before.inputs();
    Stream.concat(
            Stream.of(
                new RegistrationRecord.MaskFile("", then.fixed().path(), then.fixed().sha256(), 0),
                new RegistrationRecord.MaskFile(
                    "", then.moving().path(), then.moving().sha256(), 0)),
            then.masks().stream())
        .forEach(HandEdit::requireUnchanged);
    return new RegistrationJob.Inputs(
        Path.of(then.fixed().path()),
        Path.of(then.moving().path()),
        mask(then, "fixed"),
        mask(then, "moving"),
        Optional.ofNullable(then.box()));
  }

  private static Optional<Path> mask(RegistrationRecord.Inputs then, String side) {
    return then.masks().stream()
        .filter(m -> m.side().equals(side))
        .map(m -> Path.of(m.path()))
        .findFirst();
  }

  private static void requireUnchanged(RegistrationRecord.MaskFile file) {
    if (!InputDigest.of(Path.of(file.path())).sha256().equals(file.sha256())) {
      throw new InputDataException(
          "'%s' is not the file that was registered any more (its SHA-256 differs); put the old one back, or register again"
              .formatted(file.path()));
    }
  }

  /** The request that the writer of results measures by; nothing is registered. */
  RegistrationRequest request(LoadedInputs inputs) {
    return new RegistrationRequest(
        inputs.fixed(),
        inputs.moving(),
        inputs.fixedMask(),
        inputs.movingMask(),
        new Initialisation.Given(after(inputs)),
        PlanFiles.ofJson(before.run().plan(), "the plan of '%s'".formatted(source.path())),
        new ReferenceBackend(),
        edit.threads());
  }

  private AffineTransform after(LoadedInputs inputs) {
    return TransformFiles.read(edit.linear(), inputs.fixed().space(), inputs.moving().space());
  }

  /** The result with the new linear part; the caller closes it. */
  RegistrationResult result(LoadedInputs inputs, RegistrationRequest request) {
    Space space = inputs.fixed().space();
    List<String> warnings = new ArrayList<>(before.run().warnings());
    warnings.addFirst(
        "moved by hand after the registration, by %.1f mm at the centre; no images were compared"
            .formatted(centreMm(change(inputs.fixed().grid()))));
    return new RegistrationResult(
        after(inputs),
        field(ResultFolder.DISPLACEMENT, space),
        field(ResultFolder.INVERSE_DISPLACEMENT, space),
        request.plan(),
        before.request().engine(),
        before.run().device(),
        before.run().trace(),
        before.run().timings(),
        warnings,
        before.run().signals());
  }

  private Optional<DisplacementField> field(String name, Space space) {
    return source.deforms()
        ? Optional.of(DisplacementFiles.read(source.path().resolve(name), space, space))
        : Optional.empty();
  }

  RegistrationRecord record(RegistrationResult result, JobRecords.Numbers numbers) {
    RegistrationRecord.Run run = before.run();
    List<ManualEdit> edits = new ArrayList<>(before.edits());
    edits.add(entry(result.linear().fixedToMoving()));
    return new RegistrationRecord(
        RegistrationRecord.SCHEMA,
        before.program(),
        now(),
        before.inputs(),
        before.direction(),
        numbers.files(),
        before.request(),
        new RegistrationRecord.Run(
            run.plan(),
            run.device(),
            run.threads(),
            run.seconds(),
            run.timings(),
            result.warnings(),
            run.signals(),
            run.trace()),
        numbers.quality(),
        null,
        before.form(),
        edits);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ManualEdit entry(AffineMap after) {
    AffineMap was = source.readLinear().fixedToMoving();
    Change change = new Change(was, after, before.inputs().fixed().grid().grid());
    return new ManualEdit(
        now(),
        edit.by(),
        source.path().toAbsolutePath().normalize().toString(),
        was,
        after,
        centreMm(change),
        change.largestMm(),
        change.turnDegrees(),
        voided());
  }

  private String voided() {
    SignOff s = before.signOff();
    return s == null
        ? ""
        : "signed by %s on %s, level %d: %s"
            .formatted(s.name(), s.signed(), s.level(), SignOff.LEVELS.get(s.level()));
  }

  private Change change(GridGeometry fixed) {
    AffineMap after =
        TransformFiles.read(edit.linear(), source.fixed(), source.moving()).fixedToMoving();
    return new Change(source.readLinear().fixedToMoving(), after, fixed);
  }

  private static double centreMm(Change change) {
    return change.mm(change.fixed().centre());
  }

  /** What an edit does to the places of the fixed image. */
  private record Change(AffineMap before, AffineMap after, GridGeometry fixed) {

    double mm(LpsPoint p) {
      return before.apply(p).distanceMm(after.apply(p));
    }

    double largestMm() {
      double most = 0;
      for (int corner = 0; corner < 8; corner++) {
        VoxelIndex v =
            new VoxelIndex(
                (corner & 1) * (fixed.size().ni() - 1.0),
                (corner >> 1 & 1) * (fixed.size().nj() - 1.0),
                (corner >> 2) * (fixed.size().nk() - 1.0));
        most = Math.max(most, mm(fixed.toLps(v)));
      }
      return most;
    }

    /** Of the turn that both differ by; trace R = 1 + 2 cos angle. */
    double turnDegrees() {
      AffineMap turn = before.inverse().andThen(after);
      double cosine = (turn.m00() + turn.m11() + turn.m22() - 1) / 2;
      return Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1)));
    }
  }
}
