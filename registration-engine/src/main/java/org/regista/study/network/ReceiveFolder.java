package org.regista.study.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.regista.io.dicom.instance.FileMeta;
import org.regista.io.dicom.instance.InstanceFile;
import org.regista.io.dicom.instance.InstanceReader;
import org.regista.io.dicom.instance.NotAnInstanceException;

/**
 * A folder that objects come into, one file each, named by their UIDs. A file is written under
 * another name, read back, forced to the disk and renamed, so that it is there whole or not at all.
 *
 * <p>A second object of the same UID and other content does not replace the first; it gets a name
 * of its own behind it, and an import into the library will put it into quarantine.
 *
 * @param folder is made when it is needed
 * @param elsewhere UIDs of objects that need not come, since they are somewhere else already
 */
public record ReceiveFolder(Path folder, Set<String> elsewhere) {

  private static final String ENDING = ".dcm";

  /** No object of a study is larger; more is an attack or a mistake. */
  private static final long LONGEST = 16L << 30;

  private static final int PIECE = 1 << 16;

  public ReceiveFolder {
    elsewhere = Set.copyOf(elsewhere);
  }

  public ReceiveFolder(Path folder) {
    this(folder, Set.of());
  }

  /** Whether an object need not come. */
  public boolean has(String uid) {
    return elsewhere.contains(uid) || isHere(uid);
  }

  private boolean isHere(String uid) {
    return isUid(uid) && Files.isRegularFile(folder.resolve(uid + ENDING));
  }

  private static boolean isUid(String uid) {
    return uid.matches("[0-9][0-9.]{0,63}");
  }

  /**
   * Takes in a data set.
   *
   * @param meta what the sender says of it; a UID that is none is refused
   * @throws NotAnInstanceException if the object is damaged, or is not what the sender says
   * @throws IOException if the folder cannot be written, or the stream breaks
   */
  public Path receive(FileMeta meta, InputStream dataSet)
      throws IOException, NotAnInstanceException {
    Path part = part();
    try {
      write(part, meta.encoded(), dataSet);
      InstanceFile file = InstanceReader.read(part);
      if (!file.header().instance().uid().equals(meta.sopInstance())) {
        throw new NotAnInstanceException("holds another object than its sender said");
      }
      return settle(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Takes in a whole file. */
  public Path receiveFile(InputStream content) throws IOException, NotAnInstanceException {
    Path part = part();
    try {
      write(part, new byte[0], content);
      return settle(part, InstanceReader.read(part));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path part() throws IOException {
    Files.createDirectories(folder);
    return folder.resolve("." + UUID.randomUUID() + ".part");
  }

  private static void write(Path part, byte[] head, InputStream content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      out.write(head);
      byte[] piece = new byte[PIECE];
      long total = 0;
      for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
        out.write(piece, 0, count);
        total += count;
        if (total > LONGEST) {
          throw new IOException("an object is longer than %d bytes".formatted(LONGEST));
        }
      }
      channel.force(true);
    }
  }

  private Path settle(Path part, InstanceFile file) throws IOException, NotAnInstanceException {
    String uid = file.header().instance().uid();
    if (!isUid(uid)) {
      throw new NotAnInstanceException("has a SOP Instance UID that is none");
    }
    Path target = folder.resolve(uid + ENDING);
    if (Files.exists(target) && !InstanceReader.read(target).digests().equals(file.digests())) {
      String digest = file.digests().metadata().substring(0, 8) + file.digests().fast();
      target = folder.resolve("%s.other-%s%s".formatted(uid, digest, ENDING));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }
}
