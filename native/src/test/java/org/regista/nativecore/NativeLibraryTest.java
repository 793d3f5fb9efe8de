package org.regista.nativecore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {

  @Test
  void isThereForThisMachine() {
    assertThat(NativeLibrary.unavailableBecause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-aarch64",
    "Mac OS X, x86_64, macos-x86_64",
    "Mac OS X, aarch64, macos-aarch64",
    "Windows 11, amd64, windows-x86_64",
    "Linux, riscv64, linux-riscv64"
  })
  void foldersAreNamedAfterSystemAndProcessor(String osName, String osArch, String folder) {
    assertThat(NativeLibrary.platform(osName, osArch)).isEqualTo(folder);
  }

  @Test
  void saysWhatIsMissingOnAnotherMachineAndWhatToDo() {
    assertThat(NativeLibrary.load("linux-riscv64"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("no CPU kernels for linux-riscv64")
                    .contains("linux-riscv64/libregista_cpu.so is missing")
                    .contains("use the backend 'reference'"));
  }
}
