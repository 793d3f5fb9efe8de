package org.regista.app;

import java.util.ArrayList;
import java.util.List;
import org.regista.compute.ComputeBackend;
import org.scijava.plugin.Plugin;

/** Takes all of the heap. */
@Plugin(type = ComputeBackend.class, name = "greedy", priority = -1000)
public final class GreedyBackend extends FaultyBackend {

  public GreedyBackend() {
    super("greedy");
  }

  @Override
  void harm() {
    List<byte[]> hoard = new ArrayList<>();
    while (hoard.size() < 1_000_000) {
      hoard.add(new byte[16 << 20]);
    }
  }
}
