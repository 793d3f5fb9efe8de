package org.regista.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.AtomicFile;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.io.itk.TransformFiles;
import org.regista.io.nifti.DisplacementFiles;
import org.regista.job.result.RecordFile;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.parallel.Workers;
import org.regista.quality.Alignment;
import org.regista.quality.QualityEvaluator;
import org.regista.quality.QualityReport;
import org.regista.register.Cancellation;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.DisplacementField;

/** Fills the folder of a result: the numbers, then what people read, and the record at last. */
final class ResultWriter {

  private final VolumeFiles files;
  private final ResultDocuments documents;
  private final Cancellation cancellation;

  ResultWriter(VolumeFiles files, ResultDocuments documents, Cancellation cancellation) {
    this.files = files;
    this.documents = documents;
    this.cancellation = cancellation;
  }

  /**
   * @param recorder makes the record from what was measured and written
   */
  RegistrationRecord write(
      Path folder,
      RegistrationRequest request,
      RegistrationResult result,
      Function<JobRecords.Numbers, RegistrationRecord> recorder) {
    List<RegistrationRecord.StoredFile> stored = writeNumbers(folder, request, result);
    RegistrationRecord record =
        recorder.apply(new JobRecords.Numbers(stored, quality(request, result)));
    cancellation.throwIfRequested();
    documents.write(
        folder, new ResultDocuments.Completed(record, request.fixed(), request.moving(), result));
    RecordFile.write(record, folder.resolve(ResultFolder.RECORD));
    cancellation.throwIfRequested();
    return record;
  }

  /** The files side by side, because packing takes longer than registering; in a fixed order. */
  private List<RegistrationRecord.StoredFile> writeNumbers(
      Path folder, RegistrationRequest request, RegistrationResult result) {
    List<Supplier<RegistrationRecord.StoredFile>> tasks = new ArrayList<>();
    tasks.add(() -> linear(folder, request, result));
    result
        .displacement()
        .ifPresent(u -> tasks.add(() -> field(folder, ResultFolder.DISPLACEMENT, u)));
    result
        .inverseDisplacement()
        .ifPresent(v -> tasks.add(() -> field(folder, ResultFolder.INVERSE_DISPLACEMENT, v)));
    result.attachments().forEach(kept -> tasks.add(() -> attachment(folder, kept)));
    tasks.add(() -> warped(folder, request, result));
    RegistrationRecord.StoredFile[] stored = new RegistrationRecord.StoredFile[tasks.size()];
    Workers.forEach(tasks.size(), request.threads(), n -> stored[n] = tasks.get(n).get());
    return List.of(stored);
  }

  private static RegistrationRecord.StoredFile attachment(
      Path folder, RegistrationResult.Attachment kept) {
    AtomicFile.write(
        folder.resolve(kept.name()),
        out -> out.write(kept.text().getBytes(StandardCharsets.ISO_8859_1)));
    return stored(folder, kept.name());
  }

  private static RegistrationRecord.StoredFile linear(
      Path folder, RegistrationRequest request, RegistrationResult result) {
    TransformFiles.write(
        result.linear(), request.fixed().grid().centre(), folder.resolve(ResultFolder.LINEAR));
    return stored(folder, ResultFolder.LINEAR);
  }

  private static QualityReport quality(RegistrationRequest request, RegistrationResult result) {
    Alignment alignment =
        new Alignment(result.linear(), result.displacement(), result.transform(), result.inverse());
    return new QualityEvaluator(request.threads(), request.plan().usualBeyondThreefold())
        .evaluate(
            request.fixed(),
            request.moving(),
            request.fixedMask(),
            alignment,
            warnings(request, result));
  }

  /** What asks for a review: doubts about the images' geometry, and those of the registration. */
  private static List<String> warnings(RegistrationRequest request, RegistrationResult result) {
    return Stream.of(
            request.fixed().remarks().stream().map(remark -> "fixed image: " + remark),
            request.moving().remarks().stream().map(remark -> "moving image: " + remark),
            result.warnings().stream())
        .flatMap(sentences -> sentences)
        .toList();
  }

  private RegistrationRecord.StoredFile field(Path folder, String name, DisplacementField field) {
    cancellation.throwIfRequested();
    DisplacementFiles.write(field, folder.resolve(name));
    return stored(folder, name);
  }

  private RegistrationRecord.StoredFile warped(
      Path folder, RegistrationRequest request, RegistrationResult result) {
    cancellation.throwIfRequested();
    try (Volume warped =
        new Resampler(request.threads())
            .resample(
                request.moving(),
                result.transform(),
                request.fixed().grid(),
                Interpolation.LINEAR,
                Outside.of(request.moving()))) {
      files.write(warped, VoxelType.FLOAT32, folder.resolve(ResultFolder.WARPED));
    }
    return stored(folder, ResultFolder.WARPED);
  }

  private static RegistrationRecord.StoredFile stored(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      return new RegistrationRecord.StoredFile(name, InputDigest.sha256(file), Files.size(file));
    } catch (IOException e) {
      throw new InputDataException(
          "'%s' was written but cannot be read back (%s)".formatted(file, e.getMessage()), e);
    }
  }
}
