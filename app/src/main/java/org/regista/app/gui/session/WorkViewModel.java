package org.regista.app.gui.session;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.regista.app.work.Work;
import org.regista.app.work.WorkFolder;
import org.regista.error.InputDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person does with the open pair: every action can be undone, and all is on disk within
 * seconds. Lives on the FX thread, but for {@link #save}.
 */
public final class WorkViewModel {

  private static final Logger LOG = LoggerFactory.getLogger(WorkViewModel.class);
  private static final int MOST_UNDONE = 200;

  private final Path root;
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Work>> offer =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper undoName = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper redoName = new ReadOnlyStringWrapper("");
  private final Deque<Step> done = new ArrayDeque<>();
  private final Deque<Step> undone = new ArrayDeque<>();
  private final AtomicReference<@Nullable Saving> toSave = new AtomicReference<>();
  private @Nullable WorkFolder folder;
  private @Nullable WorkFolder offered;
  private boolean resuming;

  /** An action, and the work on the other side of it. */
  private record Step(String name, Work work) {}

  private record Saving(WorkFolder folder, Work work) {}

  /**
   * @param root where work in progress is kept, of all windows
   */
  public WorkViewModel(Path root) {
    this.root = root;
  }

  /** Empty as long as nothing is open. */
  public ReadOnlyObjectProperty<Optional<Work>> work() {
    return work.getReadOnlyProperty();
  }

  /** Work of a window that ended without closing it; empty if there is none, or it was answered. */
  public ReadOnlyObjectProperty<Optional<Work>> offer() {
    return offer.getReadOnlyProperty();
  }

  /** The action that {@link #undo} would take back; empty if there is none. */
  public ReadOnlyStringProperty undoName() {
    return undoName.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty redoName() {
    return redoName.getReadOnlyProperty();
  }

  /** Where attempts go; only while something is open. */
  public WorkFolder folder() {
    WorkFolder open = folder;
    if (open == null) {
      throw new IllegalStateException("nothing is open");
    }
    return open;
  }

  /** Looks for work that was left behind; a damaged one is not offered. */
  public void lookForAbandonedWork() {
    WorkFolder.abandoned(root)
        .ifPresent(
            found -> {
              try {
                offer.set(Optional.of(found.read()));
                offered = found;
              } catch (InputDataException e) {
                LOG.warn("{}; it cannot be taken up again", e.getMessage());
                found.end();
                found.close();
              }
            });
  }

  /**
   * Takes the offer up: {@code open} is to open its images, after which {@link #begin} continues
   * with it.
   */
  public void acceptOffer(Consumer<Work> open) {
    offer
        .get()
        .ifPresent(
            left -> {
              resuming = true;
              offer.set(Optional.empty());
              open.accept(left);
            });
  }

  /** Leaves the offered work behind for good. */
  public void declineOffer() {
    WorkFolder left = offered;
    if (left != null) {
      left.end();
      left.close();
    }
    offered = null;
    resuming = false;
    offer.set(Optional.empty());
  }

  /**
   * The images of this work were opened. If they are those of work that is being taken up, that is
   * continued instead.
   *
   * @throws InputDataException if no folder can be made for it
   */
  public void begin(Work first) {
    end();
    Work start = first;
    WorkFolder left = offered;
    if (resuming && left != null) {
      start = left.read();
      folder = left;
      offered = null;
    } else {
      folder = WorkFolder.create(root);
    }
    resuming = false;
    set(start);
  }

  /** What could not be opened is not continued; it stays for the next window. */
  public void openingFailed() {
    resuming = false;
  }

  /** An action of the user. */
  public void change(String name, UnaryOperator<Work> how) {
    work.get()
        .ifPresent(
            now -> {
              Work next = how.apply(now);
              if (next.equals(now)) {
                return;
              }
              done.push(new Step(name, now));
              if (done.size() > MOST_UNDONE) {
                done.removeLast();
              }
              undone.clear();
              set(next);
            });
  }

  /** Something that happened and is not taken back by undoing. */
  public void append(UnaryOperator<Work> how) {
    work.get().ifPresent(now -> set(how.apply(now)));
  }

  public void undo() {
    step(done, undone);
  }

  public void redo() {
    step(undone, done);
  }

  private void step(Deque<Step> from, Deque<Step> to) {
    Step step = from.poll();
    Work now = work.get().orElse(null);
    if (step == null || now == null) {
      return;
    }
    to.push(new Step(step.name(), now));
    // what ran in the meantime has run
    set(step.work().withAttempts(now.attempts()));
  }

  private void set(Work next) {
    WorkFolder open = folder();
    toSave.set(new Saving(open, next));
    undoName.set(name(done));
    redoName.set(name(undone));
    work.set(Optional.of(next));
  }

  private static String name(Deque<Step> steps) {
    Step first = steps.peek();
    return first == null ? "" : first.name();
  }

  /** Writes what has changed since the last time, whole or not at all; on any thread. */
  public void save() {
    Saving saving = toSave.getAndSet(null);
    if (saving == null) {
      return;
    }
    try {
      saving.folder().save(saving.work());
    } catch (RuntimeException e) {
      LOG.warn("the work in progress is not saved", e);
      toSave.compareAndSet(null, saving);
    }
  }

  /** The work is over: it is written and not offered again. */
  public void end() {
    save();
    WorkFolder open = folder;
    if (open != null) {
      open.end();
      open.close();
    }
    folder = null;
    done.clear();
    undone.clear();
    undoName.set("");
    redoName.set("");
    work.set(Optional.empty());
  }
}
