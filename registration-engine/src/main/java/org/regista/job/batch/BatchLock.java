package org.regista.job.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;

/** Keeps a folder for one batch; the system gives it back even if the process is killed. */
final class BatchLock implements AutoCloseable {

  private static final String NAME = ".batch.lock";

  private final FileChannel channel;

  private BatchLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws InputDataException if the folder cannot be made, or another batch has it
   */
  static BatchLock of(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new InputDataException(
            "another batch works in '%s'; wait for it or choose another folder".formatted(folder));
      }
      return new BatchLock(channel);
    } catch (IOException e) {
      throw new InputDataException(
          "the folder '%s' cannot be made or written (%s)".formatted(folder, e), e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by another thread of this process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InputDataException("the lock of the batch cannot be given back", e);
    }
  }
}
