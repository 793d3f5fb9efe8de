package org.regista.job;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeviceChoice;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumeFormat;
import org.regista.register.Registrar;
import org.scijava.plugin.SciJavaPlugin;

/** What this installation can do: file formats, registration engines and devices, by name. */
public final class Extensions {

  private final Source source;

  /** Where extensions come from: in the program, a SciJava context. */
  public interface Source {

    /** A new instance of every extension of a type, the preferred ones first. */
    <T extends SciJavaPlugin> List<T> all(Class<T> type);
  }

  public Extensions(Source source) {
    this.source = source;
  }

  /** Images in every format that is installed. */
  public VolumeFiles files() {
    return new VolumeFiles(source.all(VolumeFormat.class));
  }

  public List<ComputeBackend> backends() {
    return source.all(ComputeBackend.class);
  }

  /**
   * Something that can compute.
   *
   * @param name as {@link #backend} takes it: "cpu", "opencl", or "opencl:1" of several
   * @param description for people
   */
  public record Device(String name, String description) {}

  /** All that this machine can run. */
  public List<Device> devices(int threads) {
    return backends().stream()
        .filter(backend -> backend.unavailableBecause().isEmpty())
        .flatMap(backend -> devicesOf(backend, threads).stream())
        .toList();
  }

  /** Those of a backend that this machine can run. */
  public static List<Device> devicesOf(ComputeBackend backend, int threads) {
    List<String> all = backend.devices(threads);
    return IntStream.range(0, all.size())
        .mapToObj(
            n ->
                new Device(all.size() == 1 ? backend.name() : backend.name() + ":" + n, all.get(n)))
        .toList();
  }

  public List<Registrar> registrars() {
    return source.all(Registrar.class);
  }

  /**
   * The engine of that name.
   *
   * @throws InputDataException if there is none
   */
  public Registrar registrar(String name) {
    return named("registration engine", name, registrars(), Registrar::name);
  }

  /**
   * The device that is meant, ready for use; the caller closes it. There is no silent fallback to
   * another one.
   *
   * @param text the name of a backend and, after a colon, a {@link DeviceChoice}: "opencl:1"
   * @throws InputDataException if there is none
   * @throws DeviceException if this machine cannot run it
   */
  public ComputeBackend backend(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    DeviceChoice choice =
        colon < 0 ? DeviceChoice.ANY : DeviceChoice.parse(text.substring(colon + 1));
    ComputeBackend backend = ready(named("backend", name, backends(), ComputeBackend::name));
    return backend.on(choice);
  }

  private static ComputeBackend ready(ComputeBackend backend) {
    backend
        .unavailableBecause()
        .ifPresent(
            reason -> {
              throw new DeviceException(
                  "the backend '%s' cannot run on this machine: %s"
                      .formatted(backend.name(), reason));
            });
    return backend;
  }

  private static <T> T named(String kind, String name, List<T> all, Function<T, String> nameOf) {
    return all.stream()
        .filter(one -> nameOf.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputDataException(
                    "there is no %s '%s' in this installation; there are: %s"
                        .formatted(
                            kind,
                            name,
                            all.stream().map(nameOf).sorted().collect(Collectors.joining(", ")))));
  }
}
