package org.regista.io.itk;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.regista.error.InputDataException;
import org.regista.image.NativeBuffer;
import org.regista.io.Samples;
import org.regista.io.VolumeFiles;

/**
 * How the voxels of a text-headed file are stored, behind the header or in a file beside it.
 *
 * @param count numbers to read
 * @param skipLines lines before them
 * @param skipBytes bytes before them, after those lines; {@link #AT_END} if they end the file
 * @param skipDecoded bytes before them once decoded
 */
record StoredVoxels(
    Samples.Layout layout,
    Encoding encoding,
    long count,
    long skipLines,
    long skipBytes,
    long skipDecoded) {

  static final long AT_END = -1;

  private static final long MOST_DEFLATED = 1032;
  private static final Samples.Layout TEXT =
      new Samples.Layout(Samples.Kind.FLOAT64, ByteOrder.BIG_ENDIAN, Samples.Scale.NONE);

  /** The form of the numbers. */
  enum Encoding {
    RAW,
    /** zlib or gzip; the data tell which. */
    DEFLATED,
    TEXT
  }

  /** What is left of a file. */
  private record Rest(InputStream in, long mostBytes, Path file) {

    Rest skip(long bytes) throws IOException {
      if (bytes > mostBytes) {
        throw new EOFException("%d bytes to skip where %d are left".formatted(bytes, mostBytes));
      }
      in.skipNBytes(bytes);
      return new Rest(in, mostBytes - bytes, file);
    }

    Rest skipLines(long lines) throws IOException {
      long bytes = 0;
      for (long n = 0; n < lines; bytes++) {
        int c = in.read();
        if (c < 0) {
          throw new EOFException("%d lines to skip where %d are left".formatted(lines, n));
        }
        n += c == '\n' ? 1 : 0;
      }
      return new Rest(in, mostBytes - bytes, file);
    }
  }

  /**
   * Reads voxels behind a header; the caller owns them.
   *
   * @param in stands {@code consumed} bytes behind the beginning of the file
   */
  NativeBuffer readBehind(InputStream in, long consumed, Path file) throws IOException {
    if (skipBytes == AT_END && in instanceof GZIPInputStream) {
      throw new InputDataException(
          "'%s' places its voxels at the end of a file within gzip; unpack it first"
              .formatted(file));
    }
    return read(new Rest(in, VolumeFiles.mostBytes(file, in) - consumed, file));
  }

  /**
   * Reads voxels of the file that a header names; the caller owns them.
   *
   * @throws InputDataException if it is not a plain file
   */
  NativeBuffer readBeside(Path header, String name) throws IOException {
    Path file = beside(header, name);
    if (!Files.isRegularFile(file)) {
      throw new InputDataException(
          "'%s' is there, but its voxels, '%s', are not; copy both files"
              .formatted(header, HeaderNumbers.quoted(name)));
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(new Rest(in, Files.size(file), file));
    }
  }

  private static Path beside(Path header, String name) {
    try {
      return header.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw new InputDataException(
          "'%s': '%s' is not the name of a file".formatted(header, HeaderNumbers.quoted(name)), e);
    }
  }

  private NativeBuffer read(Rest whole) throws IOException {
    Rest rest = whole.skipLines(skipLines);
    long wanted = count * layout.kind().bytes();
    return decode(
        rest.skip(skipBytes == AT_END ? Math.max(0, rest.mostBytes() - wanted) : skipBytes));
  }

  private NativeBuffer decode(Rest rest) throws IOException {
    return switch (encoding) {
      case RAW -> Samples.readNew(rest.in(), count, layout, rest.mostBytes(), rest.file());
      case DEFLATED -> inflate(rest);
      case TEXT -> {
        long mostNumbers = rest.mostBytes() / 2 + 1;
        TextNumbers numbers = new TextNumbers(rest.in(), rest.file());
        yield Samples.readNew(numbers, count, TEXT, mostNumbers * Double.BYTES, rest.file());
      }
    };
  }

  private NativeBuffer inflate(Rest rest) throws IOException {
    BufferedInputStream packed = new BufferedInputStream(rest.in(), 1 << 16);
    packed.mark(2);
    boolean gzip = packed.read() == 0x1f && packed.read() == 0x8b;
    packed.reset();
    try (InputStream in = gzip ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
      long most = Math.multiplyExact(rest.mostBytes(), MOST_DEFLATED);
      Rest unpacked = new Rest(in, most, rest.file()).skip(skipDecoded);
      return Samples.readNew(in, count, layout, unpacked.mostBytes(), rest.file());
    }
  }
}
