package org.regista.io.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.AtomicFile;
import org.regista.io.Samples;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.scijava.plugin.Plugin;

/** NIfTI-1 and -2 images: .nii, .nii.gz, and pairs of .hdr and .img. Written as NIfTI-1. */
@Plugin(type = VolumeFormat.class, name = "NIfTI")
public final class NiftiFormat implements VolumeFormat {

  @Override
  public String name() {
    return "NIfTI";
  }

  @Override
  public boolean recognises(Path path, byte[] head) {
    return NiftiHeader.recognises(head) || NiftiPair.headerOf(path).isPresent();
  }

  @Override
  public List<String> writtenEndings() {
    return List.of(".nii", ".nii.gz");
  }

  @Override
  public Volume read(Path path) {
    Payload payload = readPayload(NiftiPair.headerOf(path).orElse(path), 1);
    return new Volume(
        VolumeFiles.spaceOf(path),
        payload.header().grid(),
        IntensityUnit.ARBITRARY,
        payload.values());
  }

  /** Header and numbers of a file; the caller owns the numbers. */
  record Payload(NiftiHeader header, NativeBuffer values) {}

  static Payload readPayload(Path path, int components) {
    try {
      NiftiHeader header = header(path);
      if (header.components() != components) {
        throw new InputDataException(
            header.components() == 3
                ? "'%s' is a displacement field, not an image".formatted(path)
                : "'%s' is an image, not a displacement field".formatted(path));
      }
      return new Payload(header, values(header.inPair() ? NiftiPair.imageOf(path) : path, header));
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  private static NiftiHeader header(Path path) throws IOException {
    try (InputStream in = VolumeFiles.plain(path)) {
      return NiftiHeader.parse(in.readNBytes(NiftiHeader.BYTES_2), path);
    }
  }

  private static NativeBuffer values(Path path, NiftiHeader header) throws IOException {
    long count = header.grid().size().voxelCount() * header.components();
    try (InputStream in = VolumeFiles.plain(path)) {
      long most = VolumeFiles.mostBytes(path, in) - header.dataOffset();
      in.skipNBytes(Math.min(header.dataOffset(), VolumeFiles.mostBytes(path, in)));
      return Samples.readNew(in, count, header.layout(), most, path);
    }
  }

  @Override
  public void write(Volume volume, VoxelType type, Path path) {
    AtomicFile.write(path, out -> NiftiWriter.write(volume, type, path, out));
  }
}
