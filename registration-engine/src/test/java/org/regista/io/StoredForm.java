package org.regista.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.Volume;
import org.regista.io.itk.MetaImageFormat;
import org.regista.io.itk.NrrdFormat;
import org.regista.io.nifti.NiftiFormat;

/**
 * Every form in which a volume can lie in files of one format, whether we write that form or not.
 */
enum StoredForm {
  NIFTI_1 {
    @Override
    Path write(Volume volume, Path folder) {
      return byRegista(volume, folder.resolve("a.nii"));
    }
  },
  NIFTI_1_GZIP {
    @Override
    Path write(Volume volume, Path folder) {
      return byRegista(volume, folder.resolve("a.nii.gz"));
    }
  },
  NIFTI_1_QFORM_ONLY {
    @Override
    Path write(Volume volume, Path folder) {
      ByteBuffer file = nifti1(volume, folder);
      return save(folder.resolve("q.nii"), file.putShort(254, (short) 0).array());
    }
  },
  NIFTI_1_SFORM_ONLY {
    @Override
    Path write(Volume volume, Path folder) {
      ByteBuffer file = nifti1(volume, folder);
      return save(folder.resolve("s.nii"), file.putShort(252, (short) 0).array());
    }
  },
  NIFTI_1_PAIR {
    @Override
    Path write(Volume volume, Path folder) {
      byte[] file = nifti1(volume, folder).put(345, (byte) 'i').putFloat(108, 0).array();
      save(folder.resolve("p.img"), Arrays.copyOfRange(file, 352, file.length));
      return save(folder.resolve("p.hdr"), Arrays.copyOf(file, 348));
    }
  },
  NIFTI_2_BIG_ENDIAN {
    @Override
    Path write(Volume volume, Path folder) {
      return save(folder.resolve("two.nii"), nifti2(nifti1(volume, folder)));
    }
  },
  META_IMAGE {
    @Override
    Path write(Volume volume, Path folder) {
      return byRegista(volume, folder.resolve("a.mha"));
    }
  },
  META_IMAGE_RAW_BESIDE {
    @Override
    Path write(Volume volume, Path folder) {
      save(folder.resolve("b.raw"), voxels(volume));
      return save(folder.resolve("b.mhd"), metaHeader(volume, "b.raw", false));
    }
  },
  META_IMAGE_DEFLATED_BESIDE {
    @Override
    Path write(Volume volume, Path folder) {
      save(folder.resolve("c.zraw"), deflated(voxels(volume)));
      return save(folder.resolve("c.mhd"), metaHeader(volume, "c.zraw", true));
    }
  },
  META_IMAGE_DEFLATED {
    @Override
    Path write(Volume volume, Path folder) {
      byte[] header = metaHeader(volume, "LOCAL", true);
      return save(folder.resolve("d.mha"), joined(header, deflated(voxels(volume))));
    }
  },
  NRRD_LPS {
    @Override
    Path write(Volume volume, Path folder) {
      return byRegista(volume, folder.resolve("a.nrrd"));
    }
  },
  NRRD_RAS_TEXT {
    @Override
    Path write(Volume volume, Path folder) {
      AffineMap ras = AffineMap.scaling(-1, -1, 1);
      StringBuilder numbers = new StringBuilder(nrrdHeader(volume, "RAS", ras, "text") + "\n");
      for (long n = 0; n < volume.voxels().length(); n++) {
        numbers.append(volume.voxels().get(n)).append(n % 7 == 6 ? "\r\n" : " ");
      }
      return save(folder.resolve("r.nrrd"), ascii(numbers.toString()));
    }
  },
  NRRD_LAS_GZIP {
    @Override
    Path write(Volume volume, Path folder) {
      AffineMap las = AffineMap.scaling(1, -1, 1);
      String header = nrrdHeader(volume, "left-anterior-superior", las, "gzip") + "\n";
      return save(folder.resolve("l.nrrd"), joined(ascii(header), gzipped(voxels(volume))));
    }
  },
  NRRD_RAW_BESIDE {
    @Override
    Path write(Volume volume, Path folder) {
      String header = nrrdHeader(volume, "left-posterior-superior", AffineMap.IDENTITY, "raw");
      save(folder.resolve("h.raw"), joined(ascii("one line\n+++"), voxels(volume)));
      return save(
          folder.resolve("h.nhdr"),
          ascii(header + "line skip: 1\nbyte skip: 3\ndata file: h.raw\n"));
    }
  };

  static final VolumeFiles FILES =
      new VolumeFiles(List.of(new NiftiFormat(), new MetaImageFormat(), new NrrdFormat()));

  /** Writes the volume in this form; returns the file by which it is opened. */
  abstract Path write(Volume volume, Path folder);

  private static Path byRegista(Volume volume, Path file) {
    FILES.write(volume, VoxelType.FLOAT32, file);
    return file;
  }

  private static Path save(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  /** The file as we write it, positioned anywhere: use absolute positions. */
  private static ByteBuffer nifti1(Volume volume, Path folder) {
    try {
      byte[] file = Files.readAllBytes(byRegista(volume, folder.resolve("first.nii")));
      return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same image with the header of nifti2.h, everything in big-endian order. */
  private static byte[] nifti2(ByteBuffer one) {
    ByteBuffer two = ByteBuffer.allocate(544 + one.capacity() - 352);
    two.putInt(0, 540).put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'});
    two.putShort(12, one.getShort(70)).putShort(14, one.getShort(72)).putLong(168, 544);
    for (int n = 0; n < 8; n++) {
      two.putLong(16 + 8 * n, one.getShort(40 + 2 * n));
      two.putDouble(104 + 8 * n, one.getFloat(76 + 4 * n));
    }
    two.putDouble(176, 1).putInt(344, one.getShort(252)).putInt(348, one.getShort(254));
    two.putInt(500, one.get(123));
    for (int n = 0; n < 18; n++) {
      two.putDouble(352 + 8 * n, one.getFloat(256 + 4 * n)); // quatern, qoffset, srow
    }
    for (int n = 0; n < one.capacity() - 352; n += 4) {
      two.putFloat(544 + n, one.getFloat(352 + n));
    }
    return two.array();
  }

  /** Little-endian int16. */
  private static byte[] voxels(Volume volume) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Samples.write(out, volume.voxels(), VoxelType.INT16, Path.of("voxels"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** As MetaIO writes them: the direction of i, then of j, then of k. */
  private static byte[] metaHeader(Volume volume, String dataFile, boolean compressed) {
    GridGeometry g = volume.grid();
    StringBuilder directions = new StringBuilder();
    for (int axis = 0; axis < 3; axis++) {
      directions.append(
          " %s %s %s"
              .formatted(g.direction(axis).x(), g.direction(axis).y(), g.direction(axis).z()));
    }
    return ascii(
        """
        NDims = 3
        DimSize = %d %d %d
        ElementType = MET_SHORT
        ElementSpacing = %s %s %s
        Position = %s %s %s
        Orientation =%s
        CompressedData = %s
        AnatomicalOrientation = RAI
        ElementDataFile = %s
        """
            .formatted(
                g.size().ni(),
                g.size().nj(),
                g.size().nk(),
                g.spacingMm(0),
                g.spacingMm(1),
                g.spacingMm(2),
                g.origin().x(),
                g.origin().y(),
                g.origin().z(),
                directions,
                compressed ? "True" : "False",
                dataFile));
  }

  /** Without the blank line that ends the header of an attached file. */
  private static String nrrdHeader(
      Volume volume, String space, AffineMap lpsToSpace, String encoding) {
    AffineMap m = volume.grid().indexToLps().andThen(lpsToSpace);
    return """
    NRRD0005
    # in %s
    type: int16
    dimension: 3
    sizes: %d %d %d
    space: %s
    space directions: (%s,%s,%s) (%s,%s,%s) (%s,%s,%s)
    space origin: (%s,%s,%s)
    key:=value: not a field
    endian: little
    encoding: %s
    """
        .formatted(
            space,
            volume.size().ni(),
            volume.size().nj(),
            volume.size().nk(),
            space,
            m.m00(),
            m.m10(),
            m.m20(),
            m.m01(),
            m.m11(),
            m.m21(),
            m.m02(),
            m.m12(),
            m.m22(),
            m.t0(),
            m.t1(),
            m.t2(),
            encoding);
  }
}
