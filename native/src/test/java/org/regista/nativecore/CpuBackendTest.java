package org.regista.nativecore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.regista.compute.ComputeBackend;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

class CpuBackendTest {

  @Test
  void isFoundByName() throws Exception {
    try (Context context = new Context(PluginService.class)) {
      assertThat(context.service(PluginService.class).getPluginsOfType(ComputeBackend.class))
          .filteredOn(info -> info.getName().equals("cpu"))
          .singleElement()
          .extracting(PluginInfo::getClassName)
          .isEqualTo(CpuBackend.class.getName());
    }
  }

  @Test
  void saysWhatItComputesWith() {
    CpuBackend backend = new CpuBackend();
    assertThat(backend.name()).isEqualTo("cpu");
    assertThat(backend.unavailableBecause()).isEmpty();
    assertThat(backend.device(3)).isEqualTo("CPU, " + InstructionSet.best() + ", 3 threads");
  }
}
