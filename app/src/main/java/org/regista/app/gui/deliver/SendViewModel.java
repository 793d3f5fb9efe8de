package org.regista.app.gui.deliver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.TaskViewModel;
import org.regista.app.gui.Workplace.Places;
import org.regista.app.studies.Archives;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.study.library.ImportMode;
import org.regista.study.library.ImportReport;
import org.regista.study.library.StudyLibrary;
import org.regista.study.nodes.Node;
import org.regista.study.nodes.NodeList;

/**
 * Brings the result as DICOM objects into the study library or an archive: first the objects are
 * made, then a person confirms what goes where, then each object has its own fate. Lives on the FX
 * thread; works on a background one.
 */
public final class SendViewModel {

  private final Supplier<Supplier<List<Parcel>>> objects;
  private final Places places;
  private final NodeList list;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<Node>> nodes = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Parcel>> parcels =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Destination>> asked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper again = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private Optional<Destination> last = Optional.empty();
  private final TaskViewModel task;

  /** Where objects go. */
  public sealed interface Destination {

    String words();

    /** The study library of this user. */
    record Library(Path folder) implements Destination {
      @Override
      public String words() {
        return "the study library '%s'".formatted(folder);
      }
    }

    /** An archive. */
    record Pacs(Node node) implements Destination {
      @Override
      public String words() {
        return "the archive '%s' (%s)".formatted(node.name(), node.address());
      }
    }
  }

  /**
   * @param objects says, on the FX thread, how the objects of what is shown are made; that is then
   *     done on the background thread
   */
  public SendViewModel(
      Supplier<Supplier<List<Parcel>>> objects, Places places, Executor background, Executor fx) {
    this.objects = objects;
    this.places = places;
    this.list = new NodeList(places.settings());
    this.fx = fx;
    this.task = new TaskViewModel(background, fx);
    readNodes();
  }

  /** The archives of the settings. */
  public ReadOnlyObjectProperty<List<Node>> nodes() {
    return nodes.getReadOnlyProperty();
  }

  /** What leaves or has left, each with its state. */
  public ReadOnlyObjectProperty<List<Parcel>> parcels() {
    return parcels.getReadOnlyProperty();
  }

  /** Where to, while a person has to confirm it. */
  public ReadOnlyObjectProperty<Optional<Destination>> asked() {
    return asked.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busy() {
    return task.busy();
  }

  /** Whether there is something that did not arrive and can be sent once more. */
  public ReadOnlyBooleanProperty again() {
    return again.getReadOnlyProperty();
  }

  /** What is done, what came of it, or what went wrong. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  private void readNodes() {
    try {
      nodes.set(list.all());
    } catch (RegistrationException e) {
      said.set(e.getMessage());
    }
  }

  /** Adds an archive, or replaces the one of that name. */
  public void addNode(String name, String address, String station) {
    try {
      if (!Archives.isAddress(address.strip())) {
        throw new InputDataException(
            "'%s' is no address; give HOST:PORT:AET or https://...".formatted(address));
      }
      list.put(new Node(name.strip(), address.strip(), station.strip(), false, "", "", ""));
      readNodes();
      said.set("Archive '%s' is kept.".formatted(name.strip()));
    } catch (RegistrationException e) {
      said.set(e.getMessage());
    }
  }

  public void removeNode(Node node) {
    try {
      list.remove(node.name());
      readNodes();
      said.set("Archive '%s' is forgotten.".formatted(node.name()));
    } catch (RegistrationException e) {
      said.set(e.getMessage());
    }
  }

  /** Asks an archive whether it is there (C-ECHO). */
  public void test(Node node) {
    run(
        "Asking " + node.name() + " …",
        () -> {
          long ms =
              Archives.open(node, Archives.Access.of(node, places.settings(), task.cancellation()))
                  .echo()
                  .toMillis();
          return () -> said.set("'%s' answered after %d ms.".formatted(node.name(), ms));
        },
        said::set);
  }

  public void askForLibrary() {
    ask(new Destination.Library(places.library()));
  }

  public void askFor(Node node) {
    ask(new Destination.Pacs(node));
  }

  /** Makes the objects, and then waits for {@link #confirm} or {@link #decline}. */
  private void ask(Destination destination) {
    asked.set(Optional.empty());
    again.set(false);
    Supplier<List<Parcel>> making;
    try {
      making = objects.get();
    } catch (RegistrationException e) {
      said.set(e.getMessage());
      return;
    }
    run(
        "Making the DICOM objects …",
        () -> {
          List<Parcel> made = making.get();
          return () -> {
            parcels.set(made);
            asked.set(Optional.of(destination));
            said.set("");
          };
        },
        said::set);
  }

  public void decline() {
    asked.set(Optional.empty());
    parcels.set(List.of());
    said.set("Nothing was sent.");
  }

  /** Sends what was asked about. */
  public void confirm() {
    last = asked.get();
    asked.set(Optional.empty());
    last.ifPresent(this::deliver);
  }

  /** Sends once more what did not arrive. */
  public void sendAgain() {
    last.ifPresent(this::deliver);
  }

  /** Ends what runs; what has arrived stays. */
  public void cancel() {
    task.cancellation().request();
  }

  private void deliver(Destination destination) {
    again.set(false);
    change(p -> p.withoutProblem());
    List<Path> files = parcels.get().stream().flatMap(p -> p.left().stream()).toList();
    run(
        "Sending to " + destination.words() + " …",
        () -> {
          task.cancellation().throwIfRequested();
          switch (destination) {
            case Destination.Library l -> intoLibrary(files);
            case Destination.Pacs p ->
                Archives.open(
                        p.node(),
                        Archives.Access.of(p.node(), places.settings(), task.cancellation()))
                    .send(files, this::sent);
          }
          return () -> sum(destination, "");
        },
        why -> sum(destination, why));
  }

  /** On the background thread, between two objects: the moment at which a transfer can end. */
  private void sent(Path file, Optional<String> problem) {
    fx.execute(() -> arrived(file, problem));
    task.cancellation().throwIfRequested();
  }

  private void intoLibrary(List<Path> files) {
    try (StudyLibrary library = StudyLibrary.open(places.library())) {
      ImportReport report =
          library.importing(files, ImportMode.COPY, sum -> {}, task.cancellation());
      List<Path> refused =
          report.remarks().stream()
              .filter(r -> r.kind() != ImportReport.Kind.NOTE)
              .map(
                  r -> {
                    fx.execute(() -> arrived(r.file(), Optional.of(r.text())));
                    return r.file();
                  })
              .toList();
      files.stream()
          .filter(file -> !refused.contains(file))
          .forEach(file -> fx.execute(() -> arrived(file, Optional.empty())));
    }
  }

  private void arrived(Path file, Optional<String> problem) {
    change(
        p ->
            !p.files().contains(file)
                ? p
                : problem.map(p::withProblem).orElseGet(() -> p.withArrived(file)));
  }

  private void change(UnaryOperator<Parcel> how) {
    parcels.set(parcels.get().stream().map(how).toList());
  }

  /** What did not arrive has a reason, also where the connection broke before its turn. */
  private void sum(Destination destination, String broken) {
    if (!broken.isEmpty()) {
      change(p -> p.isDone() ? p : p.withProblem(broken));
    }
    long there = parcels.get().stream().mapToLong(p -> p.arrived().size()).sum();
    long all = parcels.get().stream().mapToLong(p -> p.files().size()).sum();
    again.set(there < all);
    said.set(
        there == all
            ? "All %d objects are in %s.".formatted(all, destination.words())
            : "%d of %d objects are in %s; the others can be sent again."
                .formatted(there, all, destination.words()));
  }

  /**
   * @param failed told why nothing more came of it
   */
  private void run(String doing, Supplier<Runnable> work, Consumer<String> failed) {
    task.run(() -> said.set(doing), work, failed);
  }

  /** The parcels of exported objects. */
  static List<Parcel> parcels(Path folder, List<String> names) {
    List<Parcel> made = new ArrayList<>();
    names.forEach(name -> made.add(Parcel.of(name, Archives.filesBelow(folder.resolve(name)))));
    return made;
  }
}
