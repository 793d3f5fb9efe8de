package org.regista.app;

import java.util.List;
import org.regista.job.Extensions;
import org.scijava.Context;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;

/** Extensions from the class path: a jar with a SciJava plugin, dropped in, is found. */
final class SciJavaExtensions implements Extensions.Source {

  private final PluginService plugins;

  /** Only the index of plugins is read; other SciJava services are not started. */
  SciJavaExtensions() {
    this.plugins = new Context(PluginService.class).service(PluginService.class);
  }

  @Override
  public <T extends SciJavaPlugin> List<T> all(Class<T> type) {
    return plugins.createInstancesOfType(type);
  }
}
