package org.regista.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.image.VolumeNotes;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.regista.io.nifti.NiftiFormat;
import org.regista.job.Cases.KnownRegistrar;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.register.Cancellation;

/** What a reader says of an image: both grades are recorded, one of them asks for a review. */
class JobRemarksTest {

  @TempDir private Path place;

  /** NIfTI, of which every image has the same notes. */
  private record Noted(VolumeNotes notes) implements VolumeFormat {

    @Override
    public String name() {
      return "noted";
    }

    @Override
    public boolean recognises(Path path, byte[] head) {
      return new NiftiFormat().recognises(path, head);
    }

    @Override
    public Volume read(Path path) {
      try (Volume plain = new NiftiFormat().read(path)) {
        NativeBuffer voxels = NativeBuffer.allocate(plain.voxels().length());
        for (long n = 0; n < voxels.length(); n++) {
          voxels.set(n, plain.voxels().get(n));
        }
        return new Volume(plain.space(), plain.grid(), plain.unit(), voxels, notes);
      }
    }

    @Override
    public List<String> writtenEndings() {
      return new NiftiFormat().writtenEndings();
    }

    @Override
    public void write(Volume volume, VoxelType type, Path path) {
      new NiftiFormat().write(volume, type, path);
    }
  }

  private RegistrationRecord run(VolumeNotes notes) {
    RegistrationJob job =
        Cases.job(
            Cases.image(place.resolve("fixed.nii"), Cases.FIXED_GRID),
            Cases.image(place.resolve("moving.nii.gz"), Cases.MOVING_GRID));
    new JobRunner(
            Cases.extensions(new KnownRegistrar(false), new Noted(notes)),
            (folder, registration) -> {},
            new RegistrationRecord.Program("Regista", "test", "abc", "25", "Linux"))
        .run(job, place.resolve("out"), Existing.REPLACE, progress -> {}, new Cancellation());
    return ResultFolder.open(place.resolve("out")).record();
  }

  @Test
  void aRemarkAsksForAReviewAndAnObservationDoesNot() {
    RegistrationRecord quiet = run(VolumeNotes.NONE);
    RegistrationRecord observed =
        run(new VolumeNotes(List.of(), List.of("slice 3 is 0.040 mm off; taken as even"), ""));
    assertThat(observed.quality()).isEqualTo(quiet.quality());
    assertThat(observed.inputs().fixed().observations())
        .containsExactly("slice 3 is 0.040 mm off; taken as even");
    assertThat(observed.inputs().moving().observations()).hasSize(1);

    RegistrationRecord remarked = run(new VolumeNotes(List.of("was evened"), List.of(), ""));
    assertThat(remarked.quality().reasons())
        .contains("fixed image: was evened", "moving image: was evened")
        .hasSize(quiet.quality().reasons().size() + 2);
  }

  @Test
  void aRecordFromBeforeThereWereObservationsIsRead() throws IOException {
    run(VolumeNotes.NONE);
    Path file = place.resolve("out").resolve(ResultFolder.RECORD);
    String text = Files.readString(file);
    String older = text.replaceAll("\"observations\" : \\[ ],\\s*", "");
    assertThat(older).isNotEqualTo(text);
    Files.writeString(file, older);
    assertThat(ResultFolder.open(place.resolve("out")).record().inputs().fixed().observations())
        .isEmpty();
  }
}
