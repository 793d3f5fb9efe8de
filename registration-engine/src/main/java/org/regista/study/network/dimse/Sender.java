package org.regista.study.network.dimse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.regista.io.dicom.instance.InstanceFile;
import org.regista.io.dicom.instance.InstanceHeader;
import org.regista.io.dicom.instance.InstanceReader;
import org.regista.io.dicom.instance.NotAnInstanceException;
import org.regista.study.network.Archive;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Association;
import org.regista.study.network.association.Command;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.PresentationContext;
import org.regista.study.network.association.Proposal;

/**
 * Sends objects by C-STORE, byte for byte as they are stored: each kind in its own encoding is
 * negotiated, and a node that does not take one is told of by name.
 */
final class Sender {

  private final Caller caller;
  private final Archive.SendListener each;
  private final List<String> failures = new ArrayList<>();
  private long sent;

  Sender(Caller caller, Archive.SendListener each) {
    this.caller = caller;
    this.each = each;
  }

  private record Parcel(Path path, InstanceFile file) {

    Caller.Wish wish() {
      InstanceHeader.Instance instance = file.header().instance();
      return new Caller.Wish(instance.sopClass(), instance.transferSyntax());
    }
  }

  TransferReport send(List<Path> files) {
    List<Parcel> parcels = new ArrayList<>();
    for (Path path : files) {
      read(path).ifPresent(parcels::add);
    }
    List<Parcel> left = parcels;
    while (!left.isEmpty()) {
      Set<Caller.Wish> wishes = new LinkedHashSet<>();
      left.stream().map(Parcel::wish).distinct().limit(Proposal.MOST_CONTEXTS).forEach(wishes::add);
      List<Parcel> now = left.stream().filter(p -> wishes.contains(p.wish())).toList();
      left = left.stream().filter(p -> !wishes.contains(p.wish())).toList();
      caller.<Optional<Void>>call(
          List.copyOf(wishes),
          Set.of(),
          association -> {
            int id = 1;
            for (Parcel parcel : now) {
              send(association, parcel, id++ & 0xffff);
            }
            return Optional.empty();
          });
    }
    return new TransferReport(sent, 0, failures);
  }

  private Optional<Parcel> read(Path path) {
    try {
      return Optional.of(new Parcel(path, InstanceReader.read(path)));
    } catch (NotAnInstanceException e) {
      failed(path, e.reason());
    } catch (IOException e) {
      failed(path, "cannot be read (%s)".formatted(e.getMessage()));
    }
    return Optional.empty();
  }

  private void send(Association association, Parcel parcel, int id) throws IOException {
    Caller.Wish wish = parcel.wish();
    Optional<PresentationContext> context =
        association.context(wish.sopClass(), List.of(wish.transferSyntax()));
    if (context.isEmpty()) {
      failed(
          parcel.path(),
          "is not taken by the node: class %s in transfer syntax %s"
              .formatted(wish.sopClass(), wish.transferSyntax()));
      return;
    }
    Command request =
        Command.request(Command.C_STORE, wish.sopClass(), id)
            .with(Command.PRIORITY, 0)
            .with(Command.AFFECTED_INSTANCE, parcel.file().header().instance().uid());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(parcel.path()), 1 << 16)) {
      in.skipNBytes(parcel.file().dataSetOffset());
      association.send(context.get().id(), request, in);
    }
    Command response = Caller.next(association).command();
    if (response.number(Command.FIELD) != (Command.C_STORE | Command.RESPONSE)
        || response.number(Command.RESPONDED_ID) != id) {
      throw new PeerException("it answered something that was not asked");
    }
    int status = response.number(Command.STATUS);
    if (status == IncomingStore.SUCCESS || status >>> 12 == 0xB) {
      sent++;
      each.sent(parcel.path(), Optional.empty());
    } else {
      failed(parcel.path(), "is refused: " + Caller.failure(response));
    }
  }

  private void failed(Path path, String problem) {
    failures.add("'%s' %s".formatted(path, problem));
    each.sent(path, Optional.of(problem));
  }
}
