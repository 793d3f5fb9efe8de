package org.regista.nativecore.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.jogamp.opencl.llb.CL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

  private static final OpenClDevice DEVICE =
      new OpenClDevice(0, "platform", "device", "1.0", 1, 1, 1, true);

  private static final byte[] BINARY = {3, 1, 4, 1, 5};

  @TempDir private Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void givesBackWhatItWasGiven() {
    ProgramCache cache = new ProgramCache(folder.resolve("made").resolve("when-needed"));
    assertThat(cache.find("key.bin")).isEmpty();
    cache.keep("key.bin", BINARY);
    assertThat(cache.find("key.bin")).hasValue(BINARY);
  }

  @Test
  void leavesNoPartsBehind() throws IOException {
    new ProgramCache(folder).keep("key.bin", BINARY);
    assertThat(files()).containsExactly(folder.resolve("key.bin"));
  }

  @Test
  void doesNotUseADamagedFile() throws IOException {
    ProgramCache cache = new ProgramCache(folder);
    cache.keep("key.bin", BINARY);
    byte[] file = Files.readAllBytes(folder.resolve("key.bin"));
    file[file.length - 1]++;
    Files.write(folder.resolve("key.bin"), file);
    assertThat(cache.find("key.bin")).isEmpty();
    Files.write(folder.resolve("key.bin"), new byte[7]);
    assertThat(cache.find("key.bin")).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenDoesNoHarm() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    ProgramCache cache = new ProgramCache(file.resolve("below"));
    assertThatCode(() -> cache.keep("key.bin", BINARY)).doesNotThrowAnyException();
    assertThat(cache.find("key.bin")).isEmpty();
  }

  @Test
  void anotherDriverDeviceOptionOrSourceIsAnotherFile() {
    OpenClDevice updated = new OpenClDevice(0, "platform", "device", "1.1", 1, 1, 1, true);
    OpenClDevice other = new OpenClDevice(0, "platform", "device 2", "1.0", 1, 1, 1, true);
    assertThat(
            Stream.of(
                    ProgramCache.key(DEVICE, "-D A", "source"),
                    ProgramCache.key(updated, "-D A", "source"),
                    ProgramCache.key(other, "-D A", "source"),
                    ProgramCache.key(DEVICE, "-D B", "source"),
                    ProgramCache.key(DEVICE, "-D A", "source 2"))
                .distinct())
        .hasSize(5);
  }

  /** From source the first time, from the file the second; from source again if it is no good. */
  @Test
  void programsAreBuiltOnce() throws IOException {
    sum(DeviceSearch.library());
    assertThat(files()).hasSize(1);
    CL withoutSource = BrokenLibrary.failing("clCreateProgramWithSource", 0, -3);
    sum(withoutSource);
    Path kept = files().getFirst();
    new ProgramCache(folder).keep(kept.getFileName().toString(), BINARY);
    sum(DeviceSearch.library());
    sum(withoutSource);
  }

  private void sum(CL library) {
    OpenClDevice device = Devices.all().getFirst();
    try (DeviceContext context =
            new DeviceContext(library, device, 1 << 20, new ProgramCache(folder));
        DeviceKernels kernels = new DeviceKernels(context)) {
      assertThat(kernels.sum(kernels.allocate(new float[] {1, 2, 3.5f}))).isEqualTo(6.5);
    }
  }
}
